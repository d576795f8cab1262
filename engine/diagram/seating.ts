/** Who stands in which host or server: VMs, free places, and what each machine does for which service. */
import { candidateHosts, find, findMachine } from '../topology/lookup.ts';
import type { FailoverCluster, Id, Service, Topology, Vm } from '../topology/model.ts';
import { positionsOf } from './plan.ts';

export interface SeatPlan {
  readonly service: Id;
  readonly machine: Id;
  readonly position: string;
  readonly name: string;
}

export interface Seating {
  /** VMs by the host on which they start, in order. */
  readonly vmsOn: ReadonlyMap<Id, readonly Vm[]>;
  /** Free places a host: for what a run may bring there. */
  readonly slotsOn: ReadonlyMap<Id, number>;
  /** What a machine is for services. */
  readonly seatsOf: ReadonlyMap<Id, readonly SeatPlan[]>;
  /** Hosts and servers where a member of a redundancy group (or a node of a failover cluster) may run. */
  readonly homesOf: ReadonlyMap<Id, readonly Id[]>;
}

/** More free places than this would make every host of a large cluster a tower; a run shows `+2` in the last. */
const mostSlots = 6;

/** Places of a host that stands alone: none, nothing is ever brought there. */
export function seat(topology: Topology, cards: readonly (Service | FailoverCluster)[]): Seating {
  const vmsOn = new Map<Id, Vm[]>();
  const copiesOn = new Map<Id, number>();
  const count = (host: Id) => copiesOn.set(host, (copiesOn.get(host) ?? 0) + 1);
  for (const vm of topology.vms) {
    append(vmsOn, vm.host, vm);
    count(vm.host);
    if (vm.ft?.secondary && find(topology, 'host', vm.ft.secondary)) count(vm.ft.secondary);
  }
  return { vmsOn, slotsOn: slots(topology, vmsOn, copiesOn), ...seats(topology, cards) };
}

/**
 * As many free places as the fullest other host of the cluster has VMs: what its loss may bring here. Second copies of
 * fault-tolerant VMs need places from the start.
 */
function slots(topology: Topology, vmsOn: ReadonlyMap<Id, readonly Vm[]>, copiesOn: ReadonlyMap<Id, number>) {
  const slotsOn = new Map<Id, number>();
  for (const cluster of topology.clusters) {
    const counts = cluster.hosts.map((host) => copiesOn.get(host) ?? 0).sort((a, b) => b - a);
    for (const host of cluster.hosts) {
      const all = copiesOn.get(host) ?? 0;
      const own = vmsOn.get(host)?.length ?? 0;
      const fullestOther = (counts[0] === all ? counts[1] : counts[0]) ?? 0;
      slotsOn.set(host, Math.min(mostSlots, all - own + fullestOther));
    }
  }
  return slotsOn;
}

function seats(topology: Topology, cards: readonly (Service | FailoverCluster)[]) {
  const seatsOf = new Map<Id, SeatPlan[]>();
  const homesOf = new Map<Id, readonly Id[]>();
  for (const card of cards) {
    const homes = new Set<Id>();
    for (const { member, position } of positionsOf(topology, card.id)) {
      const machine = findMachine(topology, member);
      if (!machine) continue;
      append(seatsOf, machine.id, { service: card.id, machine: machine.id, position, name: card.name });
      if (machine.kind === 'server') homes.add(machine.id);
      else for (const host of candidateHosts(topology, machine)) homes.add(host.id);
    }
    if (homes.size > 0) homesOf.set(card.id, [...homes]);
  }
  return { seatsOf, homesOf };
}

export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
