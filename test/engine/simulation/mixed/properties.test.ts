/** What holds of every run where mechanisms meet: HA, DRS, Fault Tolerance, failover clusters, every mode, clients. */
import { describe, expect, test } from 'vitest';
import { holdsFor, type Played } from '../play.ts';
import { mixed, textOfMixed, titles } from './index.ts';
import {
  countsOutages,
  isCaused,
  isWhole,
  keepsCopiesApart,
  keepsTogether,
  landsWhereItMay,
  runsGroupsOnce,
  servesNothingLost,
  tellsWhoServes,
} from './invariants.ts';

/** More runs look longer for a counterexample: `HATOPO_RUNS=2000 vitest run …`. */
const runs = Number(process.env.HATOPO_RUNS ?? 40);

const holds = (check: (played: Played) => void | Promise<void>) =>
  holdsFor(mixed, (one) => textOfMixed(one), check, runs);

describe('every run in which mechanisms meet', { timeout: 2_000 * runs + 60_000 }, () => {
  test('has a cause for every event but injections, and never goes back in time', () => holds(isCaused));
  test('simulates all, and comes to rest', () => holds(isWhole));
  test('without a fault has no event', () =>
    holds(({ run }) => {
      if (run.title === titles.nothing) expect(run.events).toEqual([]);
    }));
  test('lets nothing that is lost run, serve or be used', () => holds(servesNothingLost));
  test('reports outages as its events tell them', () => holds(countsOutages));
  test('has the two copies of a VM on two hosts of its cluster', () => holds(keepsCopiesApart));
  test('starts and moves VMs and copies only where they may run', () => holds(landsWhereItMay));
  test('separates by DRS nobody who is to be together', () => holds(keepsTogether));
  test('has a group on one node at most, and none without quorum', () => holds(runsGroupsOnce));
  test('names who serves, and for whom', () => holds(tellsWhoServes));
});
