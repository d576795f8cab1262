import { expect, test } from 'vitest';
import { checked, expectMarked, firstFixed } from '../../support/avaya.ts';
import { cmPair, cmVm, dataCenter, esxi } from '../../support/duplication.ts';
import { exampleText } from '../../support/topology.ts';

const pair = `${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}${cmPair()}`;
const bare =
  (...without: string[]) =>
  (name: string) =>
    without.includes(name) ? `host ${name} { storage: san  nic vmnic0 -> lan for management }` : esxi(name);

test('a host of a restart without the uplink is named, at the adapter that needs it', async () => {
  const text = `${dataCenter({ hosts: bare('Host3') })}${cmVm('CM2', 'Host2')}${cmPair()}
vm CM1 on Host1 { nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
//                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ avaya/dup-link-on-restart-hosts
`;
  const [finding] = await expectMarked(text);
  expect(finding?.message).toBe(
    'eth2 of CM1 needs vmnic2 on duplication on every host where HA may restart it, and Host3 lacks it: after a restart there CM stays without redundancy. Connect Host3 to duplication.',
  );
  expect(finding?.related[0]?.message).toBe('Host3 has no vmnic2 on duplication.');
  const fixed = await firstFixed(text);
  expect(fixed).toContain('host Host3 { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> duplication }');
  expect((await checked(fixed)).findings).toEqual([]);
});

test.each(['Host1', 'Host2', 'Host3', 'Host4'])('the uplink of %s alone is missed', async (name) => {
  const { findings } = await checked(`${dataCenter({ hosts: bare(name) })}${pair}`);
  expect(findings.map(({ code }) => code)).toEqual(['avaya/dup-link-on-restart-hosts']);
  expect(findings[0]?.message).toMatch(new RegExp(`${name},? (where it runs, )?lacks it`));
  expect(findings[0]?.fixes.map(({ title }) => title)).toEqual([`Add nic vmnic2 -> duplication to ${name}`]);
});

test('several hosts that lack it get it by one fix, for both members', async () => {
  const text = `${dataCenter({ hosts: bare('Host3', 'Host4') })}${pair}`;
  const before = await checked(text);
  expect(before.findings.map(({ code }) => code)).toEqual([
    'avaya/dup-link-on-restart-hosts',
    'avaya/dup-link-on-restart-hosts',
  ]);
  const after = await checked(await firstFixed(text));
  expect([...after.findings, ...after.diagnostics]).toEqual([]);
});

test('what all hosts of a template lack is added to the template, what one lacks to it alone', async () => {
  const text = exampleText('avaya-duplication').replace('    nic vmnic2 -> duplication\n', '');
  expect(await firstFixed(text)).toBe(exampleText('avaya-duplication'));
  const one = exampleText('avaya-duplication').replace(
    'host Host3 : Esxi',
    'host Host3 { cpu: 16  memory: 128 GB  version: 7.0  storage: san  nic vmnic0 -> lan for management }',
  );
  const fixed = await firstFixed(one);
  expect(fixed).toContain('nic vmnic0 -> lan for management  nic vmnic2 -> duplication }');
  expect(fixed).toContain('    nic vmnic2 -> duplication\n  }');
});

test('without HA on the cluster, and for a VM that is not restarted, its own host alone counts', async () => {
  await expectMarked(`${dataCenter({ hosts: bare('Host3'), ha: '' })}${pair}`);
  const left = cmVm('CM1', 'Host1').replace('disk: san', 'restart-priority: disabled  disk: san');
  await expectMarked(`${dataCenter({ hosts: bare('Host3') })}${left}${cmVm('CM2', 'Host2')}${cmPair()}`);
});

test('a host to which a must rule never lets the VM is no host of a restart', async () => {
  const drs = 'ha  drs { keep CM1 on Host1, Host5 must }';
  const hosts = (name: string) => (name === 'Host3' ? `${bare('Host3')(name)}\n    ${esxi('Host5')}` : esxi(name));
  const centre = dataCenter({ hosts, ha: 'ha' }).replace('ha\n    host Host1', `${drs}\n    host Host1`);
  await expectMarked(`${centre}${pair}`);
});

test('an adapter that is cabled elsewhere is told, and another that fits everywhere is offered', async () => {
  const hosts = (name: string) =>
    name === 'Host3'
      ? 'host Host3 { storage: san  nic vmnic0 -> lan  nic vmnic2 -> lan  nic vmnic4 -> duplication }'
      : `host ${name} { storage: san  nic vmnic0 -> lan  nic vmnic2 -> duplication  nic vmnic4 -> duplication }`;
  const { findings } = await checked(`${dataCenter({ hosts })}${pair}`);
  expect(findings.map(({ code }) => code)).toEqual(['avaya/dup-link-on-restart-hosts']);
  expect(findings[0]?.related[0]?.message).toBe('vmnic2 of Host3 is cabled to lan, not to duplication.');
  expect(findings[0]?.fixes.map(({ title }) => title)).toEqual(['Use vmnic4 for eth2 of CM1']);
});

test('without via, any adapter on the network will do', async () => {
  const hosts = (name: string) => `host ${name} { storage: san  nic vmnic0 -> lan  nic up${name} -> duplication }`;
  const nics = 'nic eth0 -> lan  nic eth2 -> duplication';
  await expectMarked(`${dataCenter({ hosts })}${cmVm('CM1', 'Host1', nics)}${cmVm('CM2', 'Host2', nics)}${cmPair()}`);
});

test('an uplink to a switch that carries the network is one', async () => {
  const hosts = (name: string) =>
    `host ${name} { storage: san  nic vmnic0 -> lan  nic vmnic2 -> ${name === 'Host1' ? 'west' : 'east'} }`;
  const centre = dataCenter({ hosts, more: '  switch west\n  switch east\n  link between1 between west, east\n' });
  await expectMarked(`${centre.replace('{ dedicated }', '{ dedicated  switches: west, east }')}${pair}`);
});

test('an adapter whose network does not resolve is reported by the language alone', async () => {
  const hosts = (name: string) =>
    name === 'Host3' ? esxi(name).replace('-> duplication', '-> duplicaton') : esxi(name);
  expect((await checked(`${dataCenter({ hosts })}${pair}`)).findings).toEqual([]);
});
