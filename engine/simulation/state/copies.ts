/** What the copies of a fault-tolerant VM need of the hosts on which they run. */
import type { Cluster } from '../../topology/model.ts';
import { pairObstacle, secondaryObstacle } from '../../topology/placing/fault-tolerance.ts';
import { type Attachment, reaches } from '../../topology/reach.ts';
import type { HostState, MachineState, World } from '../world.ts';
import { obstacleText } from './feasible.ts';
import { presentOf } from './present.ts';
import { joinedNow, livingSegments } from './reach.ts';

/** Whether any adapters of two hosts reach each other now. */
export function joinsNow(world: World): (a: readonly Attachment[], b: readonly Attachment[]) => boolean {
  return (a, b) => reaches(world.plan.segments, joinedNow(world), livingSegments(world, a), livingSegments(world, b));
}

/** Why the two copies cannot run on these hosts, in words that follow "on `other`:". */
export function whyNotPair(world: World, primary: HostState, other: HostState): string | undefined {
  const obstacle = pairObstacle(world.topology, primary.plan.host, other.plan.host, joinsNow(world));
  if (!obstacle) return undefined;
  return obstacle.kind === 'cpu-model'
    ? `its CPU ${obstacle.model} is not compatible with ${obstacle.primary}`
    : 'no FT logging network joins it';
}

/** Why a host cannot take a secondary. */
export function whyNotSecondary(
  world: World,
  machine: MachineState,
  cluster: Cluster,
  host: HostState | undefined,
): string | undefined {
  const primary = world.hostOf[machine.host];
  if (!host || !primary) return 'not a host';
  const obstacle = secondaryObstacle(
    world.topology,
    presentOf(world),
    cluster,
    machine,
    primary,
    host,
    joinsNow(world),
  );
  if (!obstacle) return undefined;
  switch (obstacle.kind) {
    case 'primary':
      return 'runs the primary';
    case 'no-ha':
      return 'HA is off';
    case 'cpu-model':
      return `its CPU ${obstacle.model} is not compatible with ${obstacle.primary}`;
    case 'no-logging':
      return 'no FT logging network joins it';
    default:
      return obstacleText(world, machine, host, obstacle);
  }
}
