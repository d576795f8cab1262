import { describe, expect, test } from 'vitest';
import { combinations, countOf } from '../../../engine/analysis/combinations.ts';
import { sayingsOf } from '../../../engine/analysis/objective-words.ts';
import { objectiveResult, played } from '../../../engine/analysis/objectives.ts';
import type { Topology } from '../../../engine/topology/model.ts';
import { loadText } from '../../../language/load.ts';
import { exampleText } from '../../support/topology.ts';

async function topologyOf(text: string): Promise<Topology> {
  return (await loadText(text)).topology;
}

/** What is said of the objectives of a text. */
async function said(text: string, most?: number): Promise<string[]> {
  const topology = await topologyOf(text);
  return topology.objectives.flatMap((objective) =>
    sayingsOf(objectiveResult(topology, objective, most)).map(({ is, message }) => `${is}: ${message}`),
  );
}

const example = exampleText('avaya-duplication');
const two = `network lan
server one { nic n0 -> lan  start: 2 min }
server two { nic n0 -> lan }
service Web : active-active { members: one, two }
service Files : standalone { member: one }
endpoint Users : sip { on: lan  registers: Files }
`;
const objective = (clauses: string, title = 'T') => `objective "${title}" { ${clauses} }\n`;

describe('an objective', () => {
  test('that holds is silent', async () => {
    expect(await said(two + objective('any server fails: Web up within 1 s, outage < 5 s'))).toEqual([]);
    expect(
      await said(example + objective('any host fails: CommunicationManager outage < 5 s, calls preserved')),
    ).toEqual([]);
  });

  test('names what breaks it, the worst first', async () => {
    expect(await said(two + objective('any server fails: Files up within 5 min, calls preserved'))).toEqual([
      'broken: Objective “T” does not hold: losing one leaves Files down since 0:00 (asked: Files up within 5 min) and drops the calls of Files (and it stays out).',
    ]);
    expect(await said(two + objective('any network, server fails: Files outage < 5 s'))).toEqual([
      'broken: Objective “T” does not hold: losing lan takes Files out, and it stays out (asked: < 5 s); losing one takes Files out, and it stays out (asked: < 5 s).',
    ]);
  });

  test('names a handful, and counts the rest', async () => {
    const many = Array.from(
      { length: 9 },
      (_, i) => `server s${i} { nic n -> lan }\nservice S${i} : standalone { member: s${i} }\n`,
    );
    const needs = `${'network lan\n'}${many.join('')}service All : active-active { members: ${many.map((_, i) => `s${i}`).join(', ')}  needs-at-least: 9 }\n`;
    const [line = ''] = await said(needs + objective('any server fails: All up'));
    expect(line).toContain('; and 6 more of 9 failures break it.');
    const topology = await topologyOf(needs + objective('any server fails: All up'));
    const [saying] = topology.objectives.flatMap((each) => sayingsOf(objectiveResult(topology, each)));
    expect(saying?.related.map(({ id }) => id)).toEqual(['s0', 's1', 's2', 's3', 's4']);
    expect(saying?.related[0]?.message).toBe('Losing s0 leaves All down since 0:00 (asked: All up).');
  });

  test('speaks of times as long as they are', async () => {
    const [line = ''] = await said(
      example + objective('any host fails: CommunicationManager outage < 100 ms, protected within 1 min'),
    );
    expect(line).toContain(
      'losing Host1 takes CommunicationManager out for 0.2 s (asked: < 0.1 s) and leaves CommunicationManager',
    );
    expect(line).toContain('(asked: CommunicationManager protected within 1 min)');
  });

  test('may speak of what must not be', async () => {
    expect(await said(two + objective('any server fails: Web never down, Users not out-of-service'))).toEqual([
      'broken: Objective “T” does not hold: losing one leaves Users out of service since 0:00 (asked: Users not out-of-service).',
    ]);
  });

  test('of several failures at once plays every choice of them', async () => {
    expect(await said(two + objective('any 2 of server fail: Web up'))).toEqual([
      'broken: Objective “T” does not hold: losing one and two leaves Web down since 0:00 (asked: Web up).',
    ]);
    expect(await said(two + objective('any 3 of server fail: Web up'))).toEqual([]);
  });

  test('says so where there are too many failures to be played', async () => {
    expect(await said(two + objective('any server fails: Web up'), 3)).toEqual([
      'unknown: Objective “T”: 2 failures are too many to be played here (any server fails), so nobody knows whether it holds. Let it speak of fewer kinds, or of fewer at once.',
    ]);
  });

  test('says so where a claim cannot be judged', async () => {
    const [line = '', ...others] = await said(two + objective('any server fails: lan calls preserved'));
    expect(line).toMatch(/^unknown: Objective “T” cannot be judged after the loss of one, nor after 1 other: /);
    expect(others).toEqual([]);
  });

  test('of nothing that is there holds', async () => {
    expect(await said(two + objective('any host, rack, circuit fails: Files up'))).toEqual([]);
  });

  test('can be stopped between any two runs', async () => {
    const topology = await topologyOf(two + objective('any server fails: Web up'));
    const [first] = topology.objectives;
    const steps = first && played(topology, first);
    expect(steps?.next().done).toBe(false);
    expect(steps?.next().done).toBe(false);
    expect(steps?.next().done).toBe(true);
  });
});

describe('half-written objectives', () => {
  const whole = 'objective "T" { any 2 of server, network fail: Web up within 5 min, calls preserved, outage < 5 s }';
  test('never break, wherever the text ends', { timeout: 30_000 }, async () => {
    const words = whole.split(' ');
    for (let end = 1; end < words.length; end += 2) await said(two + words.slice(0, end).join(' '));
  });

  test('what cannot be read is left out, the rest is played', async () => {
    expect(await said(two + objective('any server fails: Nobody up, calls preserved, Files up'))).toHaveLength(1);
    expect(await said(two + objective('any server fails: Nobody up, calls preserved'))).toEqual([]);
    expect(await said(two + objective('any endpoint fails: Files up'))).toEqual([]);
    expect(await said(two + objective('any 0 of server fail: Files up'))).toEqual([]);
    expect(await said(two + objective('any server fails: Files up within 5'))).toEqual([]);
  });
});

test('combinations are counted as they are made', () => {
  for (const [things, size] of [
    [5, 2],
    [4, 4],
    [3, 5],
    [6, 3],
    [0, 1],
  ] as const) {
    const list = Array.from({ length: things }, (_, i) => i);
    expect([...combinations(list, size)]).toHaveLength(countOf(things, size));
  }
  expect([...combinations(['a', 'b', 'c'], 2)]).toEqual([
    ['a', 'b'],
    ['a', 'c'],
    ['b', 'c'],
  ]);
});
