import { describe, expect, test } from 'vitest';
import antiAffinityIsSoft from '../../../engine/rules/wsfc/anti-affinity-is-soft.ts';
import externalTier from '../../../engine/rules/wsfc/external-tier.ts';
import licencePlacement from '../../../engine/rules/wsfc/licence-placement.ts';
import nodeDataSync from '../../../engine/rules/wsfc/node-data-sync.ts';
import singleGroup from '../../../engine/rules/wsfc/single-group.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked, firstFixed } from '../../support/rules.ts';

const nodes = `server a
server b
server c
failover-cluster F { nodes: a, b, c  quorum: majority }
`;
const five = `  resource ip : ip-address { address: "10.0.0.50" }
  resource n : network-name { after: ip }
  resource vpxd : generic-service { after: n }
  resource webAccess : generic-service { after: vpxd }
  resource license : generic-service { after: n }
`;
const four = five.split('\n').slice(0, 4).join('\n').concat('\n');
const group = (body: string) => `${nodes}service G : failover-group {
  product: vmware.virtualcenter
  cluster: F
${body}}
`;
const licence = (body: string, cluster = 'F') => `service L : failover-group {
  product: vmware.license-server
  cluster: ${cluster}
${body}}
`;

describe('wsfc/single-group', () => {
  const rules = { rules: [singleGroup] };
  const found = async (text: string) => (await checked(text, rules)).findings;

  test.each([
    ['2.0.1 Patch 2', []],
    ['2.0.1p2', []],
    ['2.0.2', []],
    ['2.5', []],
    ['4', []],
    ['2.0.1 Patch 1', ['warning']],
    ['2.0', ['warning']],
    ['1.4.1', ['warning']],
    // whether it has the patch is not stated
    ['2.0.1', ['info']],
    ['newest', []],
  ])('release %j: %j', async (release, severities) => {
    const findings = await found(group(`  release: "${release}"\n${five}`));
    expect(findings.map(({ severity }) => severity)).toEqual(severities);
  });

  test('what is missing is added, with the order of all', async () => {
    const text = group(`  resource n : network-name
  resource vpxd : generic-service
  settings { managed-ip: registry  managed-ip-address: "10.0.0.9" }
`);
    const [finding] = await found(text);
    expect(finding?.message).toBe(
      'G has no resource for the IP address, web access and the licence server: what the cluster does not know it does not start on the other node. Add ip (ip-address), webAccess (generic-service) and license (generic-service).',
    );
    expect(await firstFixed(text, rules)).toBe(
      group(`  resource n : network-name { after: ip }
  resource vpxd : generic-service { after: n }
  resource ip : ip-address { address: "10.0.0.9" }
  resource webAccess : generic-service { after: vpxd }
  resource license : generic-service { after: n }
  settings { managed-ip: registry  managed-ip-address: "10.0.0.9" }
`),
    );
  });

  test('a server that is added has what the cluster must do for it, and a name that is free', async () => {
    const text = group(`  resource vpxd : physical-disk
  resource backup : file-share
  resource ip : ip-address
  resource n : network-name { after: ip }
  settings { managed-ip: registry }
`).replace('resource vpxd : physical-disk', 'resource vpxd-disk : physical-disk');
    expect(await firstFixed(text, rules)).toContain(
      'resource vpxd : generic-service { after: n  use-network-name  registry-key: "HKLM\\\\SOFTWARE\\\\VMware, Inc.\\\\VMware VirtualCenter" }',
    );
  });

  test('no resources at all, or web access alone, is information', async () => {
    const none = await found(group(''));
    expect(none.map(({ severityFrom }) => severityFrom)).toEqual(['not-stated']);
    const whole = await checked(await firstFixed(group(''), rules), rules);
    expect(whole.findings).toEqual([]);
    const web = await found(group(five.replace(/.*webAccess.*\n/, '')));
    expect(web.map(({ severityFrom, message }) => [severityFrom, message])).toEqual([
      [
        'not-stated',
        'It is not stated whether G offers web access: if it does, the cluster must know it. Add a resource for the service webAccess.',
      ],
    ]);
  });

  test('a resource that goes by the name of a role under another type gets the type, and the chain its order', async () => {
    const text = group(`  resource ip : network-name { address: "10.0.0.50" }
  resource VC_NAME : network-name
  resource vpxd : generic-service { after: VC_NAME }
  resource web-access : file-share { after: vpxd }
  resource license : generic-service
`);
    const findings = await found(text);
    expect(findings.map(({ message }) => message)).toEqual([
      'ip of G is of type network-name, and the IP address is a resource of type ip-address: Windows could not bring it online as what it is. Change its type.',
      'web-access of G is of type file-share, and web access is a resource of type generic-service: Windows could not bring it online as what it is. Change its type.',
    ]);
    const fixed = applied(text, findings[0]?.fixes[0]?.edits ?? []);
    expect(fixed).toContain('resource ip : ip-address { address: "10.0.0.50" }');
    expect(fixed).toContain('resource VC_NAME : network-name { after: ip }');
  });

  test('a service of it in another group is moved, unless something names it there', async () => {
    const text = (more: string) => `${group(five.replace(/.*webAccess.*\n/, ''))}service Web : failover-group {
  cluster: F
  resource disk : physical-disk
  resource webAccess : generic-service { after: disk  start: 90 s  service-name: "webAccess" }
${more}}
`;
    const [finding] = await found(text(''));
    expect(finding?.message).toBe(
      'webAccess stands in Web, outside the group of G: the two fail over apart, and web access is left on another node than VirtualCenter. Move it into G.',
    );
    const fixed = await firstFixed(text(''), rules);
    expect(fixed).toContain(
      '  resource webAccess : generic-service { after: vpxd  start: 90 s  service-name: "webAccess" }\n}\nservice Web : failover-group {\n  cluster: F\n  resource disk : physical-disk\n}',
    );
    expect(await found(fixed)).toEqual([]);
    const named = await found(text('  resource other : generic-service { after: webAccess }\n'));
    expect(named.map(({ fixes }) => fixes)).toEqual([[]]);
    // a group with a product is its own, and one of another cluster is elsewhere
    const other = text('').replace(
      'cluster: F\n  resource disk',
      'product: microsoft.sql-server  cluster: F\n  resource disk',
    );
    expect((await found(other)).map(({ severityFrom }) => severityFrom)).toEqual(['not-stated']);
  });

  test('a licence server in a group of its own has an address, a name, and the class of VirtualCenter', async () => {
    const text = `${group(`  anti-affinity: "VC"\n${four}`)}${licence(`  anti-affinity: "Other"
  resource ip : ip-address { address: "10.0.0.50" }
  resource lm : generic-service { after: ip }
`)}`;
    const findings = await found(text);
    expect(findings.map(({ message }) => message)).toEqual([
      'L, a licence server in a group of its own, has no resource for the network name: hosts ask for licences under an address of its own. Add name (network-name).',
      'L and G have no `anti-affinity` class in common: the cluster may keep both on one node while another is free, and its loss takes both. Give them the same class.',
      'ip of L has the address of G, 10.0.0.50: two groups cannot hold one address on two nodes. Give L one of its own.',
    ]);
    expect(applied(text, findings[0]?.fixes[0]?.edits ?? [])).toContain(
      '  resource lm : generic-service { after: ip, name }\n  resource name : network-name { after: ip }\n',
    );
    expect(applied(text, findings[1]?.fixes[0]?.edits ?? [])).toContain(
      '  cluster: F\n  anti-affinity: "VC"\n  resource ip',
    );
  });

  test('where neither has a class, both get one; on another cluster none is needed', async () => {
    const own =
      '  resource i : ip-address\n  resource n : network-name { after: i }\n  resource lm : generic-service { after: n }\n';
    const both = `${group(four)}${licence(own)}`;
    const fixed = await firstFixed(both, rules);
    expect(fixed.match(/anti-affinity: "G"/g)?.length).toBe(2);
    expect(await found(fixed)).toEqual([]);
    const apart = `${group(four)}server x\nserver y\nfailover-cluster E { nodes: x, y  quorum: majority }\n${licence(own, 'E')}`;
    expect(await found(apart)).toEqual([]);
  });

  test('a licence server anywhere counts as stated', async () => {
    await expectMarked(`${group(four)}service L : standalone { product: vmware.license-server  member: c }\n`, rules);
  });
});

describe('wsfc/anti-affinity-is-soft', () => {
  const rules = { rules: [antiAffinityIsSoft] };
  const text = (members: string, more = '') => `server a
server b
server c
failover-cluster F { nodes: a, b, c  quorum: majority }
${members
  .split(' ')
  .map((name) => `service ${name} : failover-group { cluster: F  anti-affinity: "X" }\n`)
  .join('')}${more}`;
  const messages = async (value: string) => (await checked(value, rules)).findings.map(({ message }) => message);

  test('three groups on three nodes share one after a loss, four from the start', async () => {
    expect(await messages(text('G H'))).toEqual([]);
    expect(await messages(text('G H I'))).toEqual([
      'G, H and I are kept apart by the class X only while each has a node: after the loss of one of a, b and c two of them share a node, since the class yields. Each node must carry both; a scenario that fails a node shows it.',
    ]);
    expect(await messages(text('G H I J'))).toEqual([
      expect.stringContaining(
        'are to be kept apart by the class X, and F has a, b and c for them: two share a node from the start',
      ),
    ]);
  });

  test('nodes that no group may own do not count, and other classes and clusters are apart', async () => {
    const two = text('G H').replaceAll('cluster: F', 'cluster: F  owners: a, b');
    expect((await messages(two)).length).toBe(1);
    expect(await messages(text('G H I').replace('"X"', '"Y"'))).toEqual([]);
    expect(await messages(text('G H I').replace('anti-affinity: "X"', ''))).toEqual([]);
  });

  test('a scenario that fails a node shows it', async () => {
    const scenario = (expectation: string) => `scenario "one" {\n  at 0 s fail a\n  ${expectation}\n}\n`;
    expect(await messages(text('G H I', scenario('expect G up')))).toEqual([]);
    expect((await messages(text('G H I', scenario('')))).length).toBe(1);
  });
});

describe('wsfc/licence-placement', () => {
  const rules = { rules: [licencePlacement] };
  const found = async (text: string) => (await checked(text, rules)).findings;
  const own =
    '  resource i : ip-address\n  resource n : network-name { after: i }\n  resource license : generic-service { after: n  start: 5 s }\n';

  test('in a group of its own, on another cluster, outside any', async () => {
    const [group1] = await found(`${group(four)}${licence(own)}`);
    expect(group1?.message).toContain('L runs in a group of its own beside G');
    const [cluster] = await found(
      `${group(four)}server x\nserver y\nfailover-cluster E { nodes: x, y  quorum: majority }\n${licence(own, 'E')}`,
    );
    expect(cluster?.message).toContain('L runs on another cluster than G');
    expect(cluster?.fixes).toEqual([]);
    const [alone] = await found(`${group(four)}service L : standalone { product: vmware.license-server  member: c }\n`);
    expect(alone?.message).toContain('L runs on c, outside any failover cluster');
    expect(alone?.fixes).toEqual([]);
  });

  test('of two VirtualCenters the one beside it is named', async () => {
    const second =
      'server x\nserver y\nfailover-cluster E { nodes: x, y  quorum: majority }\nservice G2 : failover-group { product: vmware.virtualcenter  cluster: E }\n';
    const [finding] = await found(`${group(four)}${second}${licence(own, 'E')}`);
    expect(finding?.message).toContain('L runs in a group of its own beside G2');
  });

  test('the fix moves the service and takes its group away', async () => {
    expect(await firstFixed(`${group(four)}${licence(own)}`, rules)).toBe(
      group(`${four}  resource license : generic-service { after: n  start: 5 s }\n`),
    );
  });

  test('not where something names the group', async () => {
    const scenario = 'scenario "s" {\n  at 0 s fail a\n  expect L up\n}\n';
    for (const more of [scenario, 'service U : standalone { member: c  needs: L }\n']) {
      const findings = await found(`${group(four)}${licence(own)}${more}`);
      expect(findings.map(({ fixes }) => fixes)).toEqual([[]]);
    }
  });

  test.each([
    ['in the group of VirtualCenter', group(five)],
    ['without VirtualCenter on a cluster', `${nodes}${licence(own)}`],
    ['that is not stated', group(four)],
  ])('nothing is said of a licence server %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe('wsfc/node-data-sync', () => {
  const rules = { rules: [nodeDataSync] };
  const found = async (text: string) => (await checked(text, rules)).findings;

  test('each item that is needed, with what its lack means', async () => {
    const [finding] = await expectMarked(
      group(`${five}  synchronize { items: upgrade, config  by: manual }
  //            ^^^^^^^^^^^^^^^^^^^^^^ wsfc/node-data-sync
`),
      rules,
    );
    expect(finding?.message).toBe(
      'G does not synchronize licenses and ssl: the other node lacks them after a failover (the licence files: no licences are served there and the SSL certificate: hosts and clients do not trust the other one). Add licenses and ssl to `items`.',
    );
    expect(finding?.fixes[0]).toMatchObject({ title: 'Synchronize licenses and ssl too', safe: false });
    expect(await firstFixed(group(`${five}  synchronize { items: upgrade, config  by: manual }\n`), rules)).toContain(
      'synchronize { items: upgrade, config, licenses, ssl  by: manual }',
    );
  });

  const all = 'licenses, config, ssl, upgrade';
  test.each([
    [`${five}  synchronize { items: ${all} }\n`, []],
    [`${five}  settings { managed-ip: registry }\n  synchronize { items: ${all} }\n`, ['registry']],
    [
      `${five.replace('after: n }', 'after: n  registry-key: "K" }')}  settings { managed-ip: registry }\n  synchronize { items: ${all} }\n`,
      [],
    ],
    [
      `${five}  settings { managed-ip: config-file  local-users: with-roles }\n  synchronize { items: ${all} }\n`,
      ['users'],
    ],
    [`${five}  settings { local-users: none }\n  synchronize { items: ${all} }\n`, []],
  ])('%j lacks %j', async (body, lacks) => {
    const findings = await found(group(body));
    expect(findings.map(({ message }) => / synchronize (\w+):/.exec(message)?.[1])).toEqual(lacks);
  });

  test('where nothing is stated it is information, and the block is written', async () => {
    const [finding] = await found(group(four));
    expect(finding?.severityFrom).toBe('not-stated');
    expect(await firstFixed(group(four), rules)).toContain(
      '{ after: vpxd }\n  synchronize { items: licenses, config, ssl, upgrade }\n}',
    );
  });

  test('licence files belong where the licence server runs', async () => {
    const sync = '  synchronize { items: config, ssl, upgrade }\n';
    const elsewhere = 'service L : standalone { product: vmware.license-server  member: c }\n';
    expect(await found(`${group(`${four}${sync}`)}${elsewhere}`)).toEqual([]);
    const beside = await found(`${group(`${four}${sync}`)}${licence('')}`);
    expect(beside.map(({ message }) => message.slice(0, 31))).toEqual(['G does not synchronize licenses']);
    const alone = await found(`${nodes}${licence('  synchronize { items: config }\n')}`);
    expect(alone.map(({ message }) => message.slice(0, 31))).toEqual(['L does not synchronize licenses']);
  });

  test('a script is on every node that may own the group', async () => {
    const script = (names: string) =>
      group(`${five}  synchronize { items: ${all}  by: cluster-resource  script: ${names} }\n`);
    const [finding] = await found(script('b'));
    expect(finding?.message).toBe(
      'The script that synchronizes G is not on a and c: once the group runs there, nothing is copied any more. Put it on a and c too.',
    );
    expect(await firstFixed(script('b'), rules)).toContain('script: b, a, c }');
    expect(await found(script('c, b, a'))).toEqual([]);
    expect(await found(script('b, c').replace('cluster: F', 'cluster: F  owners: b, c'))).toEqual([]);
  });

  test('other products are left alone', async () => {
    await expectMarked(
      `${nodes}service S : failover-group { product: microsoft.sql-server  cluster: F  synchronize { items: config } }\n`,
      rules,
    );
  });
});

describe('wsfc/external-tier', () => {
  const rules = { rules: [externalTier] };
  const found = async (text: string) => (await checked(text, rules)).findings;
  const directory =
    'service AD : active-active { product: microsoft.active-directory  members: d1, d2 }\nserver d1\nserver d2\n';
  const sql = 'product: microsoft.sql-server';

  test('what is needed is not stated, or no directory is', async () => {
    expect((await found(group(five))).map(({ severityFrom }) => severityFrom)).toEqual(['not-stated']);
    const [finding] = await found(
      `${group(`  needs: Db\n${five}`)}service Db : switchover { ${sql}  primary: x  backup: y }\nserver x\nserver y\n`,
    );
    expect(finding?.message).toContain('none is stated among what it needs (Db)');
    expect(finding?.severity).toBe('error');
    // somebody else may state it
    expect(
      await found(`${group(`  needs: Other\n${five}`)}service Other : standalone { member: d1 }\n${directory}`),
    ).toEqual([]);
  });

  test('a database on a node is an error', async () => {
    const text = `${group(`  needs: Db, AD\n${five}`)}${directory}service Db : standalone { ${sql}  member: b }\n//      ^^ wsfc/external-tier\n`;
    const [finding] = await expectMarked(text, rules);
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toBe(
      'Db runs on b, a node of F like G: the database belongs on a separate host or cluster, or one loss takes both. Move it.',
    );
    const group2 = await found(
      `${group(`  needs: Db, AD\n${five}`)}${directory}service Db : failover-group { ${sql}  cluster: F  owners: a, b }\n`,
    );
    expect(group2.map(({ message }) => message.slice(0, 28))).toEqual(['Db runs on a and b, nodes of']);
  });

  const hosts = 'network lan\ncluster C { ha  host H1  host H2 }\nhost H3\n';
  test.each([
    ['server x', 'standalone { member: x }', 1],
    [`${hosts}vm x on H3`, 'standalone { member: x }', 1],
    [`${hosts}vm x on H1`, 'standalone { member: x }', 0],
    [`${hosts}vm x on H1 { restart-priority: disabled }`, 'standalone { member: x }', 1],
    [`${hosts}vm x on H3 { ft { secondary: H2 } }`, 'standalone { member: x }', 0],
    ['server x\nserver y', 'switchover { primary: x  backup: y }', 0],
    ['server x\nserver y\nfailover-cluster E { nodes: x, y  quorum: majority }', 'failover-group { cluster: E }', 0],
  ])('a database on %j as %j: %i', async (machines, service, count) => {
    const text = `${group(`  needs: VcDatabase, AD\n${five}`)}${directory}${machines}\nservice VcDatabase : ${service}\n`;
    const findings = await found(text);
    expect(findings.map(({ severity }) => severity)).toEqual(Array.from({ length: count }, () => 'warning'));
  });

  test('a directory has two controllers', async () => {
    const text = `${group(`  needs: AD\n${five}`)}server d1\nservice AD : standalone { product: microsoft.active-directory  member: d1 }\n`;
    const [finding] = await found(text);
    expect(finding?.message).toBe(
      'AD, the directory of G, has one domain controller, d1: when that is lost, the nodes of the cluster cannot log on. Add a second one.',
    );
  });

  test('a database that two groups need is reported once', async () => {
    const second =
      'server e\nserver f\nfailover-cluster E { nodes: e, f  quorum: majority }\nservice G2 : failover-group { product: vmware.virtualcenter  cluster: E  needs: Db, AD }\n';
    const findings = await found(
      `${group(`  needs: Db, AD\n${five}`)}${second}${directory}server x\nservice Db : standalone { ${sql}  member: x }\n`,
    );
    expect(findings.length).toBe(1);
  });
});
