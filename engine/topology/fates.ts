/** Shared fate: what must live for a component to live. */

import { find } from './lookup.ts';
import type { Element, Id, Placed, Topology } from './model.ts';
import { sitesAround } from './places.ts';
import type { Ref } from './ranks.ts';

/** A component lives while it is not failed itself, all of `all` live, and one of `any` does (where it names any). */
export interface Fate {
  readonly ref: Ref;
  readonly all: readonly Ref[];
  readonly any: readonly Ref[];
}

/** Every component with what it depends on, each after what it depends on; last the adapters of VMs, on nothing. */
export function fatesOf(topology: Topology, refs: ReadonlyMap<Id, Ref>): readonly Fate[] {
  const alone = topology.virtualAdapters.map(({ id }): Fate => ({ ref: refs.get(id) ?? -1, all: [], any: [] }));
  return [...hangingFates(topology, refs), ...alone.filter(({ ref }) => ref >= 0)];
}

/** The same without the adapters of VMs. */
export function hangingFates(topology: Topology, refs: ReadonlyMap<Id, Ref>): readonly Fate[] {
  const ref = (id: Id | undefined): Ref[] => {
    const found = id === undefined ? undefined : refs.get(id);
    return found === undefined ? [] : [found];
  };
  const sites = (element: { readonly site?: Id }): Ref[] =>
    sitesAround(topology, element.site).flatMap((site) => ref(site.id));
  const fate = (element: Element, all: readonly Ref[] = [], any: readonly Ref[] = []): Fate[] =>
    ref(element.id).map((own) => ({ ref: own, all: [...sites(element), ...all], any }));
  const placed = (element: Element & Placed, more: readonly Ref[] = []): Fate[] => {
    const circuits =
      element.circuits.length > 0 ? element.circuits : (find(topology, 'rack', element.rack)?.circuits ?? []);
    return fate(element, [...ref(element.rack), ...more], circuits.flatMap(ref));
  };
  const bySites = [...topology.sites].sort(
    (a, b) => sitesAround(topology, a.site).length - sitesAround(topology, b.site).length,
  );
  return [
    ...bySites.flatMap((site) => fate(site)),
    ...topology.circuits.flatMap((circuit) => fate(circuit)),
    ...topology.racks.flatMap((rack) => fate(rack)),
    ...topology.clusters.flatMap((cluster) => fate(cluster)),
    ...topology.switches.flatMap((one) => placed(one)),
    ...topology.storages.flatMap((storage) => placed(storage)),
    ...topology.hosts.flatMap((host) => placed(host, ref(host.cluster))),
    ...topology.servers.flatMap((server) => placed(server)),
    ...topology.networks.flatMap((network) => fate(network, [], network.switches.flatMap(ref))),
    ...topology.links.flatMap((link) => fate(link, link.ends.flatMap(ref))),
    // An adapter has its machine's fate too, but that is seen at the machine: here its cable counts.
    ...topology.adapters.flatMap((adapter): Fate[] =>
      ref(adapter.id).map((own) => ({ ref: own, all: ref(adapter.target), any: [] })),
    ),
  ];
}
