import type { Rule } from '../rule.ts';
import cmNoAutomaticRepair from './cm-no-automatic-repair.ts';
import cmPairApplianceType from './cm-pair-appliance-type.ts';
import cmPairDataCenter from './cm-pair-data-center.ts';
import cmPairSameHaCluster from './cm-pair-same-ha-cluster.ts';
import dupLinkDedicatedUplink from './dup-link-dedicated-uplink.ts';
import dupLinkOnRestartHosts from './dup-link-on-restart-hosts.ts';
import dupLinkPresent from './dup-link-present.ts';
import dupLinkQuality from './dup-link-quality.ts';
import dupLinkSingleSwitch from './dup-link-single-switch.ts';
import h323Registration from './h323-registration.ts';
import ipofficeHaVsResilience from './ipoffice-ha-vs-resilience.ts';
import mediaServer1plus1Subnet from './media-server-1plus1-subnet.ts';
import sipMultiRegistration from './sip-multi-registration.ts';
import smActiveActive from './sm-active-active.ts';
import smgrGeoPair from './smgr-geo-pair.ts';
import survivableCore from './survivable-core.ts';

/** Every rule of this folder, by name. */
export const avayaRules: readonly Rule[] = [
  cmNoAutomaticRepair,
  cmPairApplianceType,
  cmPairDataCenter,
  cmPairSameHaCluster,
  dupLinkDedicatedUplink,
  dupLinkOnRestartHosts,
  dupLinkPresent,
  dupLinkQuality,
  dupLinkSingleSwitch,
  h323Registration,
  ipofficeHaVsResilience,
  mediaServer1plus1Subnet,
  sipMultiRegistration,
  smActiveActive,
  smgrGeoPair,
  survivableCore,
];
