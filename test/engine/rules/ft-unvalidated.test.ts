import { expect, test } from 'vitest';
import rule from '../../../engine/rules/pureconnect/ft-unvalidated.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };
const farm = `network lan
cluster Farm {
  ha
  host H1 { nic vmnic0 -> lan }
  host H2 { nic vmnic0 -> lan }
}
`;

test.each(['cic', 'session-manager', 'media-server'])('holds for pureconnect.%s', async (product) => {
  const [finding] = await expectMarked(
    `${farm}vm V on H1 { nic eth0 -> lan  ft { secondary: H2 } }
//                            ^^^^^^^^^^^^^^^^^^^^ pureconnect/ft-unvalidated
service S : standalone { product: pureconnect.${product}  member: V }
`,
    options,
  );
  expect(finding?.severity).toBe('info');
  expect(finding?.message).toContain('which Genesys has not analysed: test it with this system');
});

test('a VM is told once, however many services it carries', async () => {
  await expectMarked(
    `${farm}template Protected { nic eth0 -> lan  ft }
//                                    ^^ pureconnect/ft-unvalidated
vm V on H1 : Protected
service One : standalone { product: pureconnect.cic  member: V }
service Both : switchover { product: pureconnect.cic  primary: One  backup: P }
server P { nic eth0 -> lan }
`,
    options,
  );
});

test('is silent about VMs without it, other products, and services without one', async () => {
  const { findings } = await checked(
    `${farm}vm V on H1 { nic eth0 -> lan }
vm W on H1 { nic eth0 -> lan  ft { secondary: H2 } }
service One : standalone { product: pureconnect.cic  member: V }
service Two : standalone { product: mitel.mx-one-service-node  member: W }
service Three : standalone { member: W }
`,
    options,
  );
  expect(findings).toEqual([]);
});
