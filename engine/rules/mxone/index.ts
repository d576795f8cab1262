import type { Rule } from '../rule.ts';
import ftPlatform from './ft-platform.ts';
import gratuitousArp from './gratuitous-arp.ts';
import haVsServerRedundancy from './ha-vs-server-redundancy.ts';
import snMguPath from './sn-mgu-path.ts';
import systemRedundancyManualReturn from './system-redundancy-manual-return.ts';

/** The rules of Mitel MX-ONE, by name. */
export const mxoneRules: readonly Rule[] = [
  ftPlatform,
  gratuitousArp,
  haVsServerRedundancy,
  snMguPath,
  systemRedundancyManualReturn,
];
