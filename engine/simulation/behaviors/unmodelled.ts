/** What this version does not simulate yet, said of each run that it touches. */
import type { Behavior } from '../behavior.ts';
import { nameOf, namesOf } from '../log.ts';
import type { World } from '../world.ts';

export const unmodelled: Behavior = {
  mechanism: 'service',
  unmodelled: (world) => [...faultTolerance(world), ...drs(world), ...failoverClusters(world)],
};

function faultTolerance(world: World): readonly string[] {
  const machines = world.machines.filter(({ plan }) => plan.machine.kind === 'vm' && plan.machine.ft);
  if (machines.length === 0) return [];
  const names = namesOf(
    world,
    machines.map((machine) => machine.ref),
  );
  return [
    `Fault Tolerance is not simulated yet: ${names} ${machines.length > 1 ? 'are' : 'is'} treated as an ordinary VM.`,
  ];
}

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
