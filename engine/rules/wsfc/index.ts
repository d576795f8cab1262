import type { Rule } from '../rule.ts';
import antiAffinityIsSoft from './anti-affinity-is-soft.ts';
import dependencyChain from './dependency-chain.ts';
import dependencySameGroup from './dependency-same-group.ts';
import externalTier from './external-tier.ts';
import heartbeatNetworkPrivate from './heartbeat-network-private.ts';
import licenceDependency from './licence-dependency.ts';
import licencePlacement from './licence-placement.ts';
import managedIp from './managed-ip.ts';
import mnsPhysicalOnly from './mns-physical-only.ts';
import nodeDataSync from './node-data-sync.ts';
import possibleOwners from './possible-owners.ts';
import preferredOwners from './preferred-owners.ts';
import quorumDiskShared from './quorum-disk-shared.ts';
import quorumResource from './quorum-resource.ts';
import registryReplication from './registry-replication.ts';
import resourceOptions from './resource-options.ts';
import singleGroup from './single-group.ts';
import vmwareOvercommit from './vmware-overcommit.ts';
import voteMajority from './vote-majority.ts';
import witnessOutside from './witness-outside.ts';
import witnessProtected from './witness-protected.ts';
import witnessThirdSite from './witness-third-site.ts';

/** The rules of Windows failover clusters (MSCS, WSFC), by name. */
export const wsfcRules: readonly Rule[] = [
  antiAffinityIsSoft,
  dependencyChain,
  dependencySameGroup,
  externalTier,
  heartbeatNetworkPrivate,
  licenceDependency,
  licencePlacement,
  managedIp,
  mnsPhysicalOnly,
  nodeDataSync,
  possibleOwners,
  preferredOwners,
  quorumDiskShared,
  quorumResource,
  registryReplication,
  resourceOptions,
  singleGroup,
  vmwareOvercommit,
  voteMajority,
  witnessOutside,
  witnessProtected,
  witnessThirdSite,
];
