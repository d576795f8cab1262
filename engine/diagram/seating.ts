/** Who stands in which host or server: VMs, free places, and what each machine does for which service. */
import { find, findMachine } from '../topology/lookup.ts';
import type { FailoverCluster, Id, Machine, Service, Vm } from '../topology/model.ts';
import { append } from './lists.ts';
import { size } from './metrics.ts';
import type { Plan } from './plan.ts';
import { positionsOf } from './positions.ts';

export interface SeatPlan {
  readonly service: Id;
  readonly machine: Id;
  readonly position: string;
  readonly name: string;
  readonly shared?: boolean;
}

export interface Seating {
  /** VMs that are drawn, by the host on which they start, in order. */
  readonly vmsOn: ReadonlyMap<Id, readonly Vm[]>;
  /** Free places a host: for what a run may bring there. */
  readonly slotsOn: ReadonlyMap<Id, number>;
  /** How many VMs and places the fullest host of each cluster has: all of its hosts are as tall. */
  readonly placesIn: ReadonlyMap<Id, number>;
  /** How tall the chips in each host are. */
  readonly chipOn: ReadonlyMap<Id, number>;
  /** What a machine is for services. */
  readonly seatsOf: ReadonlyMap<Id, readonly SeatPlan[]>;
  /**
   * Hosts and servers where a member of a redundancy group (or a node of a failover cluster) may run, of those where that
   * is drawn. Groups with the same homes share one list.
   */
  readonly homesOf: ReadonlyMap<Id, readonly Id[]>;
}

/** More free places than this would make every host of a large cluster a tower; a run shows `+2` in the last. */
const mostSlots = 6;
/** Chips are low in a host (and its whole cluster) with more than so many. */
const mostTall = 6;

/** Places of a host that stands alone: none, nothing is ever brought there. */
export function seat(plan: Plan, cards: readonly (Service | FailoverCluster)[]): Seating {
  const { folding, rowOf } = plan;
  const isOpen = (host: Id) => rowOf.has(host) && !folding.hosts.has(host);
  const vmsOn = new Map<Id, readonly Vm[]>();
  for (const [host, vms] of plan.vmsOn) if (isOpen(host)) vmsOn.set(host, vms);
  return { vmsOn, ...slots(plan, isOpen), ...seats(plan, cards, isOpen) };
}

/**
 * Free places for what the loss of the fullest other host of the cluster may bring here: twice an even share, in small
 * clusters all of it. Second copies of fault-tolerant VMs need places from the start.
 */
function slots({ topology, folding, vmsOn }: Plan, isOpen: (host: Id) => boolean) {
  const slotsOn = new Map<Id, number>();
  const placesIn = new Map<Id, number>();
  const chipOn = new Map<Id, number>();
  const copiesOn = new Map<Id, number>();
  for (const { ft } of topology.vms) {
    if (ft?.secondary && find(topology, 'host', ft.secondary))
      copiesOn.set(ft.secondary, (copiesOn.get(ft.secondary) ?? 0) + 1);
  }
  for (const cluster of topology.clusters) {
    if (folding.clusters.has(cluster.id)) continue;
    const vmsOf = (host: Id) => vmsOn.get(host)?.length ?? 0;
    const countOf = (host: Id) => vmsOf(host) + (copiesOn.get(host) ?? 0);
    let [first, second] = [0, 0];
    for (const host of cluster.hosts) {
      const all = countOf(host);
      if (all > first) [first, second] = [all, first];
      else if (all > second) second = all;
    }
    let places = 0;
    for (const host of cluster.hosts) {
      if (!isOpen(host)) continue;
      const [all, own] = [countOf(host), vmsOf(host)];
      const fullestOther = all === first ? second : first;
      const shared = Math.ceil((2 * fullestOther) / Math.max(1, cluster.hosts.length - 1));
      const free = Math.min(mostSlots, all - own + Math.min(fullestOther, shared));
      slotsOn.set(host, free);
      places = Math.max(places, own + free);
    }
    // in twos beyond the first: one VM more often finds room without anything else having to move
    placesIn.set(cluster.id, places <= 2 ? places : 2 * Math.ceil(places / 2));
    if (places > mostTall) for (const host of cluster.hosts) chipOn.set(host, size.smallChip);
  }
  for (const [host, vms] of vmsOn) if (vms.length > mostTall) chipOn.set(host, size.smallChip);
  return { slotsOn, placesIn, chipOn };
}

function seats(
  { topology, rowOf }: Plan,
  cards: readonly (Service | FailoverCluster)[],
  isOpen: (host: Id) => boolean,
) {
  const seatsOf = new Map<Id, SeatPlan[]>();
  const homesOf = new Map<Id, readonly Id[]>();
  const listOf = new Map<Id, readonly Id[]>();
  /** One list for all VMs of a cluster, or on a host alone; `undefined` where the machine is not drawn. */
  const homesOfMachine = (machine: Machine): readonly Id[] | undefined => {
    if (machine.kind === 'server') return rowOf.has(machine.id) ? [machine.id] : undefined;
    if (!isOpen(machine.host)) return undefined;
    const cluster = find(topology, 'cluster', find(topology, 'host', machine.host)?.cluster);
    const key = cluster?.id ?? machine.host;
    const known = listOf.get(key);
    if (known) return known;
    const made = cluster ? cluster.hosts.filter(isOpen) : [machine.host];
    listOf.set(key, made);
    return made;
  };
  for (const card of cards) {
    let lists: readonly (readonly Id[])[] = [];
    for (const { member, position } of positionsOf(topology, card.id)) {
      const machine = findMachine(topology, member);
      const own = machine && homesOfMachine(machine);
      if (!machine || !own) continue;
      append(seatsOf, machine.id, { service: card.id, machine: machine.id, position, name: card.name });
      if (!lists.includes(own)) lists = [...lists, own];
    }
    const [only, ...more] = lists;
    if (only) homesOf.set(card.id, more.length === 0 ? only : [...new Set(lists.flat())]);
  }
  for (const own of seatsOf.values()) {
    if (own.filter((seat) => seat.position !== 'node').length < 2) continue;
    own.forEach((seat, index) => {
      own[index] = { ...seat, shared: true };
    });
  }
  return { seatsOf, homesOf };
}
