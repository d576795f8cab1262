import { describe, expect, test } from 'vitest';
import witnessOutside from '../../../engine/rules/wsfc/witness-outside.ts';
import witnessProtected from '../../../engine/rules/wsfc/witness-protected.ts';
import witnessThirdSite from '../../../engine/rules/wsfc/witness-third-site.ts';
import { checked, expectMarked, firstFixed } from '../../support/rules.ts';

const farm = `network lan
cluster Farm {
  ha
  host H1 { nic v -> lan for management }
  host H2 { nic v -> lan for management }
}
host Alone { nic v -> lan }
server a { nic lan0 -> lan }
server b { nic lan0 -> lan }
server file { nic lan0 -> lan }
`;
const cluster = (witness: string, nodes = 'a, b') =>
  `failover-cluster F { nodes: ${nodes}  quorum: majority with witness ${witness} }\n`;

describe('wsfc/witness-outside', () => {
  const rules = { rules: [witnessOutside] };

  test('a node is no witness', async () => {
    const text = `${farm}${cluster('b')}//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wsfc/witness-outside\n`;
    const [finding] = await expectMarked(text, rules);
    expect(finding?.message).toBe(
      'b holds the witness share of F and is a node of it: when it fails, 2 of 3 votes are gone at once. Put the share on a machine outside the cluster.',
    );
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move the witness share to file']);
    expect((await checked(await firstFixed(text.replace(/\/\/.*\n/, ''), rules), rules)).findings).toEqual([]);
  });

  test.each([
    ['standalone { product: vmware.virtualcenter  member: file }', 'VC'],
    ['standalone { product: vmware.license-server  member: file }', 'VC'],
  ])('nor a machine that runs VirtualCenter software: %s', async (service, name) => {
    const [finding] = (await checked(`${farm}${cluster('file')}service VC : ${service}\n`, rules)).findings;
    expect(finding?.message).toContain(`file holds the witness share of F and runs ${name}:`);
    expect(finding?.related.map(({ message }) => message)).toEqual(['file is declared here.', 'VC runs on it.']);
  });

  test('nor a VM on the host of a node; it may move, or the share may', async () => {
    const text = `${farm}vm n on H1 { nic e -> lan }
vm w on H1 { nic e -> lan }
${cluster('w', 'a, n')}`;
    const [finding] = (await checked(text, rules)).findings;
    expect(finding?.message).toBe(
      'w holds the witness share of F and runs on H1, like n: the loss of this one host takes 2 of 3 votes. Put the share elsewhere, or place w on another host.',
    );
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move w to H2', 'Move the witness share to b']);
  });

  test.each([
    ['a server of another cluster', '', 'file'],
    ['a VM on a host without nodes', 'vm n on H1 { nic e -> lan }\nvm w on H2 { nic e -> lan }\n', 'w'],
    ['a server that runs something else', 'service S : standalone { member: file }\n', 'file'],
  ])('%s will do', async (_, more, witness) => {
    await expectMarked(`${farm}${more}${cluster(witness)}`, rules);
  });
});

describe('wsfc/witness-protected', () => {
  const rules = { rules: [witnessProtected] };

  test('a server alone is not, and neither is a VM that nothing restarts', async () => {
    const [server] = await expectMarked(
      `${farm}${cluster('file')}//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wsfc/witness-protected\n`,
      rules,
    );
    expect(server?.message).toContain('file holds the witness share of F and is a server alone');
    expect(server?.severity).toBe('warning');
    const [vm] = (await checked(`${farm}vm w on Alone { nic e -> lan }\n${cluster('w')}`, rules)).findings;
    expect(vm?.message).toContain('nothing restarts this VM when Alone is lost');
  });

  test.each([
    ['in an HA cluster', 'vm w on H1 { nic e -> lan }'],
    ['under Fault Tolerance', 'vm w on H1 { nic e -> lan  ft { secondary: H2 } }'],
    [
      'on a node of another cluster',
      'server w { nic lan0 -> lan }\nserver x { nic lan0 -> lan }\nfailover-cluster G { nodes: w, x  quorum: majority with witness a }',
    ],
  ])('a witness %s is protected, and taken by the fix', async (_, more) => {
    const inside = await checked(`${farm}${more}\n${cluster('w')}`, rules);
    expect(inside.findings.filter(({ message }) => message.startsWith('w '))).toEqual([]);
    const [finding] = (await checked(`${farm}${more}\n${cluster('file')}`, rules)).findings;
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move the witness share to w']);
  });

  test.each([
    ['left out of HA', 'vm w on H1 { nic e -> lan  restart-priority: disabled }'],
    [
      'in an HA cluster of one host',
      'cluster One { ha  host H9 { nic v -> lan for management } }\nvm w on H9 { nic e -> lan }',
    ],
  ])('a VM %s is not', async (_, more) => {
    expect((await checked(`${farm}${more}\n${cluster('w')}`, rules)).findings.length).toBe(1);
  });

  test('the database’s server comes first, if it is clustered', async () => {
    const text = `${farm}vm w on H1 { nic e -> lan }
server s1 { nic lan0 -> lan }
server s2 { nic lan0 -> lan }
server s3 { nic lan0 -> lan }
failover-cluster Sql { nodes: s1, s2, s3  quorum: majority }
service Db : failover-group { product: microsoft.sql-server  cluster: Sql }
${cluster('file')}`;
    const [finding] = (await checked(text, rules)).findings;
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move the witness share to s1']);
  });

  test('a node of the cluster itself is reported elsewhere', async () => {
    await expectMarked(`${farm}${cluster('b')}`, rules);
  });
});

describe('wsfc/witness-third-site', () => {
  const rules = { rules: [witnessThirdSite] };
  const text = (nodes: string, witness: string) => `site East {
  network lan
  server e1 { nic lan0 -> lan }
  server e2 { nic lan0 -> lan }
  server we { nic lan0 -> lan }
  site Hall { server h1 { nic lan0 -> East.lan } }
}
site West {
  network wlan
  server w1 { nic lan0 -> wlan }
  server w2 { nic lan0 -> wlan }
  server w3 { nic lan0 -> wlan }
  server ww { nic lan0 -> wlan }
}
site Third {
  network tlan
  server wt { nic lan0 -> tlan }
}
server loose { nic lan0 -> East.lan }
link l1 between East.lan, wlan
link l2 between East.lan, tlan
failover-cluster F { nodes: ${nodes}  quorum: majority with witness ${witness} }
`;
  const found = async (nodes: string, witness: string) => (await checked(text(nodes, witness), rules)).findings;

  test('names the site, the votes that go with it, and who stops for want of them', async () => {
    const [finding] = await found('e1, w1', 'we');
    expect(finding?.message).toBe(
      'we, the witness of F, stands in East, like e1: the loss of this one site takes 2 of 3 votes, and 2 are needed, so w1 stops too. Put the witness in a third site.',
    );
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move the witness share to wt']);
  });

  test.each([
    ['in a third site', 'e1, w1', 'wt'],
    ['beside all nodes', 'e1, e2', 'we'],
    ['away from all nodes', 'e1, e2', 'ww'],
    ['whose site is not stated', 'e1, w1', 'loose'],
    // West has 3 of 5 votes without it
    ['on the smaller side', 'e1, w1, w2, w3', 'we'],
    // East would have 1 of 5 votes, with the witness 2: no witness helps it
    ['on the side that has the majority anyway', 'e1, w1, w2, w3', 'ww'],
    ['in a site in that of the others', 'e1, h1', 'we'],
  ])('a witness %s is well placed', async (_, nodes, witness) => {
    expect(await found(nodes, witness)).toEqual([]);
  });

  test('two nodes on each side', async () => {
    const [finding] = await found('e1, e2, w1, w2', 'ww');
    expect(finding?.message).toContain('like w1 and w2: the loss of this one site takes 3 of 5 votes');
    expect(finding?.message).toContain('so e1 and e2 stop too');
  });
});
