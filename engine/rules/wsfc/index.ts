import type { Rule } from '../rule.ts';
import mnsPhysicalOnly from './mns-physical-only.ts';
import quorumDiskShared from './quorum-disk-shared.ts';
import quorumResource from './quorum-resource.ts';
import voteMajority from './vote-majority.ts';
import witnessOutside from './witness-outside.ts';
import witnessProtected from './witness-protected.ts';
import witnessThirdSite from './witness-third-site.ts';

/** The rules of Windows failover clusters (MSCS, WSFC), by name. */
export const wsfcRules: readonly Rule[] = [
  mnsPhysicalOnly,
  quorumDiskShared,
  quorumResource,
  voteMajority,
  witnessOutside,
  witnessProtected,
  witnessThirdSite,
];
