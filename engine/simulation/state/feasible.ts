/** Whether a host could run a VM now, in words. */
import { type Obstacle, obstacleTo } from '../../topology/placing/obstacles.ts';
import type { Present } from '../../topology/placing/present.ts';
import type { Ref } from '../../topology/ranks.ts';
import { listOf, nameOf } from '../log.ts';
import type { HostState, MachineState, World } from '../world.ts';
import { presentOf } from './present.ts';

const gigabyte = 2 ** 30;

/** Why `host` cannot run a VM; `undefined` where it can. */
export function whyNot(
  world: World,
  machine: MachineState,
  host: HostState,
  present: Present<HostState, MachineState> = presentOf(world),
): string | undefined {
  if (machine.plan.machine.kind !== 'vm') return 'it is a server';
  const obstacle = obstacleTo(world.topology, present, machine, host);
  return obstacle && obstacleText(world, machine, host, obstacle);
}

/** What keeps a VM off a host, as an event says it. */
export function obstacleText(
  world: World,
  machine: MachineState,
  host: HostState,
  obstacle: Obstacle<MachineState>,
): string {
  switch (obstacle.kind) {
    case 'down':
      return 'down';
    case 'maintenance':
      return 'in maintenance';
    case 'not-in-cluster':
      return 'not in its cluster';
    case 'disks':
      return `does not see ${lostDisks(world, machine, host)}`;
    case 'networks':
      return `has no living adapter for ${listOf(obstacle.teams.map(({ nic, network }) => `${nic.name} on ${nameOf(world, network)}`))}`;
    case 'cores':
      return `has ${obstacle.has} ${obstacle.has === 1 ? 'core' : 'cores'} of ${obstacle.needs} needed`;
    case 'memory':
      return `has ${inGigabytes(Math.max(0, obstacle.free))} free of ${inGigabytes(obstacle.needs)} needed`;
    case 'must':
      return 'a must rule keeps it off there';
    case 'apart':
      return `a rule keeps it apart from ${nameOf(world, obstacle.from.ref)}`;
  }
}

function lostDisks(world: World, machine: MachineState, host: HostState): string {
  const lost = machine.plan.disks.filter((disk) => !host.plan.storage.includes(disk) || !world.lives[disk]);
  return listOf((lost.length > 0 ? lost : machine.plan.disks).map((disk: Ref) => nameOf(world, disk)));
}

/** `3 GB`, `2.5 GB`. */
export function inGigabytes(bytes: number): string {
  return `${Math.round((bytes / gigabyte) * 10) / 10} GB`;
}
