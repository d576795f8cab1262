import { expect, test } from 'vitest';
import rule from '../../../engine/rules/topology/pair-same-rack.ts';
import { expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };

const farm = `site S {
  rack R1
  rack R2
  rack R3
  network lan
  storage san { kind: san }
  cluster Farm {
    host H1 { rack: R1  memory: 64 GB  storage: san  nic vmnic0 -> lan }
    host H2 { rack: R1  memory: 64 GB  storage: san  nic vmnic0 -> lan }
    host H3 { rack: R2  memory: 8 GB  storage: san  nic vmnic0 -> lan }
    host H4 { rack: R2  memory: 64 GB  storage: san  nic vmnic0 -> lan }
    host H5 { rack: R3  memory: 64 GB  storage: san  nic vmnic0 -> lan }
    host H6 { memory: 64 GB  storage: san  nic vmnic0 -> lan }
  }
}
`;
const vm = (name: string, host: string, more = '') =>
  `vm ${name} on ${host} { memory: 16 GB  disk: san  nic eth0 -> lan via vmnic0${more} }`;

test('names the rack and what is lost, and offers the first good host of every other rack', async () => {
  const [finding] = await expectMarked(
    `${farm}
${vm('A', 'H1')}
${vm('B', 'H2')}
//      ^^ topology/pair-same-rack
service Pair : duplication { active: A  standby: B }
`,
    options,
  );
  expect(finding?.message).toBe(
    'A and B share rack R1: when it fails both are lost and calls drop (Pair, duplication). Place B in another rack.',
  );
  expect(finding?.related.map(({ message }) => message)).toEqual([
    'A stands in R1 too.',
    'Pair is redundant by these members.',
    'R1 holds them together.',
  ]);
  // H3 has no room, and where H6 stands is not stated
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move B to H4 in R2', 'Move B to H5 in R3']);
});

test('the earlier member is moved where the later one cannot be', async () => {
  const [server] = await expectMarked(
    `${farm}
${vm('A', 'H1')}
server P { rack: R1  nic lan0 -> lan }
//         ^^^^^^^^ topology/pair-same-rack
service Pair : switchover { primary: A  backup: P }
`,
    options,
  );
  expect(server?.fixes.map(({ title }) => title)).toEqual(['Move A to H4 in R2', 'Move A to H5 in R3']);
});

test('a host, an unknown rack, and members that need no partner are not its to say', async () => {
  await expectMarked(
    `${farm}
${vm('A', 'H1')}
${vm('B', 'H1')}
${vm('C', 'H6')}
${vm('D', 'H4')}
service OnOneHost : switchover { primary: A  backup: B }
service Unknown : switchover { primary: A  backup: C }
service Apart : switchover { primary: A  backup: D }
service One : standalone { member: A }
`,
    options,
  );
});

test('a member that is a service counts where the rack alone takes it down', async () => {
  const members = (second: string) => `${farm}
${vm('A1', 'H1')}
${vm('A2', 'H2')}
${vm('B1', 'H1')}
${vm('B2', second)}
`;
  await expectMarked(
    `${members('H4')}service Right : active-active { members: B1, B2 }
service Left : standalone { member: A2 }
service Both : active-active { members: Left, Right }
`,
    options,
  );
  const [finding] = await expectMarked(
    `${members('H4')}service Right : standalone { member: B1 }
service Left : standalone { member: A2 }
//      ^^^^ topology/pair-same-rack
service Both : active-active { members: Right, Left, B2 }
`,
    options,
  );
  expect(finding?.message).toContain('1 of 3 members is left (Both, active-active)');
  expect(finding?.fixes[0]?.title).toBe('Move A2 to H4 in R2');
});

test('the two copies under Fault Tolerance stand in two racks, and count as one member by both', async () => {
  const [finding] = await expectMarked(
    `${farm}
${vm('A', 'H1', '  ft { secondary: H2 }')}
//                                                                      ^^^^^^^^^^^^^ topology/pair-same-rack
`,
    options,
  );
  expect(finding?.message).toContain('H1 and H2, which carry the two copies of A, share rack R1');
  // without HA there is no other host that the copy could be placed on
  expect(finding?.fixes).toEqual([]);
  const [withHa] = await expectMarked(
    `${farm.replace('cluster Farm {', 'cluster Farm {\n    ha')}
${vm('A', 'H1', '  ft { secondary: H2 }')}
//                                                                      ^^^^^^^^^^^^^ topology/pair-same-rack
`,
    options,
  );
  expect(withHa?.fixes.map(({ title }) => title)).toEqual(['Place the secondary of A on H4']);
  await expectMarked(
    `${farm}
${vm('A', 'H1', '  ft { secondary: H4 }')}
${vm('B', 'H2')}
service Pair : active-active { members: A, B }
`,
    options,
  );
});
