/** Every narrative holds what it expects, in its order, and its timeline reads as in its golden (`vitest -u` rewrites them). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatRun, type Run, simulate } from '../../../../engine/simulation/index.ts';
import type { Topology } from '../../../../engine/topology/model.ts';
import { loadText } from '../../../../language/load.ts';
import { calms, type Moment, type Order, orders, quicker } from './orders.ts';

const folder = import.meta.dirname;
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const filesIn = (under: string) => readdirSync(join(folder, under)).filter((file) => file.endsWith('.hatopo'));
const names = filesIn('.').map((file) => file.replace('.hatopo', ''));
const topologies = Object.fromEntries(
  filesIn('topologies').map((file) => [`./topologies/${file}`, textOf(`topologies/${file}`)]),
);
const loaded = await Promise.all(
  names.map(async (name) => ({ name, ...(await loadText(textOf(`${name}.hatopo`), { files: topologies })) })),
);
const runs = new Map<string, Run>(
  loaded.flatMap(({ topology }) => topology.scenarios.map((one) => [one.title, simulate(topology, one)] as const)),
);

function runOf(scenario: string): Run {
  const run = runs.get(scenario);
  if (!run) throw new Error(`No scenario "${scenario}"`);
  return run;
}

function topologyOf(scenario: string): Topology {
  const file = loaded.find(({ topology }) => topology.scenarios.some(({ title }) => title === scenario));
  if (!file) throw new Error(`No scenario "${scenario}"`);
  return file.topology;
}

/** Steps that are not told where they should be, with what stands instead. */
function outOfOrder({ scenario, events }: Order): readonly string[] {
  const run = runOf(scenario);
  let [at, time] = [-1, -1];
  for (const step of events) {
    for (const [index, text] of [step].flat().entries()) {
      const next = run.events.findIndex((event, i) => i > at && event.text.includes(text));
      const found = run.events[next];
      if (!found) return [`${text}: not after event ${at} at ${time}`];
      if (index === 0 ? found.time <= time : found.time !== time) return [`${text}: at ${found.time}, after ${time}`];
      [at, time] = [next, found.time];
    }
  }
  return [];
}

function momentOf({ scenario, service, time }: Moment): number {
  const value = runOf(scenario).services.find(({ name }) => name === service)?.[time];
  if (value === undefined) throw new Error(`${service} of "${scenario}" has no ${time}`);
  return value;
}

describe.each(loaded)('$name', ({ name, topology, diagnostics }) => {
  test('is written without an error of its language', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each(topology.scenarios)('$title', ({ title }) => {
    const run = runOf(title);
    const broken = run.expectations.filter(({ holds }) => !holds);
    expect(broken.map(({ text: claim, actual }) => `${claim}: ${actual}`)).toEqual([]);
    expect(run.expectations.length).toBeGreaterThan(0);
    expect(run.unmodelled).toEqual([]);
    expect(run.cut).toBe(false);
    const uncaused = run.events.filter(({ cause, mechanism }) => cause === undefined && mechanism !== 'injection');
    expect(uncaused.map(({ text }) => text)).toEqual([]);
    expect(run.events.filter(({ source }) => source === '')).toEqual([]);
  });

  test('timelines', async () => {
    const told = topology.scenarios.map(({ title }) => formatRun(topology, runOf(title)));
    await expect(told.join('\n')).toMatchFileSnapshot(join(folder, `${name}.golden.txt`));
  });
});

describe('across them', () => {
  test('every scenario has a title of its own', () => {
    expect(runs.size).toBe(loaded.flatMap(({ topology }) => topology.scenarios).length);
  });

  test.each(orders)('$scenario: in its order', (order) => {
    expect(outOfOrder(order)).toEqual([]);
  });

  test.each(calms)('$scenario: nothing changes after "$after"', ({ scenario, after, until, subjects }) => {
    const { events } = runOf(scenario);
    const elements = topologyOf(scenario).elements;
    const ids = subjects.map((name) => [...elements.values()].find((element) => element.name === name)?.id);
    const from = events.findIndex(({ text }) => text.includes(after));
    const to = until === '' ? events.length : events.findIndex(({ text }) => text.includes(until));
    expect(from).toBeGreaterThan(-1);
    expect(to).toBeGreaterThan(from);
    expect(ids).not.toContain(undefined);
    const changed = events.slice(from + 1, to).filter((one) => ids.includes(one.subject) && one.from !== one.to);
    expect(changed.map(({ text }) => text)).toEqual([]);
  });

  test.each(quicker)('$0.scenario ($0.time) is over before $1.scenario ($1.time)', (first, second) => {
    expect(momentOf(first)).toBeLessThan(momentOf(second));
  });
});
