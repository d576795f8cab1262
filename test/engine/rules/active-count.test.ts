import { expect, test } from 'vitest';
import rule from '../../../engine/rules/topology/active-count.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };

const machines = `network lan
storage san { kind: san }
host H1 { storage: san  nic vmnic0 -> lan }
host H2 { storage: san  nic vmnic0 -> lan }
server P { nic lan0 -> lan }
vm Other on H2 { disk: san  nic eth0 -> lan }
vm CM1 on H1 { disk: san  nic eth0 -> lan }
vm CM2 on H2 { disk: san  nic eth0 -> lan }
`;

test('one machine behind two members of a pair', async () => {
  const text = `${machines}
service One : standalone { member: CM1 }
service Pair : switchover { primary: One  backup: CM1 }
//                                        ^^^^^^^^^^^ topology/active-count
`;
  const [finding] = await expectMarked(text, options);
  expect(finding?.message).toBe(
    'One (primary) and CM1 (backup) of Pair are one machine, CM1: it cannot be both, and when it fails nobody takes over. Name another machine as backup.',
  );
  // the unused machine whose name is most like that of the member comes first
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Name CM2 as backup of Pair']);
  expect(applied(text, finding?.fixes[0]?.edits ?? [])).toContain('primary: One  backup: CM2');
});

test('a member that lives without the machine is another', async () => {
  await expectMarked(
    `${machines}
service Two : active-active { members: CM1, CM2 }
service Core : survivable-core { main: Two  survivable: CM1 }
service Apart : n-plus-one { members: CM1, P  spares: CM2 }
`,
    options,
  );
});

test('lists keep their other members', async () => {
  const text = `${machines}
service One : standalone { member: CM1 }
service Standby : standalone { member: CM1 }
service N : n-plus-one { members: One, P  spares: Standby }
//                                        ^^^^^^^^^^^^^^^ topology/active-count
service Core : survivable-core { main: One  survivable: P, Standby }
//                                          ^^^^^^^^^^^^^^^^^^^^^^ topology/active-count
`;
  const findings = await expectMarked(text, options);
  expect(applied(text, findings[1]?.fixes[0]?.edits ?? [])).toContain('survivable: P, CM2');
});

test('a server belongs to one pair of a product', async () => {
  const text = `${machines}
service First : duplication { product: avaya.communication-manager  active: CM1  standby: Other }
service Second : duplication { product: avaya.communication-manager  active: P  standby: CM1 }
//                                                                              ^^^^^^^^^^^^ topology/active-count
`;
  const [finding] = await expectMarked(text, options);
  expect(finding?.message).toBe(
    'CM1 is standby of Second and active of First: one Avaya Aura Communication Manager server belongs to one pair, and starts in one role. Name another machine in one of them.',
  );
  expect(finding?.related.map(({ message }) => message)).toEqual(['First names it as active.']);
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Name CM2 as standby of Second']);
});

test('what a machine carries besides may be anything', async () => {
  await expectMarked(
    `${machines}
service First : duplication { product: avaya.communication-manager  active: CM1  standby: CM2 }
service Second : switchover { product: pureconnect.cic  primary: CM2  backup: CM1 }
service Third : switchover { primary: CM1  backup: CM2 }
service Fourth : switchover { primary: CM2  backup: CM1 }
service Core : survivable-core { product: avaya.communication-manager  main: First  survivable: P }
`,
    options,
  );
});

test('active-active with one member, or needing all, is none', async () => {
  const text = `${machines}
service SM : active-active { product: avaya.session-manager  members: CM1  needs-at-least: 1 }
//                                                           ^^^^^^^^^^^^ topology/active-count
service Media : active-active { members: P, Other  needs-at-least: 2 }
//                                                 ^^^^^^^^^^^^^^^^^ topology/active-count
service Fine : active-active { members: P, Other }
`;
  const [alone, allNeeded] = await expectMarked(text, options);
  expect([alone?.severity, allNeeded?.severity]).toEqual(['warning', 'warning']);
  expect([alone?.severityFrom, allNeeded?.severityFrom]).toEqual(['rule', 'rule']);
  expect(alone?.fixes.map(({ title }) => title)).toEqual(['Make CM2 a member of SM', 'Make SM a standalone service']);
  const standalone = applied(text, alone?.fixes[1]?.edits ?? []);
  expect(standalone).toContain('service SM : standalone { product: avaya.session-manager  member: CM1 }');
  expect(allNeeded?.fixes.map(({ title }) => title)).toEqual(['Set needs-at-least to 1']);
  for (const finding of [alone, allNeeded])
    for (const fix of finding?.fixes ?? []) {
      const after = await checked(applied(text, fix.edits), options);
      expect(after.diagnostics).toEqual([]);
      expect(after.findings).toHaveLength(1);
    }
});

test('a member that is redundant itself may be the only one', async () => {
  await expectMarked(
    `${machines}
service Pair : switchover { primary: CM1  backup: CM2 }
service Set : active-active { members: Pair }
`,
    options,
  );
});
