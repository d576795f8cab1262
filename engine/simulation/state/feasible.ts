/** Whether a host could run a VM, and in words why not. */
import { find } from '../../topology/lookup.ts';
import type { PlacementRule } from '../../topology/model.ts';
import type { Ref } from '../../topology/ranks.ts';
import { listOf, nameOf } from '../log.ts';
import type { HostState, MachineState, World } from '../world.ts';
import { freeMemory, memoryOf } from './hosts.ts';
import { apartBreaker, mustBreaker } from './placement-rules.ts';
import { livingSegments, teamsOn } from './reach.ts';
import { seesDisks } from './storage.ts';

const gigabyte = 2 ** 30;

/**
 * Why `host` cannot run a VM: it must be up, in its cluster, see its disks and networks, have its memory
 * free and its cores, and break no *must* rule; `undefined` where it can.
 */
export function whyNot(world: World, machine: MachineState, host: HostState): string | undefined {
  const vm = machine.plan.machine;
  if (vm.kind !== 'vm') return 'it is a server';
  if (!world.lives[host.ref]) return 'down';
  if (host.maintenance) return 'in maintenance';
  if (!machine.plan.candidates.includes(host.ref)) return 'not in its cluster';
  if (!seesDisks(world, machine, host)) return `does not see ${lostDisks(world, machine, host)}`;
  // The VM takes a failed NIC of its own along: it is no reason against a host.
  const cut = teamsOn(world, machine, host.ref).filter((team) => livingSegments(world, team.attachments).length === 0);
  if (cut.length > 0)
    return `has no living adapter for ${listOf(cut.map(({ nic, network }) => `${nic.name} on ${nameOf(world, network)}`))}`;
  const cores = host.plan.host.cpu;
  if (cores !== undefined && vm.vcpu !== undefined && vm.vcpu > cores) return `has ${cores} cores of ${vm.vcpu} needed`;
  const free = freeMemory(world, host.ref);
  if (memoryOf(machine) > free)
    return `has ${inGigabytes(Math.max(0, free))} free of ${inGigabytes(memoryOf(machine))} needed`;
  const must = mustBreaker(rulesOf(world, host), vm.id, host.plan.host.id);
  if (must) return 'a must rule keeps it off there';
  const neighbour = bindsApart(world, host) ? apartBreaker(world, rulesOf(world, host), machine, host) : undefined;
  return neighbour === undefined ? undefined : `a rule keeps it apart from ${nameOf(world, neighbour)}`;
}

function lostDisks(world: World, machine: MachineState, host: HostState): string {
  const lost = machine.plan.disks.filter((disk) => !host.plan.storage.includes(disk) || !world.lives[disk]);
  return listOf((lost.length > 0 ? lost : machine.plan.disks).map((disk: Ref) => nameOf(world, disk)));
}

function rulesOf(world: World, host: HostState): readonly PlacementRule[] {
  const cluster = find(world.topology, 'cluster', world.plan.elements[host.plan.cluster ?? -1]?.id);
  return cluster?.drs?.rules ?? [];
}

function bindsApart(world: World, host: HostState): boolean {
  const cluster = find(world.topology, 'cluster', world.plan.elements[host.plan.cluster ?? -1]?.id);
  return cluster?.ha?.respectAntiAffinity ?? false;
}

/** `3 GB`, `2.5 GB`. */
export function inGigabytes(bytes: number): string {
  return `${Math.round((bytes / gigabyte) * 10) / 10} GB`;
}
