import { expect, test } from 'vitest';
import rule from '../../../engine/rules/pureconnect/ha-is-not-switchover.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };
const farm = (settings = 'ha') => `network lan
storage san { kind: san }
cluster Farm {
  ${settings}
  host H1 { memory: 64 GB  storage: san  nic vmnic0 -> lan }
  host H2 { memory: 64 GB  storage: san  nic vmnic0 -> lan }
}
`;
const alone = 'service Calls : standalone { product: pureconnect.cic  member: Server }\n';

test('HA alone: how long a restart takes, by the times that count', async () => {
  const [finding] = await expectMarked(
    `${farm()}vm Server on H1 { disk: san  nic eth0 -> lan  start: 10 min }
service Calls : standalone { product: pureconnect.cic  member: Server }
//              ^^^^^^^^^^ pureconnect/ha-is-not-switchover
`,
    options,
  );
  // 18 s until the host counts as lost, 12 s placement, 60 s boot, 600 s start
  expect(finding?.message).toContain('HA of Farm restarts it when H1 fails');
  expect(finding?.message).toContain('about 11.5 min');
  expect(finding?.related.map(({ message }) => message)).toEqual(['Server is the only server of Calls.']);
});

test('Fault Tolerance alone: what its copy does not protect from', async () => {
  const { findings } = await checked(
    `${farm()}vm Server on H1 { disk: san  nic eth0 -> lan  ft { secondary: H2 } }\n${alone}`,
    options,
  );
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('under Fault Tolerance: it goes on when H1 fails, but a fault of CIC'),
  ]);
});

test.each([
  ['no HA', farm(''), 'vm Server on H1 { disk: san  nic eth0 -> lan }'],
  ['no restart', farm(), 'vm Server on H1 { disk: san  nic eth0 -> lan  restart-priority: disabled }'],
  ['a host alone', 'network lan\nhost H1 { nic vmnic0 -> lan }\n', 'vm Server on H1 { nic eth0 -> lan }'],
  ['a dedicated server', farm(), 'server Server { nic eth0 -> lan }'],
])('is silent with %s', async (_, text, server) => {
  expect((await checked(`${text}${server}\n${alone}`, options)).findings).toEqual([]);
});

test.each(['pureconnect.session-manager', 'pureconnect.media-server', 'mitel.mx-one-service-node'])(
  'is silent about %s',
  async (product) => {
    const { findings } = await checked(
      `${farm()}vm Server on H1 { disk: san  nic eth0 -> lan }\n${alone.replace('pureconnect.cic', product)}`,
      options,
    );
    expect(findings).toEqual([]);
  },
);

test('a service that a redundant one has as member, or that is redundant below, is no service alone', async () => {
  const vms = `vm Server on H1 { disk: san  nic eth0 -> lan }\nvm Other on H2 { disk: san  nic eth0 -> lan }\n`;
  const { findings } = await checked(
    `${farm()}${vms}${alone}service Second : standalone { member: Other }
service Both : active-active { members: Calls, Second }
`,
    options,
  );
  expect(findings).toEqual([]);
  const below = await checked(
    `${farm()}${vms}service Pair : switchover { primary: Server  backup: Other }
service Calls : standalone { product: pureconnect.cic  member: Pair }
`,
    options,
  );
  expect(below.findings).toEqual([]);
});

/** The text after the fix, which ends the finding. */
async function fixed(text: string): Promise<string> {
  const before = await checked(text);
  const fix = before.findings.find(({ code }) => code === rule.id)?.fixes[0];
  const after = applied(text, fix?.edits ?? []);
  const said = await checked(after, options);
  expect([...said.diagnostics, ...said.findings]).toEqual([]);
  return after;
}

test('the fix adds a backup like the server, beside it and in its layout, and makes the service a pair', async () => {
  const after = await fixed(`${farm()}
vm IC_09 on H1 {
  vcpu: 8  memory: 16 GB  disk: san
  nic eth0 -> lan via vmnic0
  restart-priority: high
  licensed: H1, H2
}
vm IC_10 on H2 { disk: san  nic eth0 -> lan }
service Calls : standalone { product: pureconnect.cic  member: IC_09  release: "2020 R2" }
`);
  expect(after).toContain(`}
vm IC_11 on H2 {
  vcpu: 8  memory: 16 GB  disk: san
  nic eth0 -> lan via vmnic0
  restart-priority: high
}
vm IC_10`);
  expect(after).toContain(
    'service Calls : switchover { product: pureconnect.cic  primary: IC_09  release: "2020 R2"  backup: IC_11 }',
  );
});

test('the fix passes over hosts without room, and names the VM Server2 where the name has no number', async () => {
  const after = await fixed(`${farm().replace('H2 { memory: 64 GB', 'H2 { memory: 8 GB')}
network other
host H3 { memory: 64 GB  storage: san  nic vmnic0 -> other }
host H4 { memory: 64 GB  storage: san  nic vmnic0 -> lan }
vm Server on H1 { memory: 16 GB  disk: san  nic eth0 -> lan via vmnic0 }
${alone}`);
  expect(after).toContain('vm Server2 on H4 { memory: 16 GB  disk: san  nic eth0 -> lan via vmnic0 }');
});

test('with DRS the backup is kept apart and not moved under load', async () => {
  const after = await fixed(
    `${farm('ha { respect-anti-affinity: on }\n  drs { mode: fully-automated }\n  host H0 { memory: 64 GB  storage: san  nic vmnic0 -> lan }')}
vm IC1 on H1 { disk: san  nic eth0 -> lan via vmnic0  drs: manual }
service Calls : standalone { product: pureconnect.cic  member: IC1 }
`,
  );
  expect(after).toContain('drs: manual }\nvm IC2 on H0 { disk: san  nic eth0 -> lan via vmnic0  drs: manual }');
  expect(after).toContain('drs { mode: fully-automated  keep apart IC1, IC2 across hosts }');
});

test('there is no fix where there is no other host', async () => {
  const { findings } = await checked(
    `network lan
cluster Farm { ha  host H1 { nic vmnic0 -> lan } }
vm Server on H1 { nic eth0 -> lan }
${alone}`,
    options,
  );
  expect(findings.map(({ fixes }) => fixes)).toEqual([[]]);
});
