import { expect, test } from 'vitest';
import rule from '../../../engine/rules/topology/pair-same-circuit.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };

/** Hosts H1, H2, … with what each says of its power. */
function farm(...hosts: readonly string[]): string {
  const lines = hosts.map((power, index) => `    host H${index + 1} { ${power}storage: san  nic vmnic0 -> lan }`);
  return `site S {
  circuit p1
  circuit p2
  rack R1 { circuits: p1 }
  rack R2 { circuits: p1 }
  rack R3 { circuits: p1, p2 }
  network lan
  storage san { kind: san }
  cluster Farm {
    ha
${lines.join('\n')}
  }
}
vm A on H1 { disk: san  nic eth0 -> lan }
vm B on H2 { disk: san  nic eth0 -> lan }
`;
}
const pair = 'service Pair : switchover { primary: A  backup: B }\n';

test.each([
  ['one circuit feeds both hosts', 'circuits: p1  ', 'circuits: p1  '],
  ['their racks hang on one circuit', 'rack: R1  ', 'rack: R2  '],
  ['a host and another one’s rack', 'circuits: p1  ', 'rack: R2  '],
  ['in one rack, which others feed', 'rack: R3  circuits: p1  ', 'rack: R3  circuits: p1  '],
])('%s: both are lost with it', async (_, one, other) => {
  const { findings } = await checked(farm(one, other) + pair, options);
  expect(findings.map(({ message }) => message)).toEqual([
    'A and B have all their power from circuit p1: when it fails both are lost and nobody takes over (Pair, switchover). Place B where another circuit feeds it, or feed H2 from a second one.',
  ]);
});

test.each([
  ['two circuits for each', 'circuits: p1, p2  ', 'circuits: p1, p2  '],
  ['one of two is shared', 'circuits: p1  ', 'circuits: p1, p2  '],
  ['a host’s own circuits count, not its rack’s', 'rack: R1  circuits: p2  ', 'rack: R2  '],
  ['nothing is stated', '', ''],
  ['nothing is stated of one', 'circuits: p1  ', ''],
  ['a rack and its one circuit are the rack’s finding', 'rack: R1  ', 'rack: R1  '],
])('%s: one lives on, or nothing is known', async (_, one, other) => {
  expect((await checked(farm(one, other) + pair, options)).findings).toEqual([]);
});

test('a VM goes to a host that another circuit feeds, or its host gets a second feed', async () => {
  const text = farm('circuits: p1  ', 'circuits: p1  ', '', 'rack: R2  ', 'rack: R3  ') + pair;
  const [finding] = (await checked(text, options)).findings;
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move B to H5', 'Feed H2 from p2 too']);
  const fed = applied(text, finding?.fixes[1]?.edits ?? []);
  expect(fed).toContain('host H2 { circuits: p1, p2  storage');
  expect((await checked(fed, options)).findings).toEqual([]);
});

test('a host that has its circuit from its rack states both', async () => {
  const text = farm('rack: R1  ', 'rack: R2  ') + pair;
  const [finding] = (await checked(text, options)).findings;
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Feed H2 from p2 too']);
  const fed = applied(text, finding?.fixes[0]?.edits ?? []);
  expect(fed).toContain('circuits: p1, p2');
  expect((await checked(fed, options)).findings).toEqual([]);
});

test('servers are marked at their circuits', async () => {
  await expectMarked(
    `circuit p1
circuit p2
network lan
server P { circuits: p1  nic lan0 -> lan }
server Q { circuits: p1  nic lan0 -> lan }
//         ^^^^^^^^^^^^ topology/pair-same-circuit
server R { circuits: p2  nic lan0 -> lan }
failover-cluster F { nodes: P, Q  networks: lan  quorum: majority }
service Group : failover-group { cluster: F }
service Apart : switchover { primary: Q  backup: R }
`,
    options,
  );
});

test('the two copies under Fault Tolerance', async () => {
  const text = (power: string) =>
    farm('circuits: p1  ', power, 'circuits: p2  ').replace('vm A on H1 { ', 'vm A on H1 { ft { secondary: H2 }  ');
  const [finding] = (await checked(text('circuits: p1  '), options)).findings;
  expect(finding?.message).toContain(
    'H1 and H2, which carry the two copies of A, have all their power from circuit p1',
  );
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Place the secondary of A on H3']);
  expect((await checked(text('circuits: p1, p2  '), options)).findings).toEqual([]);
});
