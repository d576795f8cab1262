import { expect, test } from 'vitest';
import rule from '../../../engine/rules/mxone/sn-mgu-path.ts';
import haNetworkOnCandidates from '../../../engine/rules/vsphere/ha-network-on-candidates.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };
const hosts = (h1: string, h2: string, h3: string, settings = 'ha') => `cluster Farm {
  ${settings}
  host H1 { ${h1} }
  host H2 { ${h2} }
  host H3 { ${h3} }
}
`;
const lan = 'nic v0 -> lan';
const both = `${lan}  nic v1 -> voice`;
const networks = 'network lan\nnetwork voice\n';
const node = (nics = 'nic eth0 -> voice via v1', secondary = 'H2') =>
  `vm SN on H1 { ${nics}  ft { secondary: ${secondary} } }\n`;
const service = 'service Node : standalone { product: mitel.mx-one-service-node  member: SN }\n';
const gateway = 'endpoint Mgu : media-gateway { on: voice  registers: Node }\n';
const say = async (text: string) => (await checked(text, options)).findings.map(({ message }) => message);

test('names the gateways, the hosts and which copy runs there', async () => {
  const [finding] = await expectMarked(
    `${networks}${hosts(both, lan, lan)}vm SN on H1 { nic eth0 -> voice via v1  ft { secondary: H2 } }
//            ^^^^^^^^^^^^^^^^^^^^^^^^ mxone/sn-mgu-path
${service}${gateway}endpoint Second : media-gateway { on: voice  registers: Node }
`,
    options,
  );
  expect(finding?.message).toBe(
    'SN signals to Mgu and Second over eth0 (voice), and from H2 and H3, where its secondary or a new one may run, they cannot be reached: after a failover there the calls over them are lost. Connect H2 and H3 to voice.',
  );
});

test('the next secondary counts, unless HA makes none there', async () => {
  const text = `${networks}${hosts(both, both, lan)}${node()}${service}${gateway}`;
  expect(await say(text)).toEqual([expect.stringContaining('from H3, where a new secondary may run, it cannot')]);
  expect(await say(text.replace('  ha\n', '\n'))).toEqual([]);
  expect(await say(text.replace('  ha\n', '  ha\n  drs { keep SN on H1, H2 must }\n'))).toEqual([]);
});

test('any adapter of the VM will do, and a host that states none', async () => {
  expect(
    await say(
      `${networks}link trunk between lan, voice\n${hosts(both, lan, both)}${node('nic eth0 -> voice via v1  nic eth1 -> lan via v0')}${service}${gateway}`,
    ),
  ).toEqual([]);
  expect(await say(`${networks}${hosts(both, '', both)}${node()}${service}${gateway}`)).toEqual([]);
});

test('a host that is cut off behind its adapter', async () => {
  const split = `switch w1
switch w2
network voice { switches: w1, w2 }
${hosts('nic v1 -> w1', 'nic v1 -> w2', 'nic v1 -> w1')}${node()}
network branch
link wan between w1, branch
service Node : standalone { product: mitel.mx-one-service-node  member: SN }
endpoint Mgu : media-gateway { on: branch  registers: Node }
`;
  const { findings } = await checked(split, options);
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('SN signals to Mgu over eth0 (voice), and from H2, where its secondary may run'),
  ]);
  // it has the adapter: the switches are the author's to join
  expect(findings[0]?.fixes).toEqual([]);
  expect(await say(`${split}link trunk between w1, w2\n`)).toEqual([]);
});

test.each([
  ['other endpoints', gateway.replace('media-gateway', 'sip')],
  ['a gateway that uses nobody', 'endpoint Mgu : media-gateway { on: voice }\n'],
  ['a gateway that is not reached from the start', gateway.replace('on: voice', 'on: away')],
])('is silent about %s', async (_, endpoint) => {
  expect(await say(`${networks}network away\n${hosts(both, lan, both)}${node()}${service}${endpoint}`)).toEqual([]);
});

test('is silent about other products, VMs without Fault Tolerance and servers', async () => {
  const text = `${networks}${hosts(both, lan, both)}${gateway}`;
  expect(await say(`${text}${node()}service Node : standalone { member: SN }\n`)).toEqual([]);
  expect(await say(`${text}vm SN on H1 { nic eth0 -> voice via v1 }\n${service}`)).toEqual([]);
  expect(await say(`${text}server SN { nic lan0 -> voice }\n${service}`)).toEqual([]);
});

test('the fix connects every host for all Service Nodes alike, once in a template that all take', async () => {
  const text = `${networks}template Esx { nic v0 -> lan }
cluster Farm {
  ha
  host H1 { ${both} }
  host H2 : Esx
  host H3 : Esx
}
${node()}${service}${gateway}`;
  const { findings } = await checked(text, { rules: [rule, haNetworkOnCandidates] });
  expect(findings.map(({ code }) => code)).toEqual(['mxone/sn-mgu-path']);
  const after = applied(text, findings[0]?.fixes[0]?.edits ?? []);
  expect(after).toContain('template Esx { nic v0 -> lan  nic v1 -> voice }');
  expect((await checked(after, { rules: [rule, haNetworkOnCandidates] })).findings).toEqual([]);
});

test('there is no fix where the name of the adapter is taken', async () => {
  const { findings } = await checked(
    `${networks}${hosts(both, 'nic v1 -> lan', both)}${node()}${service}${gateway}`,
    options,
  );
  expect(findings.map(({ fixes }) => fixes)).toEqual([[]]);
});
