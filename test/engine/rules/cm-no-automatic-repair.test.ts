import { expect, test } from 'vitest';
import rule from '../../../engine/rules/avaya/cm-no-automatic-repair.ts';
import { rules } from '../../../engine/rules/index.ts';
import { checked, firstFixed } from '../../support/avaya.ts';
import { cmPair, cmVm, dataCenter } from '../../support/duplication.ts';

const only = { rules: [rule] };
const messages = async (text: string) => (await checked(text, only)).findings.map(({ message }) => message);
const pair = `${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}${cmPair()}`;

test('neither cluster has HA: both are named once, and the fix switches it on in both', async () => {
  const text = `${dataCenter({ ha: 'drs' })}${pair}`;
  expect(await messages(text)).toEqual([
    'CM1 and CM2 run where no HA restarts them (ClusterA and ClusterB): after the loss of a host CM stays without redundancy until a technician acts, and the next failure ends it. Switch HA on.',
  ]);
  const fixed = await firstFixed(text, only);
  expect(fixed.match(/\bha\b/g)?.length).toBe(2);
  expect(await messages(fixed)).toEqual([]);
});

test('both in one cluster: HA there would break another rule, so that it is not offered', async () => {
  const text = `${dataCenter({ ha: '' })}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host3')}${cmPair()}`;
  const avaya = rules.filter(({ id }) => id.startsWith('avaya/cm-'));
  const found = (await checked(text, { rules: avaya })).findings.filter(({ code }) => code === rule.id);
  expect(found.map(({ fixes }) => fixes.length)).toEqual([0]);
  expect((await checked(text, only)).findings[0]?.fixes.length).toBe(1);
});

test('a host alone cannot be given HA', async () => {
  const text = `network lan
host h1 { nic p -> lan }
host h2 { nic p -> lan }
vm CM1 on h1 { nic e -> lan }
vm CM2 on h2 { nic e -> lan }
${cmPair('')}`;
  const { findings } = await checked(text, only);
  expect(findings[0]?.message).toContain('(h1, in no cluster and h2, in no cluster)');
  expect(findings[0]?.fixes).toEqual([]);
});

test('one member on a host alone beside one with HA', async () => {
  const text = `${dataCenter({ more: '  host Lone { storage: san  nic vmnic0 -> lan  nic vmnic2 -> duplication }\n' })}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Lone')}${cmPair()}`;
  expect(await messages(text)).toEqual([
    expect.stringContaining('CM2 runs where no HA restarts it (Lone, in no cluster)'),
  ]);
});

test('with HA, for dedicated servers and for other products there is nothing to say', async () => {
  expect(await messages(`${dataCenter()}${pair}`)).toEqual([]);
  expect(
    await messages(`${dataCenter({ ha: '' })}${pair.replace('product: avaya.communication-manager', '')}`),
  ).toEqual([]);
  expect(await messages(`network n\nserver CM1 { nic a -> n }\nserver CM2 { nic a -> n }\n${cmPair('')}`)).toEqual([]);
});
