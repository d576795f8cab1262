import { expect, test } from 'vitest';
import { checked, expectMarked, firstFixed } from '../../support/avaya.ts';
import { cmPair, cmVm, dataCenter } from '../../support/duplication.ts';

const server = (
  name: string,
) => `server ${name} { cpu: 8  memory: 32 GB  nic lan0 -> lan  nic lan1 -> duplication { speed: 1 Gbps } }
`;

test('two VMs, and two dedicated servers, are of one kind', async () => {
  await expectMarked(`${dataCenter()}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}${cmPair()}`);
  await expectMarked(`${dataCenter()}${server('CM1')}${server('CM2')}${cmPair()}`);
});

test('a server beside a VM becomes a VM like it, apart from it', async () => {
  const text = `${dataCenter()}${cmVm('CM1', 'Host1')}${server('CM2')}${cmPair()}`;
  const fixed = await firstFixed(text);
  expect(fixed).toContain(`vm CM2 on Host2 {
  disk: san
  nic eth0 -> lan via vmnic0
  nic eth2 -> duplication via vmnic2
}`);
  expect((await checked(fixed)).findings).toEqual([]);
});

test('a VM beside a server becomes a server like it', async () => {
  const text = `${dataCenter()}${server('CM1')}${cmVm('CM2', 'Host2')}${cmPair()}`;
  const fixed = await firstFixed(text);
  expect(fixed).toContain(`server CM2 {
  cpu: 8  memory: 32 GB
  nic lan0 -> lan
  nic lan1 -> duplication { speed: 1 Gbps }
}`);
  const after = await checked(fixed);
  expect([...after.findings, ...after.diagnostics]).toEqual([]);
});

test('a VM that a rule of its cluster names stays a VM', async () => {
  const text = `${dataCenter({ ha: 'ha  drs { keep CM2 on Host2, Host4 should }' })}${server('CM1')}${cmVm('CM2', 'Host2')}${cmPair()}`;
  const [finding] = (await checked(text)).findings;
  expect(finding?.code).toBe('avaya/cm-pair-appliance-type');
  expect(finding?.fixes).toEqual([]);
});

test('a system may mix kinds as long as each pair is of one', async () => {
  await expectMarked(`${dataCenter()}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}${cmPair()}
server P { nic lan0 -> lan  nic lan1 -> duplication }
server Q { nic lan0 -> lan  nic lan1 -> duplication }
service Other : duplication { product: avaya.communication-manager  active: P  standby: Q  link: duplication }
service Core : survivable-core { product: avaya.communication-manager  main: CM  survivable: Other }
`);
});
