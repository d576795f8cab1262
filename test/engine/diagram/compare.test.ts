import { describe, expect, it } from 'vitest';
import { type ComparedRun, compareRuns } from '../../../engine/diagram/compare.ts';
import { runView } from '../../../engine/diagram/run-view.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';

async function runsOf(text: string): Promise<readonly ComparedRun[]> {
  const topology = await topologyOf(text);
  return topology.scenarios.map((scenario) => runView(simulate(topology, scenario), topology, () => ''));
}

type Service = ComparedRun['services'][number];
const service = (more: Partial<Service> = {}): Service => ({
  id: 'Calls',
  name: 'Calls',
  outages: [],
  outage: 0,
  calls: 'preserved',
  state: 'preserved',
  redundancy: 'full',
  ...more,
});
const out = (from: number, to?: number): Partial<Service> => ({
  outages: [{ from, to }],
  outage: (to ?? 86_400_000) - from,
  ...(to !== undefined && { recoveredAt: to }),
});
const run = (...services: readonly Service[]): ComparedRun => ({
  title: '',
  services,
  endpoints: [],
  expectations: [],
});
const textOf = (before: Service, after: Service) => {
  const [subject] = compareRuns(run(before), run(after)).subjects;
  return `${subject?.change} ${subject?.text}`;
};

describe('two runs beside each other', { timeout: 60_000 }, () => {
  it.each<[string, Partial<Service>, Partial<Service>]>([
    ['better Calls: out 4 min less, calls now kept', { ...out(0, 300_000), calls: 'dropped' }, out(0, 60_000)],
    ['worse Calls: out 4 min more, calls now dropped', out(0, 60_000), { ...out(0, 300_000), calls: 'dropped' }],
    ['better Calls: no outage any more, was out 5 min', out(0, 300_000), {}],
    ['worse Calls: now out 0.2 s, had no outage', {}, out(0, 200)],
    ['better Calls: back after 5 min, did not come back before', out(0), out(0, 300_000)],
    ['worse Calls: does not come back any more, out since 0:05', out(0, 300_000), out(5_000)],
    ['better Calls: protected again 2 min sooner', { protectedAt: 300_000 }, { protectedAt: 180_000 }],
    ['worse Calls: protected only from 3:00 on', {}, { protectedAt: 180_000 }],
    ['better Calls: stays protected', { protectedAt: 180_000 }, {}],
    ['worse Calls: no longer protected in the end', {}, { redundancy: 'degraded' }],
    ['better Calls: now protected in the end', { redundancy: 'none' }, { protectedAt: 180_000 }],
    ['worse Calls: state in memory now lost', {}, { state: 'lost' }],
    [
      'mixed Calls: out 1 min less, calls now kept without features',
      out(0, 120_000),
      { ...out(0, 60_000), calls: 'no-features' },
    ],
    ['same Calls: as before', out(0, 120_000), out(0, 120_000)],
    ['better Calls: served again 1 min sooner', { recoveredAt: 120_000 }, { recoveredAt: 60_000 }],
  ])('%s', (words, before, after) => {
    expect(textOf(service(before), service(after))).toBe(words);
  });

  it('knows a service of another text by its name, and tells those that one run has alone', () => {
    const before = run(service({ id: 'a#Calls', ...out(0, 60_000) }), service({ id: 'Old', name: 'Old' }));
    const after = run(service({ id: 'New', name: 'New' }), service({ id: 'b#Calls' }));
    expect(compareRuns(before, after).subjects.map(({ id, change, text }) => [id, change, text])).toEqual([
      ['New', 'new', 'New: only in the second run'],
      ['b#Calls', 'better', 'Calls: no outage any more, was out 1 min'],
      ['Old', 'gone', 'Old: only in the first run'],
    ]);
  });

  it('tells which expectations hold now, and which do no more', () => {
    const expectation = (text: string, verdict: 'holds' | 'fails' | 'unjudged') => ({
      text,
      verdict,
      actual: `${text} seen`,
    });
    const before = {
      ...run(),
      expectations: [
        expectation('a', 'fails'),
        expectation('b', 'holds'),
        expectation('c', 'holds'),
        expectation('d', 'fails'),
      ],
    };
    const after = {
      ...run(),
      expectations: [
        expectation('a', 'holds'),
        expectation('b', 'fails'),
        expectation('c', 'holds'),
        expectation('e', 'unjudged'),
      ],
    };
    const comparison = compareRuns(before, after);
    expect(comparison.expectations.map(({ text, change, words }) => `${text} ${change}: ${words}`)).toEqual([
      'a better: now holds',
      'b worse: now fails: b seen',
      'c same: holds',
      'e new: only in the second run: cannot be told: e seen',
      'd gone: only in the first run: fails: d seen',
    ]);
    expect(comparison.text).toBe('1 expectation got worse. 1 expectation got better.');
  });

  it('tells what an edit of the text changes: without HA nobody starts the lost member again', async () => {
    const text = exampleText('avaya-duplication');
    const [before] = await runsOf(text);
    const [after] = await runsOf(text.replace('cluster DataClusterA {\n    ha\n', 'cluster DataClusterA {\n'));
    const comparison = compareRuns(before as ComparedRun, after as ComparedRun);
    expect(comparison.subjects.map((one) => one.text)).toEqual([
      'CommunicationManager: no longer protected in the end',
      'Phones: as before',
    ]);
    expect(comparison.expectations.filter(({ change }) => change === 'worse').map((one) => one.text)).toEqual([
      'CMVM_01 running on Host3 within 15 min',
      'CommunicationManager protected within 15 min',
      'CMVM_01 standby within 15 min',
    ]);
    expect(comparison.text).toBe('CommunicationManager and 3 expectations got worse.');
  });

  it.each(exampleNames)('%s: what is better one way is worse the other way', async (name) => {
    const runs = await runsOf(exampleText(name));
    const turned = {
      better: 'worse',
      worse: 'better',
      same: 'same',
      mixed: 'mixed',
      gone: 'new',
      new: 'gone',
    } as const;
    for (const before of runs)
      for (const after of runs) {
        const there = compareRuns(before, after).subjects.map(({ id, change }) => [id, change]);
        const back = compareRuns(after, before).subjects.map(({ id, change }) => [id, turned[change]]);
        expect(back).toEqual(there);
      }
  });
});
