import { expect, test } from 'vitest';
import rule from '../../../engine/rules/pureconnect/host-bound-licence.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };
const farm = (settings: string) => `network lan
cluster Farm {
  ${settings}
  host H1 { nic vmnic0 -> lan }
  host H2 { nic vmnic0 -> lan }
  host H3 { nic vmnic0 -> lan }
}
host Alone { nic vmnic0 -> lan }
`;
const messages = async (text: string) => (await checked(text, options)).findings.map(({ message }) => message);

test('names the hosts, what may bring the VM there, and offers what a licence can be', async () => {
  const text = `${farm('ha')}vm V on H1 { nic eth0 -> lan  licensed: H1 }
//                            ^^^^^^^^^^^^ pureconnect/host-bound-licence
`;
  const [finding] = await expectMarked(text, options);
  expect(finding?.message).toBe(
    'The licence of V is valid on H1 only, and HA may bring V to H2 and H3: there its application does not start. License H2 and H3 too, or bind the licence to V itself.',
  );
  expect(finding?.fixes.map(({ title }) => title)).toEqual([
    'License V for H2 and H3',
    'Bind the licence to V itself',
    'Do not bind the licence of V',
  ]);
  const after = (finding?.fixes ?? []).map(({ edits }) => applied(text, edits));
  expect(after.map((each) => /vm V.*/.exec(each)?.[0])).toEqual([
    'vm V on H1 { nic eth0 -> lan  licensed: H1, H2, H3 }',
    'vm V on H1 { nic eth0 -> lan  licensed: V }',
    'vm V on H1 { nic eth0 -> lan }',
  ]);
  for (const each of after) expect(await messages(each)).toEqual([]);
});

test.each([
  ['HA and DRS', 'ha\n  drs', '', 'HA and DRS may bring V to H2 and H3'],
  ['DRS alone', 'drs { mode: manual }', '', 'DRS may bring V to H2 and H3'],
  ['a must rule', 'ha\n  drs { keep V on H1, H2 must }', '', 'HA and DRS may bring V to H2:'],
  ['a scenario', '', 'scenario "S" { at 0 s migrate V to Alone }\n', 'a migration may bring V to Alone'],
])('%s', async (_, settings, more, words) => {
  const [message] = await messages(`${farm(settings)}vm V on H1 { nic eth0 -> lan  licensed: H1 }\n${more}`);
  expect(message).toContain(words);
});

test('the secondary of Fault Tolerance counts', async () => {
  const text = `${farm('')}vm V on H1 { nic eth0 -> lan  licensed: H1  ft { secondary: H2 } }\n`;
  expect((await messages(text))[0]).toContain('Fault Tolerance may bring V to H2:');
});

test('where it runs from the start', async () => {
  expect(await messages(`${farm('')}vm V on H1 { nic eth0 -> lan  licensed: H2 }\n`)).toEqual([
    'The licence of V is valid on H2 only, and V runs on H1: its application does not start. License H1, or bind the licence to V itself.',
  ]);
});

test.each([
  ['nothing is stated', 'ha', 'vm V on H1 { nic eth0 -> lan }'],
  ['the VM itself is licensed', 'ha\n  drs', 'vm V on H1 { nic eth0 -> lan  licensed: V }'],
  ['all hosts are', 'ha\n  drs', 'vm V on H1 { nic eth0 -> lan  licensed: H1, H2, H3 }'],
  ['nothing moves it', '', 'vm V on H1 { nic eth0 -> lan  licensed: H1 }'],
  ['HA leaves it alone', 'ha', 'vm V on H1 { nic eth0 -> lan  licensed: H1  restart-priority: disabled }'],
  ['DRS leaves it alone', 'drs', 'vm V on H1 { nic eth0 -> lan  licensed: H1  drs: disabled }'],
  ['it is a host alone', 'ha', 'vm V on Alone { nic eth0 -> lan  licensed: Alone }'],
  ['a server is licensed itself', '', 'server P { nic eth0 -> lan  licensed: P }'],
])('is silent where %s', async (_, settings, vm) => {
  expect(await messages(`${farm(settings)}${vm}\n`)).toEqual([]);
});

test('another machine’s licence is none, of a VM and of a server', async () => {
  const text = `${farm('')}vm V on H1 { nic eth0 -> lan  licensed: W }
vm W on H1 { nic eth0 -> lan }
server P { nic eth0 -> lan  licensed: Q }
server Q { nic eth0 -> lan }
`;
  const { findings } = await checked(text, options);
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('The licence of V is valid on W only, and V runs on H1'),
    'The licence of P is valid on Q only, which P is not: its application does not start. License P itself.',
  ]);
  expect(applied(text, findings[1]?.fixes[0]?.edits ?? [])).toContain('licensed: Q, P }');
});

test('a licence that a template gives is stated anew', async () => {
  const text = `${farm('ha')}template Cic { nic eth0 -> lan  licensed: H1 }
vm V on H1 : Cic
`;
  const { findings } = await checked(text, options);
  const after = (findings[0]?.fixes ?? []).map(({ title, edits }) => [title, applied(text, edits)] as const);
  expect(after.map(([title]) => title)).toEqual(['License V for H2 and H3', 'Bind the licence to V itself']);
  for (const [, each] of after) expect(await messages(each)).toEqual([]);
});
