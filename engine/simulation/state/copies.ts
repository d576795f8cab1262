/** What the copies of a fault-tolerant VM need of the hosts on which they run. */
import { pairObstacle } from '../../topology/placing/fault-tolerance.ts';
import { type Attachment, reaches } from '../../topology/reach.ts';
import type { HostState, World } from '../world.ts';
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
