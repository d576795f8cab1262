/** The redundancy modes: each says how its services serve. A new mode is a file and a line here. */
import type { ServiceMode } from '../../topology/model.ts';
import type { Behavior, Mode } from '../behavior.ts';
import type { ServiceState } from '../world.ts';
import { activeActive } from './active-active.ts';
import { duplication } from './duplication.ts';
import { failoverCluster } from './failover-cluster.ts';
import { geoRedundant } from './geo-redundant.ts';
import { nPlusOne } from './n-plus-one.ts';
import { standalone } from './standalone.ts';
import { survivableCore } from './survivable-core.ts';
import { switchover } from './switchover.ts';

export const modes: readonly Behavior[] = [
  standalone,
  duplication,
  switchover,
  activeActive,
  geoRedundant,
  survivableCore,
  nPlusOne,
  failoverCluster,
];

const byMode = new Map<ServiceMode, Mode>(
  modes.flatMap((behavior) => Object.entries(behavior.modes ?? {}) as [ServiceMode, Mode][]),
);

/** How a service serves; `undefined` where its mode is not simulated. */
export function modeOf(service: ServiceState): Mode | undefined {
  return byMode.get(service.plan.service.mode);
}
