import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/topology/untested-redundancy.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked } from '../../support/rules.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';

const options = { rules: [rule] };

const center = `site S {
  circuit p1
  circuit p2
  rack R1
  rack R2 { circuits: p1, p2 }
  network lan
  storage san { kind: san }
  cluster Farm {
    host H1 { rack: R1  storage: san  nic vmnic0 -> lan }
    host H2 { rack: R2  storage: san  nic vmnic0 -> lan }
  }
}
vm A on H1 { disk: san  nic eth0 -> lan }
vm B on H2 { disk: san  nic eth0 -> lan }
endpoint Phones : sip { on: lan  registers: Pair }
service Pair : switchover { primary: A  backup: B }
service Other : standalone { member: A }
`;
const scenario = (...steps: readonly string[]) => `scenario "Trial" { ${steps.join('  ')} }\n`;

/** The members that are said to be untried, from the message. */
async function untried(text: string): Promise<string | undefined> {
  const { findings, diagnostics } = await checked(text, options);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(findings.length).toBeLessThan(2);
  return /fails (?:any of )?(.*?):/.exec(findings[0]?.message ?? '')?.[1];
}

test('without a scenario nobody is tried', async () => {
  const { findings } = await checked(center, options);
  expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
    [
      'info',
      'No scenario with expectations fails any of A and B: that Pair (switchover) survives their loss is untested. Add a scenario for each.',
    ],
  ]);
});

describe('what fails A', () => {
  test.each([
    ['itself', 'fail A'],
    ['its host', 'fail H1'],
    ['its rack', 'fail R1'],
    ['its guest', 'crash A'],
    ['its application', 'fault A'],
    ['the application of the service', 'fault Pair'],
    ['its host, restarted', 'reboot H1'],
    ['its host, cut off', 'isolate H1'],
  ])('%s', async (_, injection) => {
    expect(await untried(center + scenario(`at 0 s ${injection}`, 'expect Pair up within 1 min'))).toBe('B');
  });

  test.each([
    ['nothing of it', 'fail lan'],
    ['a planned move of it', 'migrate A to H2'],
    ['an emptied host', 'maintenance H1'],
    ['one of two circuits', 'fail p1'],
    ['the path of another host', 'fail san for H2'],
  ])('not %s', async (_, injection) => {
    expect(await untried(center + scenario(`at 0 s ${injection}`, 'expect Pair up within 1 min'))).toBe('A and B');
  });

  test('both circuits fail the other, a site both', async () => {
    expect(await untried(center + scenario('at 0 s fail p1', 'at 1 min fail p2', 'expect Pair up'))).toBe('A');
    const mended = scenario('at 0 s fail p1', 'at 1 min restore p1', 'at 2 min fail p2', 'expect Pair up');
    expect(await untried(center + mended)).toBe('A and B');
    expect(await untried(center + scenario('at 0 s fail S', 'expect Pair down within 1 min'))).toBeUndefined();
  });
});

test('an expectation counts that speaks of the service, its members or its clients', async () => {
  const trial = (expectation: string) => untried(center + scenario('at 0 s fail H1, H2', expectation));
  for (const expectation of ['Pair down', 'A down', 'Phones out-of-service within 1 min'])
    expect(await trial(`expect ${expectation}`)).toBeUndefined();
  expect(await trial('expect Other down')).toBe('A and B');
  expect(await untried(center + scenario('at 0 s fail H1'))).toBe('A and B');
});

test('services above, clusters and nodes of failover groups', async () => {
  const nodes = `network lan
server a { nic l -> lan }
server b { nic l -> lan }
server w { nic l -> lan }
failover-cluster F { nodes: a, b  networks: lan  quorum: majority with witness w }
service Group : failover-group { cluster: F  on: b  resource ip : ip-address { address: "10.0.0.1" } }
service User : standalone { member: w  needs: Group }
`;
  expect(await untried(nodes)).toBe('a and b');
  expect(await untried(nodes + scenario('at 0 s fail F.b', 'expect F quorate'))).toBe('a');
  expect(await untried(nodes + scenario('at 0 s fault Group', 'expect User up within 5 min'))).toBe('a');
  expect(await untried(nodes + scenario('at 0 s move Group to a', 'expect Group up within 5 min'))).toBe('a and b');
});

test('a member that is a service is failed with all of its machines', async () => {
  const nested = (fail: string) => `${center}vm C on H1 { disk: san  nic eth0 -> lan }
vm D on H2 { disk: san  nic eth0 -> lan }
service Second : switchover { primary: C  backup: D }
service Core : survivable-core { main: Pair  survivable: Second }
${scenario(`at 0 s fail ${fail}`, 'expect Core up within 10 min')}`;
  const core = async (fail: string) =>
    (await checked(nested(fail), options)).findings
      .map(({ message }) => message)
      .filter((message) => message.includes('that Core'));
  expect(await core('A')).toEqual([expect.stringContaining('fails any of Pair and Second')]);
  expect(await core('A, B')).toEqual([expect.stringContaining('fails Second:')]);
  expect(await core('H1, H2')).toEqual([]);
});

test('spares, imported services and members that cannot be spared are left out', async () => {
  const spares = center.replace(/service Pair.*/, 'service Pair : n-plus-one { members: A  spares: B }');
  expect(await untried(spares)).toBe('A');
  const all = center.replace(/service Pair.*/, 'service Pair : active-active { members: A, B  needs-at-least: 2 }');
  expect(await untried(all)).toBeUndefined();
});

test('the fix adds scenarios at the end of the file, under names of their own', async () => {
  const text = `${center}${scenario('at 0 s fail S', 'expect Other down').replace('Trial', 'Pair without A')}`;
  const [finding] = (await checked(text, options)).findings;
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Add scenarios that fail A and B']);
  expect(applied(text, finding?.fixes[0]?.edits ?? []).slice(text.length - 1)).toBe(`

scenario "Pair without A 2" {
  at 0 s fail A
  expect Pair active on B within 1 min
}

scenario "Pair without B" {
  at 0 s fail B
  expect Pair active on A
  expect Pair never down
}
`);
});

test.each(exampleNames)('what the fixes write for %s is clean, ends the findings, and holds', async (name) => {
  let text = exampleText(name);
  const before = (await topologyOf(text)).scenarios.length;
  for (let count = 0; count < 10; count++) {
    const [finding] = (await checked(text, options)).findings;
    if (!finding) break;
    text = applied(text, finding.fixes[0]?.edits ?? []);
  }
  const { findings, diagnostics } = await checked(text, options);
  expect([...findings, ...diagnostics]).toEqual([]);
  const topology = await topologyOf(text);
  // of the examples only this one is redundant by Fault Tolerance alone
  expect(topology.scenarios.length > before).toBe(name !== 'mx-one-fault-tolerance');
  for (const timing of ['default', 'worst'] as const)
    for (const added of topology.scenarios.slice(before))
      for (const { text: claim, holds, actual } of simulate(topology, added, { timing }).expectations)
        expect(holds, `${added.title}: ${claim} (${actual})`).toBe(true);
});

test('the fix names machines and services that are called like words of a step by their kind', async () => {
  const text = center.replaceAll(/\bA\b/g, 'on').replaceAll(/\bB\b/g, 'vm').replaceAll('Pair', 'service');
  const { findings, diagnostics } = await checked(text, options);
  expect(diagnostics).toEqual([]);
  const fix = findings[0]?.fixes[0];
  if (!fix) throw new Error('there is no fix');
  const mended = applied(text, fix.edits);
  expect(mended).toContain('at 0 s fail vm on\n  expect service service active on vm vm within');
  const after = await checked(mended, options);
  expect([...after.diagnostics, ...after.findings]).toEqual([]);
});
