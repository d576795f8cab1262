import type { Rule } from '../rule.ts';
import activeCount from './active-count.ts';
import geoPairSameSite from './geo-pair-same-site.ts';
import pairSameCircuit from './pair-same-circuit.ts';
import pairSameHost from './pair-same-host.ts';
import pairSameRack from './pair-same-rack.ts';

/** Every rule of this folder, by name. */
export const topologyRules: readonly Rule[] = [
  activeCount,
  geoPairSameSite,
  pairSameCircuit,
  pairSameHost,
  pairSameRack,
];
