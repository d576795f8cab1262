import { expect, test } from 'vitest';
import rule from '../../../engine/rules/avaya/cm-pair-same-ha-cluster.ts';
import { checked, expectMarked, firstFixed } from '../../support/avaya.ts';
import { cmPair, cmVm, dataCenter } from '../../support/duplication.ts';
import { exampleText } from '../../support/topology.ts';

const together = (service = 'link: duplication', ha = 'ha') =>
  `${dataCenter({ ha })}${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host3')}${cmPair(service)}`;

test.each([
  ['', 'error', 'no release is stated, so the newest counts'],
  ['release: "10.2"', 'error', 'release 10.2 is stated'],
  ['release: 7.1', 'error', 'release 7.1 is stated'],
  ['release: 6.2', 'warning', 'release 6.2 prefers separate clusters'],
])('release decides: %s', async (release, severity, words) => {
  const { findings } = await checked(together(`link: duplication  ${release}`));
  expect(findings.map((finding) => [finding.code, finding.severity])).toEqual([
    ['avaya/cm-pair-same-ha-cluster', severity],
  ]);
  expect(findings[0]?.message).toContain(words);
  expect(findings[0]?.message).toContain('CM1 and CM2');
  expect(findings[0]?.message).toContain('ClusterA');
});

test('a chosen severity wins over the release', async () => {
  const severities = { 'avaya/cm-pair-same-ha-cluster': 'info' } as const;
  const { findings } = await checked(together('link: duplication  release: 6.2'), { severities });
  expect(findings.map(({ severity }) => severity)).toEqual(['info']);
});

test('without HA, and for other products, there is nothing to say', async () => {
  await expectMarked(together('link: duplication', 'drs { mode: manual }'));
  await expectMarked(together().replace('product: avaya.communication-manager', ''));
});

test('the standby goes to the first host of another cluster, or the active member where only it can', async () => {
  expect(await firstFixed(together())).toContain('vm CM2 on Host2 {');
  const bound = `${dataCenter({ more: '  network closet\n' })}${cmVm('CM1', 'Host1')}`;
  const standby = cmVm('CM2', 'Host3', 'nic eth0 -> closet via vmnic5  nic eth2 -> duplication via vmnic2');
  const text = `${bound.replace('host Host3 { ', 'host Host3 { nic vmnic5 -> closet  ')}${standby}${cmPair()}`;
  expect((await checked(text)).findings[0]?.fixes[0]?.title).toBe('Move CM1 to Host2 in ClusterB');
});

test('members that are services are looked through to their machines', async () => {
  const text = `${dataCenter()}${cmVm('V1', 'Host1')}${cmVm('V2', 'Host3')}
service CM1 : standalone { member: V1 }
service CM2 : standalone { member: V2 }
${cmPair()}`;
  const { findings } = await checked(text);
  expect(findings.map(({ code }) => code)).toEqual(['avaya/cm-pair-same-ha-cluster']);
  expect(findings[0]?.message).toContain('V1 and V2');
});

test('hosts alone are in no cluster', async () => {
  await expectMarked(`network lan
network duplication { dedicated }
storage san { kind: san }
host Host1 { storage: san  nic vmnic0 -> lan  nic vmnic2 -> duplication }
host Host2 { storage: san  nic vmnic0 -> lan  nic vmnic2 -> duplication }
${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}${cmPair()}`);
});

test('Paris as the white paper draws it, in one cluster with HA, is told so; as the example has it, it is not', async () => {
  const only = { rules: [rule] };
  const example = exampleText('avaya-geo-redundancy');
  expect((await checked(example, only)).findings).toEqual([]);
  const drawn = example
    .replace(/vm CM02b +on esxP3/, 'vm CM02b on esxP2')
    .replace('  main: CM01\n', '  release: 6.2\n  main: CM01\n');
  const { findings } = await checked(drawn, only);
  expect(findings.map(({ severity, message }) => [severity, message.slice(0, 66)])).toEqual([
    ['warning', 'CM02a and CM02b, the duplicated pair CM02, are both in Paris1, whi'],
  ]);
  expect(await firstFixed(drawn, only)).toContain('vm CM02b on esxP3');
});
