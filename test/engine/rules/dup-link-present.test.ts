import { expect, test } from 'vitest';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked, firstFixed } from '../../support/avaya.ts';
import { cmPair, cmVm, dataCenter, esxi } from '../../support/duplication.ts';
import { exampleText } from '../../support/topology.ts';

const lan = 'nic eth0 -> lan via vmnic0';

test.each([
  ['CMVM_01', 34],
  ['CMVM_02', 40],
])('the line that connects %s, left out of the example, comes back to the letter', async (name, line) => {
  const text = exampleText('avaya-duplication');
  const lines = text.split('\n');
  expect(lines[line - 1]).toBe('  nic eth2 -> duplication via vmnic2');
  const broken = [...lines.slice(0, line - 1), ...lines.slice(line)].join('\n');
  const { findings } = await checked(broken);
  expect(findings.map(({ code, start, end }) => [code, broken.slice(start, end)])).toEqual([
    ['avaya/dup-link-present', name],
  ]);
  expect(findings[0]?.message).toMatch(
    /^CMVM_0\d has no adapter on duplication, the duplication link of CommunicationManager/,
  );
  expect(findings[0]?.fixes[0] && applied(broken, findings[0].fixes[0].edits)).toBe(text);
});

test('both members without an adapter: both are connected, by names that are free', async () => {
  const text = `${dataCenter()}${cmVm('CM1', 'Host1', lan)}${cmVm('CM2', 'Host2', lan)}${cmPair()}`;
  const { findings } = await checked(text);
  expect(findings.map(({ code }) => code)).toEqual(['avaya/dup-link-present', 'avaya/dup-link-present']);
  expect(findings[0]?.fixes[0]?.title).toBe('Add nic eth1 -> duplication via vmnic2 to CM1');
});

test('the adapter is one that every host of a restart has on the network', async () => {
  const hosts = (name: string) =>
    name === 'Host4'
      ? 'host Host4 { storage: san  nic vmnic0 -> lan  nic vmnic3 -> duplication  nic vmnic5 -> duplication }'
      : 'host HOST { storage: san  nic vmnic0 -> lan  nic vmnic4 -> duplication  nic vmnic5 -> duplication }'.replace(
          'HOST',
          name,
        );
  const one = cmVm('CM1', 'Host1', `${lan}  nic eth2 -> duplication via vmnic4`);
  const text = `${dataCenter({ hosts })}${one}${cmVm('CM2', 'Host2', lan)}${cmPair()}`;
  expect((await checked(text)).findings[0]?.fixes[0]?.title).toBe('Add nic eth2 -> duplication via vmnic5 to CM2');
});

test('where each host has another name for it, the adapter names none', async () => {
  const hosts = (name: string) => `host ${name} { storage: san  nic vmnic0 -> lan  nic up${name} -> duplication }`;
  const text = `${dataCenter({ hosts })}${cmVm('CM1', 'Host1', `${lan}  nic eth2 -> duplication`)}${cmVm('CM2', 'Host2', lan)}${cmPair()}`;
  expect((await checked(text)).findings[0]?.fixes[0]?.title).toBe('Add nic eth2 -> duplication to CM2');
});

test('a physical adapter that others use is passed over, and without another there is no fix', async () => {
  const hosts = (name: string) =>
    `host ${name} { storage: san  nic vmnic0 -> core  nic vmnic2 -> core  nic vmnic3 -> core }`;
  const centre = dataCenter({ hosts, more: '  switch core\n' })
    .replace('network lan', 'network lan { switches: core }')
    .replace('{ dedicated }', '{ dedicated  switches: core }');
  const other = (via: string) => `vm Files on Host4 { disk: san  nic eth0 -> lan via ${via} }\n`;
  const pair = `${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2', lan)}${cmPair()}`;
  const titles = async (via: string) =>
    (await checked(`${centre}${other(via)}${pair}`)).findings.flatMap(({ fixes }) => fixes.map(({ title }) => title));
  expect(await titles('vmnic0')).toEqual(['Add nic eth2 -> duplication via vmnic2 to CM2']);
  expect(await titles('vmnic2')).toEqual(['Add nic eth2 -> duplication via vmnic3 to CM2']);
  expect(await titles('vmnic0, vmnic2, vmnic3')).toEqual([]);
});

test('dedicated servers are connected like VMs', async () => {
  const text = `${dataCenter()}server CM1 { nic lan0 -> lan  nic lan1 -> duplication }
server CM2 { nic lan0 -> lan }
//     ^^^ avaya/dup-link-present
${cmPair()}`;
  await expectMarked(text);
  expect(await firstFixed(text)).toContain('server CM2 { nic lan0 -> lan  nic lan1 -> duplication }');
});

test('members that are services are looked through to their machines', async () => {
  const text = `${dataCenter()}${cmVm('V1', 'Host1')}${cmVm('V2', 'Host2', lan)}
service CM1 : standalone { member: V1 }
service CM2 : standalone { member: V2 }
${cmPair()}`;
  const { findings } = await checked(text);
  expect(findings.map(({ code, message }) => [code, message.slice(0, 17)])).toEqual([
    ['avaya/dup-link-present', 'V2 has no adapter'],
  ]);
});

test('no link: the private network that joins both members is named', async () => {
  const text = `${dataCenter()}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}${cmPair('')}`;
  const { findings } = await checked(text);
  expect(findings[0]?.message).toMatch(/^CM states no duplication link, so CM1 and CM2 mirror nothing/);
  expect(await firstFixed(text)).toContain('standby: CM2  link: duplication }');
});

test('no link, and members that are on no private network: both are connected to the one that all hosts have', async () => {
  const text = `${dataCenter()}${cmVm('CM1', 'Host1', lan)}${cmVm('CM2', 'Host2', lan)}${cmPair('')}`;
  const fixed = await firstFixed(text);
  expect(fixed).toContain('standby: CM2  link: duplication }');
  expect(fixed.match(/nic eth1 -> duplication via vmnic2 }/g)).toHaveLength(2);
  const after = await checked(fixed);
  expect([...after.findings, ...after.diagnostics]).toEqual([]);
});

test('no link, and no private network that could join the members: nothing is guessed', async () => {
  const hosts = (name: string) => `host ${name} { storage: san  nic vmnic0 -> lan }`;
  const text = `${dataCenter({ hosts })}${cmVm('CM1', 'Host1', lan)}${cmVm('CM2', 'Host2', lan)}${cmPair('')}`;
  expect((await checked(text)).findings.map(({ code, fixes }) => [code, fixes])).toEqual([
    ['avaya/dup-link-present', []],
  ]);
});

test('a link over the network of the clients is not private', async () => {
  const hosts = (name: string) => esxi(name).replace(' for management', '');
  const text = `${dataCenter({ hosts })}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}${cmPair('link: lan')}
vm Mail on Host4 { nic eth0 -> lan }
server Files { nic lan0 -> lan }
endpoint Phones : h323 { on: lan  registers: CM }
`;
  const { findings } = await checked(text);
  const [present] = findings.filter(({ code }) => code === 'avaya/dup-link-present');
  expect(present?.message).toBe(
    'lan carries the duplication of CM but is not private: Phones, Mail and Files are on it too. Give the pair a switch or VLAN of its own.',
  );
  expect(present?.fixes.map(({ title }) => title)).toEqual(['Duplicate over duplication']);
});

test('a network that nobody else is on is private, said or not; two pairs may share one', async () => {
  const quiet = dataCenter().replace('network duplication { dedicated }', 'network duplication');
  await expectMarked(`${quiet}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}${cmPair()}
server P { nic lan0 -> lan  nic lan1 -> duplication }
server Q { nic lan0 -> lan  nic lan1 -> duplication }
service Other : duplication { product: avaya.communication-manager  active: P  standby: Q  link: duplication }
`);
});

test('a cable that joins two networks carries the duplication between them', async () => {
  const centre = dataCenter({
    hosts: (name) =>
      esxi(name).replace('-> duplication', name === 'Host1' || name === 'Host3' ? '-> left' : '-> right'),
    more: '  network left { dedicated }\n  network right { dedicated }\n  link dark between left, right { latency: 2 ms }\n',
  });
  const one = cmVm('CM1', 'Host1', `${lan}  nic eth2 -> left via vmnic2`);
  await expectMarked(
    `${centre}${one}${cmVm('CM2', 'Host2', `${lan}  nic eth2 -> right via vmnic2`)}${cmPair('link: dark')}`,
  );
  const { findings } = await checked(`${centre}${one}${cmVm('CM2', 'Host2', lan)}${cmPair('link: dark')}`);
  expect(findings[0]?.message).toContain('CM2 has no adapter on left and right');
  expect(findings[0]?.fixes[0]?.title).toBe('Add nic eth1 -> right via vmnic2 to CM2');
});

test('other services and other products need no duplication link', async () => {
  const pair = cmPair('').replace('product: avaya.communication-manager', '');
  await expectMarked(`${dataCenter()}${cmVm('CM1', 'Host1', lan)}${cmVm('CM2', 'Host2', lan)}${pair}`);
});

test('a name that does not resolve is reported once, by the language', async () => {
  const typo = `${dataCenter()}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2', `${lan}  nic eth2 -> duplicaton`)}${cmPair()}`;
  expect((await checked(typo)).findings).toEqual([]);
  const link = `${dataCenter()}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}${cmPair('link: duplicaton')}`;
  expect((await checked(link)).findings).toEqual([]);
});

test('what hosts do over the network is no private link either, unless they do it over the adapter of the link', async () => {
  const hosts = (name: string) => `host ${name} { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> lan }`;
  const members = (via: string) =>
    ['CM1 on Host1', 'CM2 on Host2'].map((head) => `vm ${head} { disk: san  nic eth2 -> lan via ${via} }\n`).join('');
  const text = (via: string) =>
    `${dataCenter({ hosts })}${members(via)}${cmPair().replace('link: duplication', 'link: lan')}`;
  const said = async (via: string) =>
    (await checked(text(via))).findings.filter(({ code }) => code === 'avaya/dup-link-present');
  expect((await said('vmnic2')).map(({ message }) => message)).toEqual([
    'lan carries the duplication of CM but is not private: Host1, Host3, Host2 and Host4 are on it too. Give the pair a switch or VLAN of its own.',
  ]);
  expect(await said('vmnic0')).toEqual([]);
});

test.each([
  ['', true],
  ['site South { server b { nic e0 -> lan } }', false],
])('an adapter is added unseen only at the site of the network: %s', async (south, safe) => {
  const near = south ? '' : 'server b { nic e0 -> lan }';
  const text = `network lan
site North { network dup { dedicated }  server a { nic e0 -> lan  nic e1 -> dup }  ${near} }
${south}
service CM : duplication { product: avaya.communication-manager  release: 10.2  active: a  standby: b  link: dup }
`;
  const [finding] = (await checked(text)).findings.filter(({ code }) => code === 'avaya/dup-link-present');
  expect(finding?.fixes.map(({ title, safe }) => [title, safe])).toEqual([['Add nic e1 -> dup to b', safe]]);
});
