import type { Rule } from '../rule.ts';
import cmPairApplianceType from './cm-pair-appliance-type.ts';
import cmPairSameHaCluster from './cm-pair-same-ha-cluster.ts';
import dupLinkDedicatedUplink from './dup-link-dedicated-uplink.ts';
import dupLinkOnRestartHosts from './dup-link-on-restart-hosts.ts';
import dupLinkPresent from './dup-link-present.ts';

/** Every rule of this folder, by name. */
export const avayaRules: readonly Rule[] = [
  cmPairApplianceType,
  cmPairSameHaCluster,
  dupLinkDedicatedUplink,
  dupLinkOnRestartHosts,
  dupLinkPresent,
];
