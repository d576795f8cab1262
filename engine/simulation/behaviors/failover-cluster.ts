/**
 * Failover clusters: nodes that hear each other, a quorum that decides which side goes on, and groups of
 * resources that are on one node at most. A group that moves starts anew: sessions end, the database stays.
 */
import type { Behavior } from '../behavior.ts';
import { Phase } from '../phases.ts';
import { watchAddresses } from './failover-cluster/addresses.ts';
import { clustersOf } from './failover-cluster/model.ts';
import { injectCluster } from './failover-cluster/operator.ts';
import { placeGroups } from './failover-cluster/placement.ts';
import { begin, regroup } from './failover-cluster/regroup.ts';
import { advance } from './failover-cluster/resources.ts';
import { groupMode } from './failover-cluster/serving.ts';

export const failoverCluster: Behavior = {
  mechanism: 'failover-cluster',
  acts: ({ topology }) => topology.failoverClusters.length > 0,
  react: {
    [Phase.detection](world) {
      for (const cluster of clustersOf(world)) {
        if (world.silent) begin(world, cluster);
        else {
          regroup(world, cluster);
          watchAddresses(world, cluster);
        }
      }
    },
    [Phase.placement](world) {
      if (!world.silent) for (const cluster of clustersOf(world)) placeGroups(world, cluster);
    },
    [Phase.recovery](world) {
      if (world.silent) return;
      for (const cluster of clustersOf(world)) for (const group of cluster.groups) advance(world, group);
    },
  },
  modes: { 'failover-group': groupMode },
};

/** What a scenario does to them: before machines and services take it for theirs. */
export const clusterFaults: Behavior = { mechanism: 'injection', inject: injectCluster };
