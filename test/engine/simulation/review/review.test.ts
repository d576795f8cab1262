/** Every expectation of every case holds, and every run of them is sound: causes, order, sums, states. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Run, simulate } from '../../../../engine/simulation/index.ts';
import { loadText } from '../../../../language/load.ts';

const folder = join(import.meta.dirname, 'cases');
const names = readdirSync(folder).map((file) => file.replace('.hatopo', ''));
const day = 86_400_000;
/** What is out before anything happens says so, at time 0 and without a cause. */
const fromTheStart = (text: string) => / from the start\b/.test(text);

/** Events that do not follow one from another: out of order, caused by nothing or by what comes later. */
function unsound(run: Run): string[] {
  const shown = new Map([...run.initial].map(([id, { state }]) => [id, state]));
  const faults: string[] = [];
  let last = 0;
  for (const { id, time, cause, mechanism, subject, from, to, text, source } of run.events) {
    const causing = run.events.find((event) => event.id === cause);
    if (!Number.isInteger(time) || time < last) faults.push(`${text}: at ${time} after ${last}`);
    if (mechanism === 'injection' || (time === 0 && fromTheStart(text)) ? cause !== undefined : !causing)
      faults.push(`${text}: cause ${cause}`);
    if (causing && (causing.id >= id || causing.time > time)) faults.push(`${text}: caused by what comes later`);
    if (shown.get(subject) !== from) faults.push(`${text}: from ${from}, was ${shown.get(subject)}`);
    if (source === '' || text === '') faults.push(`event ${id} has no text or source`);
    shown.set(subject, to);
    last = time;
  }
  return faults;
}

/** Outages that overlap, are empty, do not add up, or of which no event tells. */
function unsoundOutages(run: Run, horizon: number): string[] {
  const tells = (subject: string, time: number, down: boolean) =>
    run.events.some((event) => event.subject === subject && event.time === time && (event.to === 'down') === down);
  return run.services.flatMap(({ id, name, outages, outage }) => {
    const faults: string[] = [];
    let sum = 0;
    let before = -1;
    for (const { from, to } of outages) {
      if (from <= before || (to !== undefined && to <= from)) faults.push(`${name}: ${from} to ${to} after ${before}`);
      if (!tells(id, from, true)) faults.push(`${name}: nothing tells of its loss at ${from}`);
      if (to !== undefined && !tells(id, to, false)) faults.push(`${name}: nothing tells of its return at ${to}`);
      before = to ?? Number.POSITIVE_INFINITY;
      sum += (to ?? horizon) - from;
    }
    if (sum !== outage) faults.push(`${name}: ${outage} is not the sum ${sum}`);
    return faults;
  });
}

/** Room that was offered to a VM, and then it found no host though nobody else had taken it. */
function brokenPromises(run: Run): string[] {
  return run.events.flatMap(({ id, time, subject, text }) => {
    const [, host] = /^(\S+) can take \S+ now$/.exec(text) ?? [];
    if (host === undefined) return [];
    const next = run.events.find(
      (event) =>
        event.id > id && event.subject === subject && (event.to === 'booting' || /^No host for/.test(event.text)),
    );
    const others = run.events.filter(
      (event) => event.id > id && event.time > time && (!next || event.id < next.id) && event.mechanism === 'injection',
    );
    return next?.to === 'booting' || others.length > 0 ? [] : [`${text}, then: ${next?.text}`];
  });
}

describe.each(names)('%s', async (name) => {
  const { topology, diagnostics } = await loadText(readFileSync(join(folder, `${name}.hatopo`), 'utf8'));

  test('is written without an error of its language', () => {
    const errors = diagnostics.filter(({ severity, code }) => severity === 'error' && code.startsWith('hatopo/'));
    expect(errors.map(({ message }) => message)).toEqual([]);
  });

  test('nothing happens without a fault', () => {
    const said = simulate(topology, { title: 'calm', steps: [] }).events.map(({ text }) => text);
    expect(said.filter((text) => !fromTheStart(text))).toEqual([]);
  });

  test.each(topology.scenarios)('$title', (scenario) => {
    const run = simulate(topology, scenario);
    const broken = run.expectations.filter(({ holds }) => !holds);
    expect(broken.map(({ text, actual }) => `${text}: ${actual}`)).toEqual([]);
    expect(run.expectations.length).toBeGreaterThan(0);
    expect(run.unmodelled).toEqual([]);
    expect(unsound(run)).toEqual([]);
    expect(brokenPromises(run)).toEqual([]);
    expect(unsoundOutages(run, scenario.horizon ?? day)).toEqual([]);
    expect(simulate(topology, scenario).events).toEqual(run.events);
  });
});
