import { expect, test } from 'vitest';
import rule from '../../../engine/rules/vsphere/ha-shared-storage.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import * as read from '../../support/rules.ts';

const options = { rules: [rule] };
const checked = (text: string) => read.checked(text, options);
const expectMarked = (text: string) => read.expectMarked(text, options);
const firstFixed = async (text: string) => applied(text, (await checked(text)).findings[0]?.fixes[0]?.edits ?? []);

const cluster = (ha: string, ...hosts: string[]) => `network lan
storage san { kind: san }
storage old { kind: nas }
storage disk1 { kind: local }
cluster C {
  ${ha}
${hosts.map((storage, index) => `  host H${index + 1} {${storage === '' ? '' : ` storage: ${storage} `}}\n`).join('')}}
`;

test('every host of a restart must see the disk of a VM', async () => {
  const text = `${cluster('ha', 'san', 'old', 'san, old', 'old')}
vm A on H1 { disk: san }
//           ^^^^^^^^^ vsphere/ha-shared-storage
`;
  const [finding] = await expectMarked(text);
  expect(finding?.message).toBe(
    'A lives on san, which H2 and H4 do not see: HA cannot start it there. Connect H2 and H4 to san.',
  );
  const fixed = await firstFixed(text);
  expect(fixed).toContain('host H2 { storage: old, san }');
  expect(fixed).toContain('host H4 { storage: old, san }');
  expect((await checked(fixed)).findings).toEqual([]);
});

test('a host that states no storage is left alone, and so is a VM without a disk', async () => {
  await expectMarked(`${cluster('ha', 'san', '', 'san')}
vm A on H1 { disk: san }
vm B on H1
`);
});

test('each disk counts', async () => {
  const { findings } = await checked(`${cluster('ha', 'san, old', 'san')}vm A on H1 { disk: san, old }\n`);
  expect(findings.map(({ message }) => message.slice(0, 33))).toEqual(['A lives on old, which H2 does not']);
});

test('without HA, and for a VM that is not restarted, its own host is enough', async () => {
  await expectMarked(`${cluster('', 'san', 'old')}vm A on H1 { disk: san }\n`);
  await expectMarked(`${cluster('ha', 'san', 'old')}vm A on H1 { disk: san  restart-priority: disabled }\n`);
  await expectMarked('storage san\nhost H1 { storage: san }\nhost H2\nvm A on H1 { disk: san }\n');
});

test('a must rule that keeps a VM from a host spares that host', async () => {
  await expectMarked(`${cluster('ha  drs { keep A on H1, H2 must }', 'san', 'san', 'old')}vm A on H1 { disk: san }\n`);
});

test('Fault Tolerance needs it without HA as well', async () => {
  const { findings } = await checked(`${cluster('', 'san', 'old')}vm A on H1 { disk: san  ft { secondary: H2 } }\n`);
  expect(findings.map(({ message }) => message)).toEqual([
    'A lives on san, which H2 does not see: Fault Tolerance cannot start it there. Connect H2 to san.',
  ]);
});

test('local storage cannot be shared; the disk goes where every host can follow', async () => {
  const text = `${cluster('ha', 'disk1, old, san', 'san')}
vm A on H1 { disk: disk1 }
//           ^^^^^^^^^^^ vsphere/ha-shared-storage
`;
  const [finding] = await expectMarked(text);
  expect(finding?.message).toBe(
    'A lives on disk1, local storage of one host: HA cannot start it on H2. Place its disk on storage that every host of C sees.',
  );
  expect(await firstFixed(text)).toContain('vm A on H1 { disk: san }');
  expect((await checked(await firstFixed(text))).findings).toEqual([]);
});

test('a storage that comes from a template is kept where a host adds its own', async () => {
  const text = `storage san
storage old
template T { storage: old }
cluster C {
  ha
  host H1 : T { storage: old, san }
  host H2 : T
  host H3 : T { storage: san }
}
vm A on H1 { disk: san }
`;
  const fixed = await firstFixed(text);
  expect(fixed).toContain('host H2 : T { storage: old, san }');
  expect((await checked(fixed)).findings).toEqual([]);
});

test('where all who take a template lack it, it is added there', async () => {
  const text = `storage san
storage old
template T { storage: old }
cluster C {
  ha
  host H1 { storage: san }
  host H2 : T
  host H3 : T
}
vm A on H1 { disk: san }
`;
  expect(await firstFixed(text)).toContain('template T { storage: old, san }');
});

test('Hyper-V is left alone, and so is a storage that does not resolve', async () => {
  await expectMarked(`${cluster('hypervisor: hyper-v  ha', 'san', 'old')}vm A on H1 { disk: san }\n`);
  expect((await checked(`${cluster('ha', 'san', 'sann')}vm A on H1 { disk: san }\n`)).findings).toEqual([]);
});
