/** The room that fault-tolerant VMs take, copies included. */
import type { Host, Id, Topology } from '../../topology/model.ts';
import { type FtVm, ftVms } from './fault-tolerance.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { reservedMemory } from './placement.ts';

/** The fault-tolerant VMs that have their primary on each host, and those that have their secondary there. */
const copiesByHost = oncePerTopology((topology) => ({
  primaries: grouped(ftVms(topology), (vm) => vm.host),
  secondaries: grouped(ftVms(topology), (vm) => vm.ft.secondary),
}));

/** The fault-tolerant VMs with a copy on a host, primaries before secondaries. One with both there counts twice. */
export function copiesOn(topology: Topology, host: Id): readonly FtVm[] {
  const { primaries, secondaries } = copiesByHost(topology);
  return [...(primaries.get(host) ?? []), ...(secondaries.get(host) ?? [])];
}

/** Memory of a host that neither VMs nor secondaries reserve, in bytes; without limit where its size is not stated. */
export function freeWithCopies(topology: Topology, host: Host): number {
  if (host.memory === undefined) return Number.POSITIVE_INFINITY;
  const secondaries = copiesByHost(topology).secondaries.get(host.id) ?? [];
  const copies = secondaries.reduce((sum, vm) => sum + (vm.memory ?? 0), 0);
  return host.memory - reservedMemory(topology, host) - copies;
}
