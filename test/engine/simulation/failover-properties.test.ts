/** What holds of failover clusters whatever fails: one node a group, none without quorum, none that may not own it. */
import { describe, expect, test } from 'vitest';
import type { Run } from '../../../engine/simulation/run.ts';
import { find } from '../../../engine/topology/lookup.ts';
import type { FailoverGroupService, Topology } from '../../../engine/topology/model.ts';
import { clusterText, generatedCluster } from './generate-clusters.ts';
import { follow, holdsFor as holds, isTheSameAgain, type Picture } from './play.ts';

/** More runs look longer for a counterexample: `HATOPO_RUNS=2000 vitest run …`. */
const runs = Number(process.env.HATOPO_RUNS ?? 40);

const holdsFor = (
  check: (run: Run, topology: Topology, text: string) => void | Promise<void>,
  title?: 'Nothing' | 'Repaired',
) => holds(generatedCluster, clusterText, ({ run, topology, text }) => check(run, topology, text), runs, title);

/** The picture at the end of each instant, folded from the events. */
const instants = (run: Run, see: (states: Picture, time: number) => void) => follow(run, () => {}, see);

const groupsOf = (topology: Topology) =>
  topology.services.filter((service): service is FailoverGroupService => service.mode === 'failover-group');

const isUp = (state: string | undefined) => state === 'up' || state === 'active';

describe('every run of a failover cluster', { timeout: 2_000 * runs + 60_000 }, () => {
  test('is the same twice, and every event has a cause', async () => {
    await holdsFor(async (run, _, text) => {
      await isTheSameAgain(run, text);
      expect(run.unmodelled).toEqual([]);
      for (const event of run.events)
        if (event.mechanism === 'injection') expect(event.cause).toBeUndefined();
        else if (event.cause === undefined || event.cause >= event.id)
          throw new Error(`${event.text}: cause ${event.cause}`);
    });
  });

  test('without a fault has no event', async () => {
    await holdsFor((run) => expect(run.events).toEqual([]), 'Nothing');
  });

  test('has a group on one node at most, and there on one that works and may own it', async () => {
    await holdsFor((run, topology) => {
      instants(run, (states, time) => {
        for (const group of groupsOf(topology)) {
          const online = group.resources.filter((id) =>
            ['online', 'offline-pending'].includes(states.get(id)?.state ?? ''),
          );
          const nodes = new Set(online.map((id) => states.get(id)?.place));
          if (nodes.size > 1) throw new Error(`at ${time} ${group.name} is on ${[...nodes].join(' and ')}`);
          for (const node of nodes) {
            if (!isUp(states.get(node ?? '')?.state)) {
              // A stalled node holds what it has until it counts as lost.
              if (states.get(node ?? '')?.state !== 'stalled')
                throw new Error(`at ${time} ${group.name} is on ${node}, which is ${states.get(node ?? '')?.state}`);
            }
            expect(group.owners).toContain(node);
            for (const id of group.resources) {
              const { owners } = find(topology, 'resource', id) ?? {};
              if (owners && !owners.includes(node ?? '')) throw new Error(`at ${time} ${id} is on ${node}`);
            }
          }
        }
      });
    });
  });

  test('brings nothing online without quorum, and serves nothing', async () => {
    await holdsFor((run, topology) => {
      instants(run, (states, time) => {
        if (states.get('F')?.state !== 'not-quorate') return;
        for (const { name, id, resources } of groupsOf(topology)) {
          if (states.get(id)?.state !== 'down') throw new Error(`at ${time} ${name} is ${states.get(id)?.state}`);
          for (const one of resources)
            if (states.get(one)?.state === 'online') {
              // What goes offline in order waits for what hangs on it.
              const leaving = resources.some((other) => states.get(other)?.state === 'offline-pending');
              if (!leaving) throw new Error(`at ${time} ${one} is online without quorum`);
            }
        }
      });
    });
  });

  test('brings a resource online only after what it depends on', async () => {
    await holdsFor((run, topology) => {
      const online = new Map([...run.initial].map(([id, { state }]) => [id, state === 'online']));
      for (const event of run.events) {
        const one = find(topology, 'resource', event.subject);
        if (!one) continue;
        if (event.to === 'online' && event.from !== 'online') {
          expect(one.after.every((id) => online.get(id))).toBe(true);
          if (one.afterAny.length > 0) expect(one.afterAny.some((id) => online.get(id))).toBe(true);
        }
        online.set(one.id, event.to === 'online');
      }
    });
  });

  test('drops sessions and keeps state whenever a group goes offline', async () => {
    await holdsFor((run, topology) => {
      for (const service of run.services) {
        const group = groupsOf(topology).find(({ id }) => id === service.id);
        const wasLost = run.events.some(
          ({ subject, to }) => group?.resources.includes(subject) && (to === 'offline' || to === 'offline-pending'),
        );
        // A second address of several may be lost without anybody's noticing.
        if (wasLost && service.outages.length > 0) expect(service.calls).toBe('dropped');
        expect(service.state).toBe('preserved');
      }
    });
  });

  test('brings everything back once everything is restored', async () => {
    await holdsFor((run, topology) => {
      const last = new Map([...run.initial].map(([id, { state }]) => [id, state]));
      for (const { subject, to } of run.events) last.set(subject, to);
      expect(last.get('F')).toBe('quorate');
      for (const group of groupsOf(topology)) {
        const possible = group.owners.filter((node) =>
          group.resources.every((id) => find(topology, 'resource', id)?.owners?.includes(node) ?? true),
        );
        const service = run.services.find(({ id }) => id === group.id);
        expect([group.name, service?.activeMembers.length]).toEqual([group.name, possible.length > 0 ? 1 : 0]);
        if (possible.length === 0) continue;
        const endpoint = run.endpoints.find(({ name }) => name === `E${group.name.slice(1)}`);
        expect(endpoint?.inService).toBe(true);
      }
    }, 'Repaired');
  });
});
