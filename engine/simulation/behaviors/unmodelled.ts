/** What this version does not simulate yet, said of each run that it touches. */
import type { Behavior } from '../behavior.ts';
import { nameOf } from '../log.ts';
import type { World } from '../world.ts';

export const unmodelled: Behavior = {
  mechanism: 'service',
  unmodelled: (world) => [...drs(world), ...failoverClusters(world)],
};

function drs(world: World): readonly string[] {
  return world.plan.clusters
    .filter(({ cluster }) => cluster.drs?.mode === 'fully-automated')
    .map(({ ref }) => `DRS is not simulated yet: nothing is moved by itself in ${nameOf(world, ref)}.`);
}

function failoverClusters(world: World): readonly string[] {
  return world.topology.failoverClusters.map(
    ({ name }) => `Failover clusters are not simulated yet: nothing is said of quorum and nodes of ${name}.`,
  );
}
