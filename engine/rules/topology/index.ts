import type { Rule } from '../rule.ts';
import pairSameHost from './pair-same-host.ts';

/** Every rule of this folder, by name. */
export const topologyRules: readonly Rule[] = [pairSameHost];
