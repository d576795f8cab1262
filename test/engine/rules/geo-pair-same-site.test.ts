import { expect, test } from 'vitest';
import rule from '../../../engine/rules/topology/geo-pair-same-site.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };

const sites = `site Denver {
  network lan
  cluster C1 { host D1 { nic vmnic0 -> lan }  host D2 { nic vmnic0 -> lan } }
  cluster C2 { host D3 { nic vmnic0 -> lan } }
}
site Paris {
  network lan
  cluster C3 { host P1 { nic vmnic0 -> lan }  host P2 { nic vmnic0 -> lan } }
}
link wan between Denver.lan, Paris.lan
`;
const vm = (name: string, host: string) =>
  `vm ${name} on ${host} { nic eth0 -> ${host.startsWith('D') ? 'Denver' : 'Paris'}.lan }\n`;

const says = async (text: string) => (await checked(text, options)).findings.map(({ message }) => message);

test('a geo-redundant pair at one site is marked at its secondary', async () => {
  const [finding] = await expectMarked(
    `${sites}${vm('A', 'D1')}${vm('B', 'D3')}service Geo : geo-redundant { primary: A  secondary: B }
//                                        ^^^^^^^^^^^^ topology/geo-pair-same-site
`,
    options,
  );
  expect(finding?.message).toBe(
    'A and B stand at the same site, Denver: when it fails both are lost and nobody takes over (Geo, geo-redundant). Place B at another site.',
  );
  expect(finding?.related.map(({ message }) => message)).toEqual([
    'A stands at Denver.',
    'B stands at Denver.',
    'Denver holds them together.',
  ]);
});

test('a survivable core counts by the machines of its pairs', async () => {
  const core = (main: readonly [string, string], second: readonly [string, string]) =>
    `${sites}${vm('A1', main[0])}${vm('A2', main[1])}${vm('B1', second[0])}${vm('B2', second[1])}
service CM1 : duplication { active: A1  standby: A2 }
service CM2 : duplication { active: B1  standby: B2 }
service Core : survivable-core { main: CM1  survivable: CM2 }
`;
  expect(await says(core(['D1', 'D3'], ['D2', 'D3']))).toHaveLength(1);
  expect(await says(core(['D1', 'D3'], ['P1', 'P2']))).toEqual([]);
  // neither is lost with one site alone
  expect(await says(core(['D1', 'P1'], ['D2', 'P2']))).toEqual([]);
});

test('a cluster over two sites is one cluster', async () => {
  const text = `site Denver { network lan  rack RD }
site Paris { network lan  rack RP }
link wan between Denver.lan, Paris.lan
cluster Stretched {
  host D1 { rack: RD  nic vmnic0 -> Denver.lan }
  host P1 { rack: RP  nic vmnic0 -> Paris.lan }
}
${vm('A', 'D1')}${vm('B', 'P1')}service Geo : geo-redundant { primary: A  secondary: B }
`;
  const [said, ...others] = await says(text);
  expect(said).toContain('A and B run in the same cluster, Stretched');
  expect(others).toEqual([]);
});

test('a site around both is no common place, one that holds a machine itself is', async () => {
  const inside = (where: string, hosts: string) =>
    `site Company {
  network lan
  ${where}
}
server X { nic lan0 -> lan }
${hosts}service Geo : geo-redundant { primary: A  secondary: B }
`;
  const rooms = 'site North { server A { nic l -> lan } }\n  site South { server B { nic l -> lan } }';
  expect(await says(inside(rooms, ''))).toEqual([]);
  expect(await says(inside('server A { nic l -> lan }\n  site South { server B { nic l -> lan } }', ''))).toHaveLength(
    1,
  );
});

test('where no site is stated it says so, as information', async () => {
  const text = `network lan
server A { nic l -> lan }
server B { nic l -> lan }
service Geo : geo-redundant { primary: A  secondary: B }
`;
  const { findings } = await checked(text, options);
  expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
    [
      'info',
      'Geo is to survive the loss of a site, and the text does not say at which site A and B stand. Declare their hosts in sites, to have this checked.',
    ],
  ]);
  expect(
    await says(
      `${sites}server X { nic l -> Paris.lan }\n${vm('A', 'D1')}service Geo : geo-redundant { primary: A  secondary: X }\n`,
    ),
  ).toEqual([expect.stringContaining('does not say at which site X stands')]);
});

test('a VM is moved where another site carries its network and storage', async () => {
  const text = `site Denver { network lan  host D1 { nic vmnic0 -> stretched }  host D2 { nic vmnic0 -> stretched } }
site Paris { host P1 { nic vmnic0 -> stretched } }
network stretched
vm A on D1 { nic eth0 -> stretched }
vm B on D2 { nic eth0 -> stretched }
service Geo : geo-redundant { primary: A  secondary: B }
`;
  const [finding] = (await checked(text, options)).findings;
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move B to P1']);
});

const set = (name: string, members: string) =>
  `service ${name} : active-active { product: avaya.session-manager  members: ${members} }\n`;
const sms = `${sites}${vm('S1', 'D1')}${vm('S2', 'D3')}${vm('S3', 'P1')}${vm('S4', 'P2')}`;

test('Session Managers: only where the topology has some at another site', async () => {
  expect(await says(`${sms}${set('SM', 'S1, S2')}`)).toEqual([]);
  expect(await says(`${sms}${set('SM', 'S1, S2, S3')}`)).toEqual([]);
  const [said, ...others] = await says(
    `${sms}${set('SM', 'S1, S2')}service Other : standalone { product: avaya.session-manager  member: S3 }\n`,
  );
  expect(said).toBe(
    'All Session Managers of SM (S1 and S2) stand at Denver, though there are others at Paris: when Denver fails nobody takes over its clients. Make one from another site a member of SM.',
  );
  expect(others).toEqual([]);
});

test('a set of Session Managers at each site will do for clients of both', async () => {
  const both = `${sms}${set('East', 'S1, S2')}${set('West', 'S3, S4')}`;
  expect(await says(both)).toHaveLength(2);
  const clients = (registers: string) => `endpoint Phones : sip { on: Denver.lan  registers: ${registers} }\n`;
  expect(await says(both + clients('East, West'))).toEqual([]);
  expect(await says(both + clients('East'))).toHaveLength(2);
});
