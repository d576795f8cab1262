import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/pureconnect/live-migration-nic.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };
const cluster = (one: string, other = one, hypervisor = 'hyper-v') => `network lan
network moves
cluster Farm {
  hypervisor: ${hypervisor}
  ha
  host H1 { ${one} }
  host H2 { ${other} }
}
`;
const guest = (nic: string) => `vm Guest on H1 { nic ${nic} }\n`;
const shared = 'nic a -> lan for management  nic b -> moves for live-migration';
const say = async (text: string) => (await checked(text, options)).findings.map(({ message }) => message);

test('names the adapter, the hosts and who shares it', async () => {
  const [finding] = await expectMarked(
    `${cluster(shared).replace(
      'host H1 { nic a -> lan for management  nic b -> moves for live-migration }',
      `host H1 { nic a -> lan for management  nic b -> moves for live-migration }
//                                                          ^^^^^^^^^^^^^^ pureconnect/live-migration-nic`,
    )}${guest('eth0 -> moves via b')}`,
    options,
  );
  expect(finding?.message).toBe(
    'b of H1 and H2 carries live migration together with guests (Guest): while a VM is moved it crowds them out. Give live migration an adapter of its own.',
  );
  expect(finding?.related.map(({ message }) => message)).toEqual(['H2 uses b for both.', 'eth0 of Guest goes over b.']);
});

describe('guests', () => {
  test.each([
    ['another adapter', 'eth0 -> lan via a', false],
    ['no named adapter, where another could carry it', 'eth0 -> lan', false],
    ['no named adapter, and only this one on the network', 'eth0 -> moves', true],
    ['a name that is on another network there', 'eth0 -> lan via b', false],
  ])('with %s', async (_, nic, isReported) => {
    expect((await say(cluster(shared) + guest(nic))).length).toBe(isReported ? 1 : 0);
  });

  test('count on the hosts where they may run', async () => {
    const other = 'nic a -> lan for management  nic c -> moves for live-migration';
    expect(await say(cluster(other, shared) + guest('eth0 -> moves via b'))).toEqual([
      expect.stringContaining('b of H2 carries live migration together with guests (Guest)'),
    ]);
    const text = cluster(other, shared).replace('  ha\n', '') + guest('eth0 -> moves via b');
    expect(await say(text)).toEqual([]);
  });
});

test.each([
  [
    'vSphere, which has a rule of its own',
    cluster('nic a -> lan for management, live-migration', undefined, 'vsphere'),
  ],
  ['an adapter of its own', cluster(shared)],
  [
    'storage beside it, of which nothing is said',
    cluster('nic a -> lan for management  nic b -> moves for live-migration, storage'),
  ],
  ['a cluster without PureConnect that states none', cluster('nic a -> lan for management') + guest('eth0 -> lan')],
  [
    'one host',
    `network lan\ncluster Farm { hypervisor: hyper-v  host H1 { nic a -> lan for management, live-migration } }\n`,
  ],
])('is silent with %s', async (_, text) => {
  expect(await say(text)).toEqual([]);
});

test('with PureConnect, hosts that state no adapter for it are said as information', async () => {
  const service = 'service Calls : standalone { product: pureconnect.cic  member: Guest }\n';
  const { findings } = await checked(
    cluster('nic a -> lan for management', shared) + guest('eth0 -> lan') + service,
    options,
  );
  expect(findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'info: Farm carries PureConnect, and it is not stated which adapter of H1 carries live migration: it should be one away from the guests and from management. Write "for live-migration" at it.',
  ]);
  // a host of which no adapter is stated says nothing
  expect(await say(cluster('', shared) + guest('eth0 -> lan') + service)).toEqual([]);
});

describe('the fix', () => {
  const fixed = async (text: string) => {
    const fix = (await checked(text, options)).findings[0]?.fixes[0];
    const after = applied(text, fix?.edits ?? []);
    const said = await checked(after, options);
    expect([...said.diagnostics, ...said.findings]).toEqual([]);
    return [fix?.title, ...(after.match(/host .*/g) ?? [])];
  };

  test('leaves management to another adapter that has it', async () => {
    expect(await fixed(cluster('nic a -> lan for management  nic b -> moves for management, live-migration'))).toEqual([
      'Leave management to the other adapters of H1 and H2',
      'host H1 { nic a -> lan for management  nic b -> moves for live-migration }',
      'host H2 { nic a -> lan for management  nic b -> moves for live-migration }',
    ]);
  });

  test('takes an adapter that all hosts have to spare, else adds one', async () => {
    const both = 'nic a -> lan for management, live-migration';
    expect((await fixed(cluster(`${both}  nic c -> moves`)))[1]).toBe(
      'host H1 { nic a -> lan for management  nic c -> moves for live-migration }',
    );
    const [, first, second] = await fixed(cluster(`${both}  nic c -> moves`, `${both}  nic d -> moves`));
    expect(first).toMatch(
      /^host H1 \{ nic a -> lan for management {2}nic c -> moves {2}nic \w+ -> lan for live-migration \}$/,
    );
    expect(second).toMatch(
      /^host H2 \{ nic a -> lan for management {2}nic d -> moves {2}nic \w+ -> lan for live-migration \}$/,
    );
  });
});
