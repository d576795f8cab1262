import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { oneFile } from '../../bench/topologies.ts';
import type { Topology } from '../../engine/topology/model.ts';
import { loadText } from '../../language/load.ts';
import { BackgroundLosses } from '../../server/facts/background-losses.ts';

const topologyOf = async (text: string): Promise<Topology> => (await loadText(text)).topology;
const pair = `host h1\nhost h2\nvm a on h1\nvm b on h2\nservice S : switchover { primary: a  backup: b }`;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what takes no time', () => {
  test('is known at once', async () => {
    const topology = await topologyOf(pair);
    const losses = new BackgroundLosses();
    expect(losses.get('file:///a', topology, 'h1')?.affected[0]).toMatchObject({ name: 'S' });
    expect(losses.dependentsOf('file:///a', topology, 'h1')).toEqual(new Set(['h1', 'a', 'S']));
    const service = topology.services[0];
    expect(service && losses.ofServing('file:///a', topology, service)?.serving).toEqual({ machine: 'a', metal: 'h1' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what takes long', () => {
  const large = oneFile(600);

  test('is worked out later, and who waits hears of it', async () => {
    const topology = await topologyOf(large);
    const losses = new BackgroundLosses();
    const heard = vi.fn();
    losses.onReady(heard);
    const host = topology.hosts[0]?.id ?? '';
    expect(losses.get('file:///a', topology, host)).toBeUndefined();
    expect(losses.dependentsOf('file:///a', topology, host)).toBeUndefined();
    expect(heard).not.toHaveBeenCalled();
    await vi.runAllTimersAsync();
    expect(heard).toHaveBeenCalled();
    expect(losses.get('file:///a', topology, host)?.affected.length).toBeGreaterThan(0);
    expect(losses.dependentsOf('file:///a', topology, host)?.size).toBeGreaterThan(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('who serves is found first, then what becomes of it', async () => {
    const topology = await topologyOf(large);
    const losses = new BackgroundLosses();
    const [service] = topology.services;
    if (!service) throw new Error('no service');
    expect(losses.ofServing('file:///a', topology, service)).toBeUndefined();
    await vi.runAllTimersAsync();
    losses.ofServing('file:///a', topology, service);
    await vi.runAllTimersAsync();
    expect(losses.ofServing('file:///a', topology, service)?.affected.id).toBe(service.id);
  });

  test('is dropped for a later state of the text', async () => {
    const [before, after] = [await topologyOf(large), await topologyOf(large)];
    const losses = new BackgroundLosses();
    const host = before.hosts[0]?.id ?? '';
    losses.get('file:///a', before, host);
    losses.get('file:///a', after, host);
    await vi.runAllTimersAsync();
    const { knownLoss } = await import('../../engine/analysis/loss.ts');
    expect(knownLoss(before, host)).toBeUndefined();
    expect(knownLoss(after, host)).toBeDefined();
  });

  test('is not begun once it is disposed of', async () => {
    const topology = await topologyOf(large);
    const losses = new BackgroundLosses();
    losses.get('file:///a', topology, topology.hosts[0]?.id ?? '');
    losses.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('what takes too long is left to those who ask for it by name', async () => {
  const topology = await topologyOf(pair);
  // as many elements as a run takes seconds for
  const elements = new Map(topology.elements);
  Object.defineProperty(elements, 'size', { value: 1_000_000 });
  const huge = { ...topology, elements };
  const losses = new BackgroundLosses();
  expect(losses.isTooLarge(huge)).toBe(true);
  expect(losses.get('file:///a', huge, 'h1')).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

describe('typing', () => {
  test('does not wait for a run: it is done in pieces', async () => {
    vi.useRealTimers();
    const topology = await topologyOf(oneFile(600));
    const host = topology.hosts[0]?.id ?? '';
    let turns = 0;
    const losses = new BackgroundLosses((step) => {
      turns++;
      step();
    });
    const ready = new Promise<void>((resolve) => losses.onReady(resolve));
    // on a machine so slow that a piece takes the whole slice
    let now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 4));
    try {
      losses.get('file:///a', topology, host);
      await ready;
    } finally {
      clock.mockRestore();
    }
    expect(turns).toBeGreaterThan(10);
    expect(losses.get('file:///a', topology, host)?.affected.length).toBeGreaterThan(0);
    losses.dispose();
  });
});
