/**
 * Where frames can live: a network on one of its switches, a network without switches, a switch on
 * which no network is listed. Made once a topology; what is alive of it is decided in reach-join.ts.
 */
import type { Id, Link, Network, Topology } from './model.ts';
import { type Ref, ranksOf } from './ranks.ts';

/** Two segments of one network that a link joins. */
export interface Trunk {
  readonly link: Ref;
  readonly a: number;
  readonly b: number;
}

/** Segments of different networks that a link joins: any living one of each side. */
export interface Route {
  readonly link: Ref;
  readonly a: readonly number[];
  readonly b: readonly number[];
}

export interface Segments {
  readonly count: number;
  /** By segment: its network and its switch, -1 where it has none. */
  readonly network: Int32Array;
  readonly switch: Int32Array;
  /** Segments of a network, of a switch. */
  readonly of: ReadonlyMap<Ref, readonly number[]>;
  readonly trunks: readonly Trunk[];
  readonly routes: readonly Route[];
}

const known = new WeakMap<Topology, Segments>();

/** The segments of a topology; made once a topology. */
export function segmentsOf(topology: Topology): Segments {
  let segments = known.get(topology);
  if (!segments) {
    segments = makeSegments(topology);
    known.set(topology, segments);
  }
  return segments;
}

function makeSegments(topology: Topology): Segments {
  const { refs } = ranksOf(topology);
  const ref = (id: Id): Ref => refs.get(id) ?? -1;
  const network: number[] = [];
  const onSwitch: number[] = [];
  const of = new Map<Ref, number[]>();
  const add = (networkRef: Ref, switchRef: Ref): void => {
    const segment = network.length;
    network.push(networkRef);
    onSwitch.push(switchRef);
    for (const owner of [networkRef, switchRef]) if (owner >= 0) listIn(of, owner).push(segment);
  };
  for (const element of topology.networks) {
    if (element.switches.length === 0) add(ref(element.id), -1);
    for (const id of element.switches) add(ref(element.id), ref(id));
  }
  for (const element of topology.switches) if (!of.has(ref(element.id))) add(-1, ref(element.id));

  const dedicated = new Set(topology.networks.filter(isDedicated).map((element) => ref(element.id)));
  const trunks: Trunk[] = [];
  const routes: Route[] = [];
  for (const link of topology.links) joinByLink(link);
  return {
    count: network.length,
    network: Int32Array.from(network),
    switch: Int32Array.from(onSwitch),
    of,
    trunks,
    routes,
  };

  /**
   * A link carries the networks that both of its ends have; where they have none in common it routes,
   * between networks that are not dedicated, if there are any: a dedicated segment is joined by the
   * link that names it only.
   */
  function joinByLink(link: Link): void {
    const [a, b] = [of.get(ref(link.ends[0])) ?? [], of.get(ref(link.ends[1])) ?? []];
    const before = trunks.length;
    for (const one of a)
      for (const other of b)
        if (one !== other && network[one] === network[other]) trunks.push({ link: ref(link.id), a: one, b: other });
    if (trunks.length > before) return;
    routes.push({ link: ref(link.id), a: routable(link.ends[0], a), b: routable(link.ends[1], b) });
  }

  function routable(end: Id, all: readonly number[]): readonly number[] {
    if (topology.elements.get(end)?.kind === 'network') return all;
    const open = all.filter((segment) => !dedicated.has(network[segment] ?? -1));
    return open.length > 0 ? open : all;
  }
}

function isDedicated(network: Network): boolean {
  return network.dedicated;
}

function listIn(lists: Map<Ref, number[]>, owner: Ref): number[] {
  let list = lists.get(owner);
  if (!list) {
    list = [];
    lists.set(owner, list);
  }
  return list;
}
