/** Which losses a failover cluster survives: the survival table of facts, static and dynamic. */
import { describe, expect, test } from 'vitest';
import { scenarioByHand, simulate } from '../../../engine/simulation/index.ts';
import type { Topology } from '../../../engine/topology/model.ts';
import { topologyOf } from '../../support/topology.ts';

/** A cluster of so many nodes with one group on it. */
const clusters = new Map<string, Promise<Topology>>();

function clusterOf(nodes: number, quorum: string): Promise<Topology> {
  const names = Array.from({ length: nodes }, (_, at) => `n${at}`);
  const text = `network lan  server w { nic l -> lan }
    ${names.map((name) => `server ${name} { nic l -> lan }`).join('\n')}
    failover-cluster F { nodes: ${names.join(', ')}  networks: lan  quorum: ${quorum} }
    service G : failover-group { cluster: F  resource ip : ip-address { } }`;
  const topology = clusters.get(text) ?? topologyOf(text);
  clusters.set(text, topology);
  return topology;
}

/** Whether nodes of a cluster have quorum after `losses` (node numbers, each with its time in s). */
async function survives(
  nodes: number,
  quorum: string,
  losses: readonly (readonly [number, number])[],
): Promise<boolean> {
  const topology = await clusterOf(nodes, quorum);
  const run = simulate(
    topology,
    scenarioByHand(
      topology,
      losses.map(([node, at]) => ({ id: `n${node}`, at: at * 1_000 })),
    ),
  );
  expect(run.unmodelled).toEqual([]);
  const last = run.events.filter(({ subject }) => subject === 'F').at(-1)?.to ?? run.initial.get('F')?.state;
  const quorate = last === 'quorate';
  // A group comes online wherever there is quorum, and nowhere else.
  expect(run.services.map(({ activeMembers }) => activeMembers.length)).toEqual([quorate ? 1 : 0]);
  return quorate;
}

/** `yes`, `no`, or `50/50` where it depends on which nodes are lost. */
function verdict(outcomes: readonly boolean[]): string {
  if (outcomes.every((one) => one)) return 'yes';
  return outcomes.some((one) => one) ? '50/50' : 'no';
}

async function all(nodes: number, quorum: string, times: readonly number[]): Promise<string> {
  const choices = times.reduce<readonly (readonly number[])[]>(
    (chosen) =>
      chosen.flatMap((before) =>
        Array.from({ length: nodes }, (_, node) => node)
          .filter((node) => !before.includes(node))
          .map((node) => [...before, node]),
      ),
    [[]],
  );
  const outcomes: boolean[] = [];
  for (const choice of choices)
    outcomes.push(
      await survives(
        nodes,
        quorum,
        choice.map((node, at) => [node, times[at] ?? 0] as const),
      ),
    );
  return verdict(outcomes);
}

describe('votes that follow the nodes', () => {
  test.each([
    [2, false, '50/50', 'no', 'no'],
    [2, true, 'yes', 'no', 'no'],
    [3, false, 'yes', '50/50', 'no'],
    [3, true, 'yes', 'yes', 'no'],
    [4, false, 'yes', 'yes', '50/50'],
    [4, true, 'yes', 'yes', 'yes'],
    [5, false, 'yes', 'yes', 'yes'],
    [5, true, 'yes', 'yes', 'yes'],
  ])('%i nodes, witness %s: one %s, one then another %s, two at once %s', async (nodes, witness, one, another, two) => {
    const quorum = `majority${witness ? ' with witness w' : ''}  version: 2016`;
    expect(await all(nodes, quorum, [0])).toBe(one);
    expect(await all(nodes, quorum, [0, 300])).toBe(another);
    expect(await all(nodes, quorum, [0, 0])).toBe(two);
  });

  test('an even count drops the vote of the last declared node', async () => {
    expect(await survives(2, 'majority  dynamic-quorum: on', [[1, 0]])).toBe(true);
    expect(await survives(2, 'majority  dynamic-quorum: on', [[0, 0]])).toBe(false);
  });
});

describe('votes that stay', () => {
  test.each([
    [2, false, 0],
    [2, true, 1],
    [3, false, 1],
    [3, true, 1],
    [4, false, 1],
    [4, true, 2],
    [5, false, 2],
  ])('%i nodes, witness %s tolerate the loss of %i', async (nodes, witness, tolerated) => {
    const quorum = `majority${witness ? ' with witness w' : ''}  version: 2008`;
    for (const times of [Array(tolerated).fill(0), Array.from({ length: tolerated }, (_, at) => at * 300)])
      expect(await all(nodes, quorum, times)).toBe('yes');
    expect(
      await all(
        nodes,
        quorum,
        Array.from({ length: tolerated + 1 }, (_, at) => at * 300),
      ),
    ).toBe('no');
  });

  test('are taken where neither dynamic quorum nor a version is stated, and on from 2012', async () => {
    const oneThenAnother = [
      [3, 0],
      [2, 300],
    ] as const;
    expect(await survives(4, 'majority', oneThenAnother)).toBe(false);
    expect(await survives(4, 'majority  version: 2008', oneThenAnother)).toBe(false);
    expect(await survives(4, 'majority  version: 2012', oneThenAnother)).toBe(true);
    expect(await survives(4, 'majority  version: 2012  dynamic-quorum: off', oneThenAnother)).toBe(false);
  });
});

describe('a quorum disk', () => {
  test('decides alone, down to the last node', async () => {
    for (const last of [0, 1, 2, 3]) {
      const losses = [0, 1, 2, 3].filter((node) => node !== last).map((node) => [node, node * 60] as const);
      expect(await survives(4, 'disk san }  storage san { kind: san', losses)).toBe(true);
    }
  });
});
