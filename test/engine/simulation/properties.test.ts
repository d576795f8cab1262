/** What holds of every run, whatever the topology and the faults. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../../engine/simulation/run.ts';
import { find, get } from '../../../engine/topology/lookup.ts';
import type { Topology } from '../../../engine/topology/model.ts';
import { generated, textOf } from './generate.ts';
import { comesBack } from './mixed/invariants.ts';
import { factsOf, follow, holdsFor as holds, isTheSameAgain, play } from './play.ts';

/** More runs look longer for a counterexample: `HATOPO_RUNS=2000 vitest run …`. */
const runs = Number(process.env.HATOPO_RUNS ?? 50);

/** Checks a property of the runs of generated texts. */
const holdsFor = (
  check: (run: Run, topology: Topology, text: string) => void | Promise<void>,
  title?: 'Nothing' | 'Repaired',
) => holds(generated, textOf, ({ run, topology, text }) => check(run, topology, text), runs, title);

describe('every run', { timeout: 2_000 * runs + 60_000 }, () => {
  test('is the same twice', async () => {
    await holdsFor(async (run, _, text) => {
      await isTheSameAgain(run, text);
    });
  });

  test('has a cause for every event but injections, and never goes back in time', async () => {
    await holdsFor((run) => {
      let time = 0;
      for (const event of run.events) {
        if (event.mechanism === 'injection') expect(event.cause).toBeUndefined();
        else if (event.cause === undefined || event.cause >= event.id)
          throw new Error(`${event.text}: cause ${event.cause}`);
        expect(event.time).toBeGreaterThanOrEqual(time);
        time = event.time;
      }
    });
  });

  test('without a fault has no event', async () => {
    await holdsFor((run) => expect(run.events).toEqual([]), 'Nothing');
  });

  test('restarts a machine only where it may run', async () => {
    await holdsFor((run, topology) => {
      follow(run, (state, event) => {
        const vm = find(topology, 'vm', event.subject);
        if (!vm || event.to !== 'booting' || event.mechanism !== 'host-ha' || event.place === undefined) return;
        if (event.text.startsWith('VM monitoring')) return;
        expect(event.from).toBe('off');
        const host = get(topology, 'host', event.place);
        expect(host.cluster).toBe(get(topology, 'host', vm.host).cluster);
        expect(vm.restartPriority).not.toBe('disabled');
        expect(state.get(host.id)?.state).not.toBe('down');
        const guests = topology.vms.filter(
          (one) => state.get(one.id)?.place === host.id && state.get(one.id)?.state !== 'off',
        );
        const taken = guests.reduce((sum, one) => sum + (one.memory ?? 0), 0);
        if (taken > (host.memory ?? 0)) throw new Error(`${event.text}: ${taken / 2 ** 30} GB on ${host.name}`);
        const cluster = find(topology, 'cluster', host.cluster);
        for (const rule of cluster?.drs?.rules ?? [])
          if (rule.kind === 'on' && rule.strength === 'must' && rule.machines.includes(vm.id))
            expect(rule.hosts).toContain(host.id);
      });
    });
  });

  test('lets nothing that is down serve or run', async () => {
    await holdsFor((run, topology) => {
      const end = follow(run, () => {});
      for (const vm of topology.vms) {
        const at = end.get(vm.id);
        if (at?.state !== 'off' && end.get(at?.place ?? '')?.state === 'down')
          throw new Error(`${vm.name} runs on ${at?.place}, which is down`);
      }
      for (const service of run.services)
        for (const { member } of service.activeMembers) {
          const state = end.get(member)?.state ?? '';
          if (['off', 'booting', 'starting', 'unlicensed', 'crashed', 'stalled', 'faulted'].includes(state))
            throw new Error(`${service.name} is served by ${member}, which is ${state}`);
        }
    });
  });

  test('reports outages as its events tell them', async () => {
    await holdsFor((run, topology) => {
      for (const service of run.services) {
        let sum = 0;
        let down: number | undefined;
        follow(run, (state, event) => {
          if (event.subject !== service.id) return;
          const is = state.get(service.id)?.state === 'down';
          if (is) down ??= event.time;
          else if (down !== undefined) {
            sum += event.time - down;
            down = undefined;
          }
        });
        if (down !== undefined) sum += 86_400_000 - down;
        expect(service.outage).toBe(sum);
      }
      expect(run.services.length).toBe(topology.services.length);
    });
  });

  test('brings back what was up once everything is restored, but where VMs found no room', async () => {
    await holds(generated, textOf, comesBack, runs, 'Repaired');
  });

  test('does not depend on the order in which services and clients are declared', async () => {
    await fc.assert(
      fc.asyncProperty(generated, async (one) => {
        const turned = { ...one, services: [...one.services].reverse(), endpoints: [...one.endpoints].reverse() };
        expect((await play(textOf(turned))).map(factsOf)).toEqual((await play(textOf(one))).map(factsOf));
      }),
      { numRuns: runs },
    );
  });
});
