/** A segment of its own for what a cluster's hosts do over the network: one that is there, or one to be. */
import { adaptersOf, find, hostsOf } from '../../topology/lookup.ts';
import type { AdapterUse, Cluster, Host, Id, Network, Switch, Topology } from '../../topology/model.ts';
import { listed } from '../message.ts';
import type { Fix, ModelEdit, Trial } from '../rule.ts';
import { type Mended, mends, withElements } from './changes.ts';
import { adapterEdits, freeAdapterName, type NewAdapter, withHostAdapter } from './host-adapters.ts';
import { oncePerTopology } from './memo.ts';
import { freeName } from './names.ts';

/** What uses are called where a network is named after them. */
const networkNames: Readonly<Record<AdapterUse, string>> = {
  management: 'management',
  vmotion: 'vmotion',
  'live-migration': 'migration',
  'ft-logging': 'ftlogging',
  storage: 'storage',
};

/** A segment, there or to be. */
export interface Segment {
  readonly target: Network | Switch;
  /** The statement of a network that is not there yet, and the network behind which it comes. */
  readonly made?: { readonly item: string; readonly behind: Network };
}

/**
 * Adds an adapter for `use` to each of these hosts: on the segment where other hosts of the cluster have it and
 * nothing else, on a dedicated network that nobody uses, or on a new one. `undefined` where each breaks a rule.
 */
export function ownAdapterFix(
  topology: Topology,
  cluster: Cluster,
  hosts: readonly Host[],
  use: AdapterUse,
  trial: Trial,
  mended: Mended,
): Fix | undefined {
  for (const { target, made } of segmentsFor(topology, cluster, hosts, use)) {
    const adapter: NewAdapter = { name: freeAdapterName(topology, hosts), target, uses: [use] };
    const known = made && target.kind === 'network' ? withElements(topology, target) : topology;
    if (!mends(topology, withHostAdapter(known, hosts, adapter), trial, mended)) continue;
    const adding: ModelEdit[] = made ? [{ edit: 'follow', element: made.behind.source, item: made.item }] : [];
    const names = listed(hosts.map((host) => host.name));
    return {
      title: made
        ? `Add a network for ${use}, and ${adapter.name} of ${names} on it`
        : `Add ${adapter.name} on ${target.name} for ${use} to ${names}`,
      edits: [...adding, ...adapterEdits(known, hosts, adapter)],
      safe: false,
    };
  }
  return undefined;
}

/** The segments that would serve `use`, best first; a new network is the last. */
export function segmentsFor(
  topology: Topology,
  cluster: Cluster,
  hosts: readonly Host[],
  use: AdapterUse,
): readonly Segment[] {
  const adapters = hostsOf(topology, cluster).flatMap((host) => adaptersOf(topology, host));
  const own = adapters
    .filter(({ uses }) => uses.length === 1 && uses[0] === use)
    .flatMap(({ target }) => segment(topology, target));
  const idle = topology.networks.filter(
    (network) => network.dedicated && network.site === cluster.site && !inUse(topology).has(network.id),
  );
  const around = hosts.flatMap((host) => adaptersOf(topology, host)).flatMap(({ target }) => segment(topology, target));
  const behind = [...around, ...topology.networks].find(
    (each): each is Network => each.kind === 'network' && each.site === cluster.site,
  );
  return [...own.slice(0, 1), ...idle]
    .map((target): Segment => ({ target }))
    .concat(behind ? [newNetwork(topology, cluster, use, behind)] : []);
}

function segment(topology: Topology, id: Id): readonly (Network | Switch)[] {
  const found = find(topology, 'network', id) ?? find(topology, 'switch', id);
  return found ? [found] : [];
}

function newNetwork(topology: Topology, cluster: Cluster, use: AdapterUse, behind: Network): Segment {
  const taken = new Set([...topology.elements.values()].map((element) => element.name));
  const name = freeName(networkNames[use], taken);
  const target: Network = {
    kind: 'network',
    id: name,
    name,
    source: cluster.source,
    order: topology.elements.size,
    dedicated: true,
    switches: [],
    ...(cluster.site !== undefined && { site: cluster.site }),
  };
  return { target, made: { item: `network ${name} { dedicated }`, behind } };
}

/** The networks that somebody is on. */
const inUse = oncePerTopology((topology) => {
  const used = new Set<Id>();
  for (const { target } of topology.adapters) used.add(target);
  for (const { network } of topology.virtualAdapters) used.add(network);
  for (const { ends } of topology.links) for (const end of ends) used.add(end);
  for (const { networks } of [...topology.storages, ...topology.failoverClusters])
    for (const each of networks) used.add(each);
  for (const { on } of topology.endpoints) if (on !== undefined) used.add(on);
  for (const service of topology.services)
    if (service.mode === 'duplication' && service.link !== undefined) used.add(service.link);
  for (const network of topology.networks) if (network.switches.length > 0) used.add(network.id);
  return used;
});
