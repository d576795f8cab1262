/** Which hosts of a cluster hear each other over their management adapters, while everything lives. */
import type { Cluster, Host, Topology } from '../model.ts';
import { managementOf, reaches, segmentsOf } from '../reach.ts';
import { joinedWhole } from './storage.ts';

/** Facts of clusters that hold as long as the topology does. */
interface Known {
  readonly management: Map<Host, readonly number[]>;
  readonly allHear: Map<Cluster, boolean>;
}

const known = new WeakMap<Topology, Known>();

function knownOf(topology: Topology): Known {
  let facts = known.get(topology);
  if (!facts) {
    facts = { management: new Map(), allHear: new Map() };
    known.set(topology, facts);
  }
  return facts;
}

/** Whether two hosts hear each other over their management adapters while everything lives. */
export function hear(topology: Topology, a: Host, b: Host): boolean {
  if (a.adapters.length === 0 || b.adapters.length === 0) return true;
  const { management } = knownOf(topology);
  const segments = (host: Host): readonly number[] => {
    let found = management.get(host);
    if (!found) {
      found = managementOf(topology, host).flatMap((attachment) => attachment.segments);
      management.set(host, found);
    }
    return found;
  };
  return reaches(segmentsOf(topology), joinedWhole(topology), segments(a), segments(b));
}

/** Whether every host of a cluster hears every other: then none is in another partition, whoever is lost. */
export function allHear(topology: Topology, cluster: Cluster, hosts: readonly Host[]): boolean {
  const facts = knownOf(topology).allHear;
  let found = facts.get(cluster);
  if (found === undefined) {
    found = hosts.every((host, at) => hosts.slice(at + 1).every((other) => hear(topology, host, other)));
    facts.set(cluster, found);
  }
  return found;
}
