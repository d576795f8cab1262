import { expect, test } from 'vitest';
import rule from '../../../engine/rules/topology/pair-same-host.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import * as read from '../../support/rules.ts';

const options = { rules: [rule] };
const checked = (text: string) => read.checked(text, options);
const expectMarked = (text: string) => read.expectMarked(text, options);
const firstFixed = async (text: string) => applied(text, (await checked(text)).findings[0]?.fixes[0]?.edits ?? []);

const farm = `site S {
  network lan
  storage san { kind: san }
  cluster Farm {
    ha
    host H1 { memory: 64 GB  storage: san  nic vmnic0 -> lan }
    host H2 { memory: 64 GB  storage: san  nic vmnic0 -> lan }
    host H3 { memory: 64 GB  storage: san  nic vmnic0 -> lan }
  }
}
`;

test('speaks at the later member, with the earlier one, the service and the host beside it', async () => {
  const [finding] = await expectMarked(`${farm}
vm A on H1 { disk: san  nic eth0 -> lan }
vm B on H1 { disk: san  nic eth0 -> lan }
//      ^^ topology/pair-same-host
service Pair : switchover { primary: A  backup: B }
`);
  expect(finding?.message).toBe(
    'A and B share H1: when it fails both are lost and nobody takes over (Pair, switchover). Place B on another host.',
  );
  expect(finding?.related.map(({ message }) => message)).toEqual([
    'A runs on H1 too.',
    'Pair is redundant by these members.',
    'H1 carries them together.',
  ]);
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move B to H2']);
});

test.each([
  ['duplication', 'active: A  standby: B'],
  ['switchover', 'primary: A  backup: B'],
  ['geo-redundant', 'primary: A  secondary: B'],
  ['survivable-core', 'main: A  survivable: B'],
  ['active-active', 'members: A, B'],
  ['n-plus-one', 'members: A  spares: B'],
])('holds for the members of a %s service', async (mode, members) => {
  await expectMarked(`${farm}
vm A on H2 { disk: san  nic eth0 -> lan }
vm B on H2 { disk: san  nic eth0 -> lan }
//      ^^ topology/pair-same-host
service Pair : ${mode} { ${members} }
`);
});

test('holds for the owners of a failover group that are VMs', async () => {
  await expectMarked(`${farm}
vm A on H2 { disk: san  nic eth0 -> lan }
vm B on H2 { disk: san  nic eth0 -> lan }
//      ^^ topology/pair-same-host
failover-cluster F { nodes: A, B  networks: lan  quorum: disk san }
service Pair : failover-group { cluster: F  owners: A, B }
`);
});

test('each member beyond the first is reported, and each fix mends one', async () => {
  const text = `${farm}
vm A on H1 { disk: san  nic eth0 -> lan }
vm B on H1 { disk: san  nic eth0 -> lan }
//      ^^ topology/pair-same-host
vm C on H1 { disk: san  nic eth0 -> lan }
//      ^^ topology/pair-same-host
service Three : active-active { members: A, B, C }
`;
  const findings = await expectMarked(text);
  expect(findings[1]?.message).toContain(
    'A, B and C share H1: when it fails all of them are lost and nobody takes over',
  );
  const after = await checked(await firstFixed(text));
  expect(after.findings.map(({ message }) => message)).toEqual([
    'A and C share H1: when it fails both are lost and 1 of 3 members is left (Three, active-active). Place C on another host.',
  ]);
});

test('spares do not stand in for each other, nor do members of n-plus-one', async () => {
  await expectMarked(`${farm}
vm A on H1 { disk: san  nic eth0 -> lan }
vm B on H1 { disk: san  nic eth0 -> lan }
vm C on H2 { disk: san  nic eth0 -> lan }
vm D on H2 { disk: san  nic eth0 -> lan }
service N : n-plus-one { members: A, B  spares: C, D }
`);
});

test('a member that is a service counts where the loss of the host alone takes it down', async () => {
  const services = `service Left : standalone { member: A }
service Right : standalone { member: B }
//      ^^^^^ topology/pair-same-host
service Both : active-active { members: Left, Right }
`;
  await expectMarked(`${farm}vm A on H1 { disk: san  nic eth0 -> lan }
vm B on H1 { disk: san  nic eth0 -> lan }
${services}`);
  // each side survives H1 with its other member
  await expectMarked(`${farm}
vm A1 on H1 { disk: san  nic eth0 -> lan }
vm A2 on H2 { disk: san  nic eth0 -> lan }
vm B1 on H1 { disk: san  nic eth0 -> lan }
vm B2 on H3 { disk: san  nic eth0 -> lan }
service Main : switchover { primary: A1  backup: A2 }
service Second : switchover { primary: B1  backup: B2 }
service Core : survivable-core { main: Main  survivable: Second }
`);
});

test('dedicated servers, and services that need no partner, are left alone', async () => {
  await expectMarked(`${farm}
server P { nic lan0 -> lan }
server Q { nic lan0 -> lan }
vm A on H1 { disk: san  nic eth0 -> lan }
service Pair : switchover { primary: P  backup: Q }
service Mixed : active-active { members: A, P }
service One : standalone { member: A }
`);
});

test('the fix passes over hosts without room, storage or network, and those that break a rule', async () => {
  const text = `site S {
  network lan
  network voice
  storage san { kind: san }
  storage other { kind: san }
  cluster Farm {
    host H1 { memory: 64 GB  storage: san  nic vmnic0 -> voice }
    host Full { memory: 8 GB  storage: san  nic vmnic0 -> voice }
    host Blind { memory: 64 GB  storage: other  nic vmnic0 -> voice }
    host Deaf { memory: 64 GB  storage: san  nic vmnic0 -> lan }
    host Taken { memory: 64 GB  storage: san  nic vmnic0 -> voice }
    host Good { memory: 64 GB  storage: san  nic vmnic0 -> voice }
  }
}
vm A on H1 { memory: 16 GB  disk: san  nic eth0 -> voice }
vm B on H1 { memory: 16 GB  disk: san  nic eth0 -> voice }
//      ^^ topology/pair-same-host
vm C on Taken { memory: 16 GB  disk: san  nic eth0 -> voice }
service Pair : switchover { primary: A  backup: B }
service Other : switchover { primary: B  backup: C }
`;
  const [finding] = await expectMarked(text);
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move B to Good']);
});

test('there is no fix where no host will do', async () => {
  const [finding] = await expectMarked(`network lan
host H1 { nic vmnic0 -> lan }
vm A on H1 { nic eth0 -> lan }
vm B on H1 { nic eth0 -> lan }
//      ^^ topology/pair-same-host
service Pair : switchover { primary: A  backup: B }
`);
  expect(finding?.fixes).toEqual([]);
});

test('says what is lost: calls where a takeover would have kept them', async () => {
  const [finding] = await expectMarked(`${farm}
vm CMVM_01 on H1 { disk: san  nic eth0 -> lan }
vm CMVM_02 on H1 { disk: san  nic eth0 -> lan }
//            ^^ topology/pair-same-host
service CommunicationManager : duplication { product: avaya.communication-manager  active: CMVM_01  standby: CMVM_02 }
`);
  expect(finding?.message).toBe(
    'CMVM_01 and CMVM_02 share H1: when it fails both are lost and calls drop (CommunicationManager, duplication). Place CMVM_02 on another host.',
  );
});

test('a VM under Fault Tolerance is lost only with both its hosts', async () => {
  const pair = (secondary: string) => `${farm}
vm A on H1 { disk: san  nic eth0 -> lan  ft { secondary: ${secondary} } }
vm B on H1 { disk: san  nic eth0 -> lan }
service Pair : active-active { members: A, B }
`;
  expect((await checked(pair('H2'))).findings).toEqual([]);
  expect((await checked(pair('H1'))).findings).toHaveLength(1);
});

test('one machine behind both members is no matter of placement', async () => {
  await expectMarked(`${farm}
vm A on H1 { disk: san  nic eth0 -> lan }
service One : standalone { member: A }
service Pair : switchover { primary: A  backup: One }
`);
});

test('the members of a large pool on one host are told together', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `V${index}`);
  const { findings } = await checked(
    `${farm}${names.map((name) => `vm ${name} on H1 { disk: san  nic eth0 -> lan }\n`).join('')}
service Pool : active-active { members: ${names.join(', ')} }
`,
  );
  expect(findings).toHaveLength(8);
  expect(findings[7]?.message).toContain('V0, V1, V2, V3, V4 and 25 more share H1: when it fails all of them are lost');
  expect(findings[7]?.related.length).toBeLessThan(12);
});
