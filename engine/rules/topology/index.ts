import type { Rule } from '../rule.ts';
import activeCount from './active-count.ts';
import geoPairSameSite from './geo-pair-same-site.ts';
import maintenanceWindow from './maintenance-window.ts';
import nonredundantColocation from './nonredundant-colocation.ts';
import pairSameCircuit from './pair-same-circuit.ts';
import pairSameHost from './pair-same-host.ts';
import pairSameRack from './pair-same-rack.ts';
import singlePointOfFailure from './single-point-of-failure.ts';
import untestedRedundancy from './untested-redundancy.ts';
import wanSinglePath from './wan-single-path.ts';

/** Every rule of this folder, by name. */
export const topologyRules: readonly Rule[] = [
  activeCount,
  geoPairSameSite,
  maintenanceWindow,
  nonredundantColocation,
  pairSameCircuit,
  pairSameHost,
  pairSameRack,
  singlePointOfFailure,
  untestedRedundancy,
  wanSinglePath,
];
