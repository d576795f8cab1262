import { expect, test } from 'vitest';
import { checked, expectMarked, firstFixed } from '../../support/avaya.ts';
import { cmPair, cmVm, dataCenter } from '../../support/duplication.ts';

/** Every adapter cabled to one switch that carries both networks, so that any may carry any. */
const centre = (
  hosts = (name: string) => `host ${name} { storage: san  nic vmnic0 -> core  nic vmnic2 -> core }`,
  more = '',
) =>
  dataCenter({ hosts, more: `  switch core\n${more}` })
    .replace('network lan', 'network lan { switches: core }')
    .replace('{ dedicated }', '{ dedicated  switches: core }');
const pair = `${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}${cmPair()}`;

test('a VM that runs, or may be restarted, on a host of a member and goes over its uplink is reported there', async () => {
  const text = `${centre()}${pair}
vm Files on Host3 { nic eth0 -> lan via vmnic2 }
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^ avaya/dup-link-dedicated-uplink
`;
  const [finding] = await expectMarked(text);
  expect(finding?.message).toBe(
    'eth0 of Files (lan) goes over vmnic2 of Host1 and Host3, which carries the duplication of CM: other traffic there delays the mirroring of calls. Use another adapter.',
  );
  expect(await firstFixed(text)).toContain('vm Files on Host3 { nic eth0 -> lan via vmnic0 }');
});

test('of a team, the uplink of the duplication is left out', async () => {
  const text = `${centre()}${pair}vm Files on Host3 { nic eth0 -> lan via vmnic0, vmnic2 }\n`;
  expect(await firstFixed(text)).toContain('vm Files on Host3 { nic eth0 -> lan via vmnic0 }');
});

test('a member of the pair may not use its own uplink for another network either', async () => {
  const members = `${cmVm('CM1', 'Host1', 'nic eth0 -> lan via vmnic2  nic eth2 -> duplication via vmnic2')}${cmVm('CM2', 'Host2')}`;
  const { findings } = await checked(`${centre()}${members}${cmPair()}`);
  expect(findings.map(({ message }) => message.slice(0, 38))).toEqual(['eth0 of CM1 (lan) goes over vmnic2 of ']);
});

test('another machine on the dedicated network shares the uplink, and has no other way', async () => {
  const [finding] = await expectMarked(`${dataCenter()}${pair}
vm Probe on Host2 { nic eth0 -> duplication via vmnic2 }
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ avaya/dup-link-dedicated-uplink
`);
  expect(finding?.fixes).toEqual([]);
});

test('without via, a VM shares the uplink only where there is no other adapter on its network', async () => {
  await expectMarked(`${centre()}${pair}
vm Files on Host3 { nic eth0 -> lan }
`);
  await expectMarked(`${centre((name) => `host ${name} { storage: san  nic vmnic0 -> closet  nic vmnic2 -> core }`, '  network closet\n')}
${cmVm('CM1', 'Host1', 'nic eth2 -> duplication via vmnic2')}${cmVm('CM2', 'Host2', 'nic eth2 -> duplication via vmnic2')}${cmPair()}
vm Files on Host3 { nic eth0 -> lan }
//                  ^^^^^^^^^^^^^^^ avaya/dup-link-dedicated-uplink
`);
});

test('VMs elsewhere may use an adapter of the same name, and the partner the same uplink', async () => {
  const elsewhere = `  host Host9 { storage: san  nic vmnic0 -> core  nic vmnic2 -> core }\n`;
  await expectMarked(`${centre(undefined, elsewhere)}${pair}
vm Files on Host9 { nic eth0 -> lan via vmnic2 }
`);
  const shared = `${dataCenter({ ha: '' })}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host3')}${cmPair()}`;
  await expectMarked(shared);
});

test('what the hypervisor uses the uplink for is reported once, at the first host', async () => {
  const hosts = (name: string) =>
    `host ${name} { storage: san  nic vmnic0 -> lan  nic vmnic2 -> duplication for vmotion }`;
  const { findings } = await checked(`${dataCenter({ hosts })}${pair}`);
  expect(findings.map(({ code, message }) => [code, message])).toEqual([
    [
      'avaya/dup-link-dedicated-uplink',
      'vmnic2 of Host1, Host3, Host2 and Host4 carries the duplication of CM and is used for vmotion too: that traffic delays the mirroring of calls. Use another adapter for vmotion.',
    ],
  ]);
  expect(findings[0]?.related.length).toBe(4);
  expect(findings[0]?.fixes).toEqual([]);
});

test('where every host has another adapter for that use, the fix leaves the uplink to the duplication', async () => {
  const hosts = (name: string) =>
    `host ${name} { storage: san  nic vmnic0 -> lan for management, vmotion  nic vmnic2 -> duplication for vmotion { speed: 1 Gbps } }`;
  const text = `${dataCenter({ hosts })}${pair}`;
  const fixed = await firstFixed(text);
  expect(fixed).toContain('nic vmnic2 -> duplication { speed: 1 Gbps } }');
  expect((await checked(fixed)).findings).toEqual([]);
});

test('a template that all hosts take is mended once; of one that some take, the owners state it anew', async () => {
  const template = (name: string) =>
    `  template ${name} { storage: san  nic vmnic0 -> lan for vmotion  nic vmnic2 -> duplication for vmotion }\n`;
  const all = dataCenter({ hosts: (name) => `host ${name} : Esxi`, more: template('Esxi') });
  expect(await firstFixed(`${all}${pair}`)).toContain('nic vmnic2 -> duplication }');
  const some = dataCenter({ hosts: (name) => `host ${name} : Esxi`, more: `${template('Esxi')}  host Host9 : Esxi\n` });
  const fixed = await firstFixed(`${some}${pair}`);
  expect(fixed).toContain('nic vmnic2 -> duplication for vmotion }');
  expect(fixed).toContain('host Host1 : Esxi { nic vmnic2 -> duplication }');
  expect((await checked(fixed)).findings).toEqual([]);
});

test('an adapter that comes from the template of a VM is overridden in the VM', async () => {
  const text = `${centre()}${pair}
template Small { nic eth0 -> lan via vmnic2 }
vm Files on Host3 : Small
vm Mail on Host9 : Small
host Host9 { nic vmnic2 -> core }
`;
  const fixed = await firstFixed(text);
  expect(fixed).toContain('vm Files on Host3 : Small { nic eth0 -> lan via vmnic0 }');
  expect(fixed).toContain('template Small { nic eth0 -> lan via vmnic2 }');
  expect((await checked(fixed)).findings).toEqual([]);
});

test('what two uplinks carry is said of both', async () => {
  const { findings } = await checked(`
switch w1
switch w2
network lan
network sync { dedicated  switches: w1, w2 }
network back { switches: w1, w2 }
template E { nic p0 -> lan for management  nic p1 -> w1  nic p2 -> w2 }
cluster C { ha  host a : E  host b : E }
cluster D { ha  host c : E  host d : E }
vm A on a { nic e -> lan via p0  nic f -> sync via p1, p2 }
vm B on c { nic e -> lan via p0  nic f -> sync via p1, p2 }
vm Backup on d { nic e -> back }
service T : duplication { product: avaya.communication-manager  active: A  standby: B  link: sync }
`);
  expect(findings.map(({ message }) => message.slice(0, 93))).toEqual([
    'e of Backup (back) goes over p1 and p2 of c and d, which carry the duplication of T: other tr',
  ]);
});

test('pairs that share an uplink are reported once an adapter, with the pairs that it meets', async () => {
  const count = 9;
  const numbers = Array.from({ length: count }, (_, index) => index);
  const text = [
    dataCenter({ more: '' }),
    ...numbers.flatMap((index) => [
      cmVm(`A${index}`, 'Host1').trimEnd(),
      cmVm(`B${index}`, 'Host2').trimEnd(),
      `service S${index} : duplication { product: avaya.communication-manager  active: A${index}  standby: B${index}  link: duplication }`,
    ]),
    'vm Probe on Host1 { nic eth0 -> duplication via vmnic2 }',
  ].join('\n');
  const { findings } = await checked(text);
  expect(findings.map(({ code }) => code)).toEqual(
    Array.from({ length: 2 * count + 1 }, () => 'avaya/dup-link-dedicated-uplink'),
  );
  expect(findings[0]?.message).toContain('the duplication of S1, S2, S3, S4, S5 and 3 more:');
  expect(findings.at(-1)?.message).toContain('the duplication of S0, S1, S2, S3, S4 and 4 more:');
  expect(findings.every(({ related }) => related.length === 4)).toBe(true);
});
