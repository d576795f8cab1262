/** `--fail NAME[@TIME]`: which component, node of a failover cluster or path to a storage, when. */
import { find } from '../../engine/topology/lookup.ts';
import type { Id, Topology } from '../../engine/topology/model.ts';
import { idsNamed, similarNames } from '../../engine/topology/names.ts';
import { UsageError } from '../usage-error.ts';
import { parseTime } from './times.ts';

/** A component that fails at a time (ms). */
export interface Fault {
  readonly id: Id;
  readonly at: number;
  /** The cluster service of this node of the failover cluster. */
  readonly node?: Id;
  /** The paths of these hosts to the storage. */
  readonly forHosts?: readonly Id[];
}

/**
 * Reads one `--fail` argument.
 * @throws {UsageError} for a name that nothing or several things have, and for a time without a unit
 */
export function parseFault(topology: Topology, argument: string): Fault {
  const split = argument.lastIndexOf('@');
  const name = split < 0 ? argument : argument.slice(0, split);
  return { ...named(topology, name.trim()), at: split < 0 ? 0 : parseTime(argument.slice(split + 1)) };
}

/** `Host1`, `san for Host1`, `VCCluster.vc1`. */
function named(topology: Topology, name: string): Omit<Fault, 'at'> {
  const path = /^(\S+)\s+for\s+(\S+)$/.exec(name);
  if (path) return pathTo(topology, path[1] ?? '', path[2] ?? '');
  return nodeNamed(topology, name) ?? { id: theOne(topology, name) };
}

function pathTo(topology: Topology, storage: string, host: string): Omit<Fault, 'at'> {
  const [id, of] = [theOne(topology, storage), theOne(topology, host)];
  if (!find(topology, 'storage', id))
    throw new UsageError(`${storage} is no storage: hosts have no path of their own to it.`);
  if (!find(topology, 'host', of) && !find(topology, 'server', of))
    throw new UsageError(`${host} is no host or server: it has no path to ${storage}.`);
  return { id, forHosts: [of] };
}

function nodeNamed(topology: Topology, name: string): Omit<Fault, 'at'> | undefined {
  const dot = name.lastIndexOf('.');
  if (dot < 0 || idsNamed(topology, name).length > 0) return undefined;
  const clusters = idsNamed(topology, name.slice(0, dot)).flatMap((id) => find(topology, 'failover-cluster', id) ?? []);
  const machines = idsNamed(topology, name.slice(dot + 1));
  for (const { id, nodes } of clusters) {
    const node = nodes.find((each) => machines.includes(each));
    if (node !== undefined) return { id, node };
  }
  return undefined;
}

function theOne(topology: Topology, name: string): Id {
  const all = idsNamed(topology, name);
  const ids = all.filter((id) => !find(topology, 'endpoint', id));
  if (all.length > 0 && ids.length === 0)
    throw new UsageError(`${name} is an endpoint: it cannot fail. Fail the network on which it stands.`);
  if (ids.length === 1 && ids[0] !== undefined) return ids[0];
  if (ids.length > 1) throw new UsageError(`${name} is ambiguous: write ${ids.join(' or ')}.`);
  const names = [...topology.elements.values()].flatMap((element) => [element.name, element.id]);
  const near = similarNames(name, names);
  throw new UsageError(`Nothing is called ${name}.${near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''}`);
}
