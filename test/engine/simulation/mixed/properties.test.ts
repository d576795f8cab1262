/** What holds of every run where mechanisms meet: HA, DRS, Fault Tolerance, failover clusters, every mode, clients. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTimeline, simulate } from '../../../../engine/simulation/index.ts';
import { factsOf, holdsFor, load, type Played, play, unlogged } from '../play.ts';
import { mixed, shuffled, textOfMixed, titles } from './index.ts';
import {
  comesBack,
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
import { emptiesWhatItCan, protectsWhatItCan, restartsWhatItCan, runsWhatItCan, servesWhomItCan } from './liveness.ts';

/** More runs look longer for a counterexample: `HATOPO_RUNS=2000 vitest run …`. */
const runs = Number(process.env.HATOPO_RUNS ?? 40);

const holds = (check: (played: Played) => void | Promise<void>) =>
  holdsFor(mixed, (one) => textOfMixed(one), check, runs);

function get(played: readonly Played[], title: string): Played {
  const found = played.find(({ run }) => run.title === title);
  if (!found) throw new Error(`no run ${title}`);
  return found;
}

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
  test('restarts, protects, empties, serves and runs in the end what it can', () =>
    holds((played) => {
      restartsWhatItCan(played);
      protectsWhatItCan(played);
      emptiesWhatItCan(played);
      servesWhomItCan(played);
      runsWhatItCan(played);
    }));
  test('names who serves, and for whom', () => holds(tellsWhoServes));
  test('brings back what was up once everything is restored', () =>
    holds((played) => {
      if (titles.repaired.test(played.run.title)) comesBack(played);
    }));

  test('is the same twice, whatever was played before, thoroughly and without a log', async () => {
    const property = fc.asyncProperty(mixed, async (one) => {
      const text = textOfMixed(one);
      const played = await play(text);
      const again = await load(text);
      // From the last to the first, on a topology that has seen no run.
      for (const scenario of [...again.scenarios].reverse()) {
        const { run } = get(played, scenario.title);
        expect(JSON.stringify(simulate(again, scenario).events)).toBe(JSON.stringify(run.events));
        expect(simulate(again, scenario, { thorough: true })).toEqual(run);
        expect(simulate(again, scenario, { log: false })).toEqual(unlogged(run));
      }
    });
    await fc.assert(property, { numRuns: runs });
  });

  test('does not depend on the order of declarations that is no tie-break', async () => {
    const property = fc.asyncProperty(mixed, fc.nat(), async (one, seed) => {
      const played = await play(textOfMixed(one));
      const other = textOfMixed(one, shuffled(one.draft.declarations, seed));
      for (const now of await play(other)) {
        const [facts, others] = [factsOf(now), factsOf(get(played, now.run.title))];
        const different = [
          ...facts.filter((fact) => !others.includes(fact)),
          'and before',
          ...others.filter((fact) => !facts.includes(fact)),
        ];
        if (different.length > 1) throw new Error(`${different.join('\n')}\n${other}\n${formatTimeline(now.run)}`);
        expect(facts).toEqual(others);
      }
    });
    await fc.assert(property, { numRuns: runs });
  });
});
