/** Whole topologies to begin with, the most usual first. */
import { duplication } from './duplication.ts';
import { failoverCluster } from './failover-cluster.ts';
import { farm } from './farm.ts';
import { spares } from './spares.ts';
import type { Starter } from './starter.ts';
import { switchover } from './switchover.ts';
import { twoSites } from './two-sites.ts';

export type { Starter } from './starter.ts';
export const starters: readonly Starter[] = [farm, duplication, switchover, failoverCluster, twoSites, spares];
