/**
 * Host HA: hosts of a cluster hear each other; the one that leads restarts what a dead one ran. Works
 * without vCenter, inside one cluster, and never keeps calls or state.
 */
import type { Behavior } from '../behavior.ts';
import { listOf, nameOf } from '../log.ts';
import { derived } from '../own.ts';
import { Phase } from '../phases.ts';
import type { World } from '../world.ts';
import { type HaCluster, haClusters, isAnotherSight, leadersOf } from './host-ha/cluster.ts';
import { regroup, startGroups } from './host-ha/detection.ts';
import { watchGuests } from './host-ha/guests.ts';
import { seeCutOff } from './host-ha/hyper-v.ts';
import { seeIsolation } from './host-ha/isolation.ts';
import { adoptRestored, placeDue, powerOnWaiting, retryPending } from './host-ha/placement.ts';

export const hostHa: Behavior = {
  mechanism: 'host-ha',
  acts: ({ topology }) => topology.clusters.some(({ ha }) => ha),
  react: {
    [Phase.detection](world) {
      for (const ha of haClusters(world)) look(world, ha);
    },
    [Phase.placement](world) {
      if (world.silent) return;
      for (const ha of haClusters(world)) {
        watchGuests(world, ha);
        placeDue(world, ha);
        powerOnWaiting(world, ha);
        adoptRestored(world, ha);
        if (ha.pending.size > 0) retryPending(world, ha);
      }
    },
  },
  unmodelled: derived((world) => haClusters(world).flatMap((ha) => (ha.words.elects ? [] : meaningless(world, ha)))),
};

/** Settings of vSphere HA that a cluster of another hypervisor does not have. */
function meaningless(world: World, { plan, ha }: HaCluster): readonly string[] {
  const stated = [
    ...(ha.isolation === undefined ? [] : ['isolation']),
    ...(ha.heartbeatDatastores === undefined ? [] : ['heartbeat-datastores']),
    ...(ha.primary === undefined ? [] : ['primary']),
  ];
  if (stated.length === 0) return [];
  const settings = stated.map((one) => `\`${one}\``);
  return [`${nameOf(world, plan.ref)} states ${listOf(settings)}, and a Hyper-V cluster has no such setting.`];
}

/** Who hears whom changes with hosts, their network and what an operator does to them. */
function look(world: World, ha: HaCluster): void {
  if (!isAnotherSight(world, ha)) return;
  if (world.silent) {
    startGroups(world, ha);
    return;
  }
  if (ha.words.elects) seeIsolation(world, ha, new Set(leadersOf(ha)));
  else seeCutOff(world, ha);
  regroup(world, ha);
}
