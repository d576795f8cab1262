/** Every behaviour, in the order in which they look at an instant. A new mechanism is a file and a line here. */
import type { Behavior } from '../behavior.ts';
import { activation } from './activation.ts';
import { components } from './components.ts';
import { drs } from './drs.ts';
import { endpointBehavior } from './endpoint.ts';
import { clusterFaults } from './failover-cluster.ts';
import { faultTolerance } from './fault-tolerance.ts';
import { hostHa } from './host-ha.ts';
import { machine } from './machine.ts';
import { machineFaults } from './machine-faults.ts';
import { migration } from './migration.ts';
import { modeOf, modes } from './modes.ts';
import { noRestart } from './no-restart.ts';
import { propagation } from './propagation.ts';
import { serviceBehavior } from './service.ts';

/** Gives an injection to the first that takes it. */
const injectInto: NonNullable<Behavior['inject']> = (world, injected) =>
  behaviors.some((behavior) => behavior.inject?.(world, injected));

export const behaviors: readonly Behavior[] = [
  propagation,
  components,
  clusterFaults,
  machineFaults(injectInto),
  activation(modeOf),
  migration,
  // A copy goes live before its machine would lose power with its host.
  faultTolerance,
  machine,
  hostHa,
  noRestart,
  drs,
  ...modes,
  serviceBehavior(modeOf),
  endpointBehavior(modeOf),
];
