import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/pureconnect/no-loaded-migration.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };
const cluster = (drs: string, hosts = 'host H1 { nic vmnic0 -> lan }\n  host H2 { nic vmnic0 -> lan }') => `network lan
cluster Farm {
  ${drs}
  ${hosts}
}
`;
const automatic = cluster('drs { mode: fully-automated }');
const pair = 'service Calls : switchover { product: pureconnect.cic  primary: A  backup: B }\n';

test('both servers of a pair are looked at, for what they carry', async () => {
  const text = `${automatic}
vm A on H1 { nic eth0 -> lan }
// ^ pureconnect/no-loaded-migration
vm B on H2 { nic eth0 -> lan }
// ^ pureconnect/no-loaded-migration
${pair}`;
  const [first, second] = await expectMarked(text, options);
  expect(first?.message).toBe(
    'A handles the load of Calls, and DRS of Farm may move it live at any time: real-time data may be lost. Set "drs: manual" for A.',
  );
  expect(second?.message).toContain('B handles the load of Calls after a switchover, and DRS of Farm');
  expect(second?.severity).toBe('warning');
  expect(second?.fixes.map(({ title }) => title)).toEqual(['Set drs: manual for B']);
  const after = await checked(
    applied(text, [...(first?.fixes[0]?.edits ?? []), ...(second?.fixes[0]?.edits ?? [])]),
    options,
  );
  expect(after.findings).toEqual([]);
});

test('a VM’s own automation wins, and is changed where it stands', async () => {
  const text = `${cluster('drs { mode: manual }')}
vm A on H1 { nic eth0 -> lan  drs: fully-automated }
//                            ^^^^^^^^^^^^^^^^^^^^ pureconnect/no-loaded-migration
service Calls : standalone { product: pureconnect.cic  member: A }
`;
  const [finding] = await expectMarked(text, options);
  expect(applied(text, finding?.fixes[0]?.edits ?? [])).toContain('nic eth0 -> lan  drs: manual }');
});

test('an automation that a template gives is overridden in the VM', async () => {
  const text = `${automatic}template Server { nic eth0 -> lan  drs: fully-automated }
vm A on H1 : Server
service Calls : standalone { product: pureconnect.cic  member: A }
`;
  const { findings } = await checked(text, options);
  expect(applied(text, findings[0]?.fixes[0]?.edits ?? [])).toContain('vm A on H1 : Server { drs: manual }');
});

test('bare DRS states no mode: information', async () => {
  const [finding] = (
    await checked(
      `${cluster('drs')}vm A on H1 { nic eth0 -> lan }
service Calls : standalone { product: pureconnect.cic  member: A }
`,
      options,
    )
  ).findings;
  expect(finding?.severity).toBe('info');
  expect(finding?.severityFrom).toBe('not-stated');
  expect(finding?.message).toContain('it is not stated whether DRS of Farm moves VMs by itself');
});

test.each([
  ['no DRS', cluster('ha')],
  ['DRS that only recommends', cluster('drs { mode: partially-automated }')],
  ['one host', cluster('drs { mode: fully-automated }', 'host H1 { nic vmnic0 -> lan }')],
  ['a must rule', cluster('drs { mode: fully-automated  keep A on H1 must }')],
])('is silent with %s', async (_, text) => {
  const { findings } = await checked(
    `${text}vm A on H1 { nic eth0 -> lan }
service Calls : standalone { product: pureconnect.cic  member: A }
`,
    options,
  );
  expect(findings).toEqual([]);
});

test('is silent about other products, other servers and VMs with drs: disabled', async () => {
  await expectMarked(
    `${automatic}
vm A on H1 { nic eth0 -> lan  drs: disabled }
vm B on H1 { nic eth0 -> lan }
server P { nic lan0 -> lan }
service Calls : switchover { product: pureconnect.cic  primary: A  backup: P }
service Web : standalone { product: pureconnect.session-manager  member: B }
service Other : switchover { primary: B  backup: P }
`,
    options,
  );
});

test('a pair of services is one system, said once a VM', async () => {
  const { findings } = await checked(
    `${automatic}vm A on H1 { nic eth0 -> lan }
vm B on H2 { nic eth0 -> lan }
service Left : standalone { product: pureconnect.cic  member: A }
service Right : standalone { product: pureconnect.cic  member: B }
service Calls : switchover { product: pureconnect.cic  primary: Left  backup: Right }
`,
    options,
  );
  expect(findings.map(({ message }) => message.slice(0, 46))).toEqual([
    'A handles the load of Calls, and DRS of Farm m',
    'B handles the load of Calls after a switchover',
  ]);
});

describe('scenarios', () => {
  const system = `${cluster('ha')}vm A on H1 { nic eth0 -> lan }
vm B on H2 { nic eth0 -> lan }
${pair}`;
  const messages = async (steps: string, text = system) =>
    (await checked(`${text}scenario "S" {\n${steps}\n}\n`, options)).findings.map(({ message }) => message);

  test('a migration under load, with who could take over first', async () => {
    const found = await expectMarked(
      `${system}scenario "S" {
  at 0 s migrate A to H2
// ^^^^^^^^^^^^^^^^^^^^^^ pureconnect/no-loaded-migration
}
`.replace('// ^^', '//^^'),
      options,
    );
    expect(found[0]?.message).toBe(
      'A is migrated to H2 while it handles the load of Calls: real-time data may be lost. Let B take over first (activate B); A is then the backup and carries no load.',
    );
  });

  test('a host that is emptied', async () => {
    expect(await messages('at 0 s maintenance H1')).toEqual([
      'H1 is emptied while A handles the load of Calls there: to be moved live may cost real-time data. Let B take over first (activate B); A is then the backup and carries no load.',
    ]);
    expect(await messages('at 0 s maintenance H2')).toEqual([]);
  });

  test('the backup carries no load, and an operator changes who it is', async () => {
    expect(await messages('at 0 s migrate B to H1')).toEqual([]);
    expect(await messages('at 0 s activate B\nat 5 min migrate A to H2')).toEqual([]);
    expect(await messages('at 0 s activate B\nat 5 min migrate B to H1')).toHaveLength(1);
    expect(await messages('at 0 s activate B\nat 5 min activate A\nat 9 min maintenance H1')).toHaveLength(1);
  });

  test('a loss makes the backup serve; a wider failure leaves it open', async () => {
    expect(await messages('at 0 s fail A\nat 5 min migrate B to H1')).toHaveLength(1);
    expect(await messages('at 0 s fail H1\nat 5 min maintenance H2')).toHaveLength(1);
    expect(await messages('at 0 s fail B\nat 5 min migrate A to H2')).toHaveLength(1);
    expect(await messages('at 0 s fail A, B\nat 5 min migrate B to H1')).toEqual([]);
    expect(await messages('at 0 s fail lan\nat 5 min migrate A to H2')).toEqual([]);
    expect(await messages('at 0 s isolate H1\nat 5 min migrate A to H2')).toEqual([]);
    expect(await messages('at 0 s fail H1\nat 5 min restore H1\nat 9 min migrate A to H2')).toEqual([]);
  });

  test('a VM that was moved is on its new host; where HA restarts one is open', async () => {
    expect(
      await messages('at 0 s activate B\nat 1 min migrate A to H2\nat 2 min activate A\nat 3 min maintenance H1'),
    ).toEqual([]);
    expect(await messages('at 0 s fail H2\nat 5 min restore H2\nat 9 min fail H1\nat 10 min maintenance H2')).toEqual(
      [],
    );
  });

  test('steps count in the order of time, and a server alone can only wait', async () => {
    expect(await messages('at 5 min migrate A to H2\nat 0 s activate B')).toEqual([]);
    const alone = `${cluster('ha')}vm A on H1 { nic eth0 -> lan }
service Calls : standalone { product: pureconnect.cic  member: A }
`;
    expect(await messages('at 0 s migrate A to H2', alone)).toEqual([
      'A is migrated to H2 while it handles the load of Calls: real-time data may be lost. Do it when A carries no load.',
    ]);
  });
});
