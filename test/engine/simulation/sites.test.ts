/** What holds of every run over several sites: survivable cores, geo-redundant pairs, N+1. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/index.ts';
import type { Run } from '../../../engine/simulation/run.ts';
import { type Sites, sites, textOfSites } from './generate-sites.ts';
import { factsOf, holdsFor as holds, load, play } from './play.ts';

/** More runs look longer for a counterexample: `HATOPO_RUNS=2000 vitest run …`. */
const runs = Number(process.env.HATOPO_RUNS ?? 25);

/** Checks a property of the runs of generated texts. */
const holdsFor = (check: (run: Run, one: Sites) => void, title?: 'Nothing' | 'Faults' | 'Repaired' | 'Activated') =>
  holds(sites, textOfSites, ({ run }, one) => check(run, one), runs, title);

const service = (run: Run, name: string) => {
  const found = run.services.find((one) => one.name === name);
  if (!found) throw new Error(`no service ${name}`);
  return found;
};
const activeIn = (run: Run, name: string) => service(run, name).activeMembers.map(({ member }) => member);

describe('every run over sites', { timeout: 2_000 * runs + 60_000 }, () => {
  test('is the same twice, and does not depend on the order of services and clients', async () => {
    await fc.assert(
      fc.asyncProperty(sites, async (one) => {
        const turned = { ...one, services: [...one.services].reverse(), endpoints: [...one.endpoints].reverse() };
        const played = await play(textOfSites(one));
        const topology = await load(textOfSites(one));
        const again = topology.scenarios.map((scenario) => simulate(topology, scenario));
        expect(again).toEqual(played.map(({ run }) => run));
        expect((await play(textOfSites(turned))).map(factsOf)).toEqual(played.map(factsOf));
      }),
      { numRuns: runs },
    );
  });

  test('has a cause for every event but injections, never goes back in time, and simulates all', async () => {
    await holdsFor((run) => {
      let time = 0;
      for (const event of run.events) {
        if (event.mechanism === 'injection' && event.cause === undefined) continue;
        if (event.cause === undefined || event.cause >= event.id) throw new Error(`${event.text}: ${event.cause}`);
        expect(event.time).toBeGreaterThanOrEqual(time);
        time = event.time;
      }
      expect(run.unmodelled).toEqual([]);
    });
  });

  test('without a fault has no event, and all is protected', async () => {
    await holdsFor((run) => {
      expect(run.events).toEqual([]);
      expect(run.services.filter(({ redundancy }) => redundancy !== 'full')).toEqual([]);
    }, 'Nothing');
  });

  test('lets nothing that is down serve, and counts what its events tell', async () => {
    await holdsFor((run) => {
      const state = new Map([...run.initial].map(([id, one]) => [id, one.state]));
      const down = new Map<string, number>();
      const sums = new Map<string, number>();
      for (const { subject, from, to, time } of run.events) {
        expect(from).toBe(state.get(subject));
        state.set(subject, to);
        if (to === 'down' && !down.has(subject)) down.set(subject, time);
        const since = down.get(subject);
        if (to === 'down' || since === undefined) continue;
        sums.set(subject, (sums.get(subject) ?? 0) + time - since);
        down.delete(subject);
      }
      for (const { id, name, outage, activeMembers } of run.services) {
        const since = down.get(id);
        expect([name, outage]).toEqual([name, (sums.get(id) ?? 0) + (since === undefined ? 0 : 86_400_000 - since)]);
        for (const { member } of activeMembers)
          if (['off', 'booting', 'starting', 'unlicensed', 'faulted'].includes(state.get(member) ?? ''))
            throw new Error(`${name} is served by ${member}, which is ${state.get(member)}`);
      }
    });
  });

  test('activates a survivable side no earlier than the no-service time after the first fault', async () => {
    await holdsFor((run, { faults }) => {
      const first = (faults[0]?.at ?? 0) * 1_000;
      for (const { text, time } of run.events)
        if (/becomes active of Core for/.test(text) && time < first + 180_000) throw new Error(`${text} at ${time}`);
    });
  });

  test('activates a geo-redundant secondary by hand only, and the automatic one no earlier than its takeover', async () => {
    await holdsFor((run, { faults }) => {
      const first = (faults[0]?.at ?? 0) * 1_000;
      for (const { text, time } of run.events) {
        if (/becomes primary of Manual/.test(text)) throw new Error(text);
        if (/becomes primary of Auto/.test(text) && time < first + 60_000) throw new Error(text);
      }
    });
  });

  test('gives no spare two identities, and no identity to two spares', async () => {
    await holdsFor((run) => {
      const held = new Map<string, string>();
      for (const { text } of run.events) {
        const taken = /^(\S+) takes the identity of (\S+) in Nodes/.exec(text);
        const gone = /^(?:(\S+) (?:fails|reboots|is off|stalls|loses power)|The application in (\S+) is faulted)/.exec(
          text,
        );
        if (gone) held.delete(gone[1] ?? gone[2] ?? '');
        if (!taken) continue;
        const [, spare = '', member = ''] = taken;
        if (held.has(spare)) throw new Error(`${text}, and it has that of ${held.get(spare)}`);
        held.set(spare, member);
      }
    });
  });

  test('serves everybody again once everything is restored', async () => {
    await holdsFor((run) => {
      expect(run.services.filter(({ outages }) => outages.some(({ to }) => to === undefined))).toEqual([]);
      expect(run.endpoints.filter(({ inService }) => !inService).map(({ name }) => name)).toEqual([]);
    }, 'Repaired');
  });

  test('is as at the start once operators have brought everybody back', async () => {
    await holdsFor((run, { count }) => {
      expect(activeIn(run, 'Core')).toEqual(['S0.core0']);
      expect(activeIn(run, 'Manual')).toEqual(['S0.manager0']);
      expect(activeIn(run, 'Auto')).toEqual([`S${count - 1}.auto${count - 1}`]);
      expect(activeIn(run, 'Nodes')).toEqual(Array.from({ length: count }, (_, site) => `S${site}.node${site}`));
      expect(run.services.filter(({ redundancy }) => redundancy !== 'full').map(({ name }) => name)).toEqual([]);
    }, 'Activated');
  });

  test('names for whom each member serves: every client that is in service once, by node or by core', async () => {
    await holdsFor((run) => {
      for (const [name, first] of [
        ['Core', 'C'],
        ['Manual', 'M'],
        ['Nodes', 'N'],
      ] as const) {
        const served = service(run, name).activeMembers.flatMap(({ serves }) => serves);
        const mine = run.endpoints.filter((one) => one.inService && one.name.startsWith(first));
        expect([...new Set(served)].sort()).toEqual(mine.map(({ id }) => id).sort());
        // Where member and spare hold one identity out of each other's reach, a client between may reach both.
        if (name !== 'Nodes') expect(served).toHaveLength(mine.length);
      }
    });
  });
});
