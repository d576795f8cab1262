import { describe, expect, test } from 'vitest';
import dependencyChain from '../../../engine/rules/wsfc/dependency-chain.ts';
import dependencySameGroup from '../../../engine/rules/wsfc/dependency-same-group.ts';
import licenceDependency from '../../../engine/rules/wsfc/licence-dependency.ts';
import { checked, expectMarked, firstFixed } from '../../support/rules.ts';

const group = (resources: string, product = 'vmware.virtualcenter') => `server a
server b
failover-cluster F { nodes: a, b  quorum: majority }
service G : failover-group {
  product: ${product}
  cluster: F
${resources}}
`;

describe('wsfc/dependency-chain', () => {
  const rules = { rules: [dependencyChain] };
  const found = async (resources: string, product?: string) =>
    (await checked(group(resources, product), rules)).findings.map(({ message }) => message);

  test('each link that is missing is reported at what comes later, and the first fix mends all', async () => {
    const text = `server a
server b
failover-cluster F { nodes: a, b  quorum: majority }
service G : failover-group {
  product: vmware.virtualcenter
  cluster: F
  resource ip : ip-address
  resource name : network-name
  //       ^^^^ wsfc/dependency-chain
  resource vpxd : generic-service { after: ip }
  //                                ^^^^^^^^^ wsfc/dependency-chain
  resource webAccess : generic-service
  //       ^^^^^^^^^ wsfc/dependency-chain
}
`;
    const findings = await expectMarked(text, rules);
    expect(findings.map(({ message }) => message)[1]).toBe(
      'vpxd of G does not come after name: the cluster may start VirtualCenter Server before the network name is online, and it fails or answers under the wrong name. Add `after: name`.',
    );
    expect(findings[0]?.fixes).toMatchObject([{ title: 'Put the resources of G in order', safe: true }]);
    const fixed = await firstFixed(text, rules);
    expect(fixed).toContain('resource name : network-name { after: ip }');
    expect(fixed).toContain('resource vpxd : generic-service { after: ip, name }');
    expect(fixed).toContain('resource webAccess : generic-service { after: vpxd }');
    expect((await checked(fixed, rules)).findings).toEqual([]);
  });

  test('an address that waits is let go, which nobody does unseen', async () => {
    const text = group(`  resource ip : ip-address { after any: name, disk }
  resource name : network-name { after: disk }
  resource disk : physical-disk
`);
    const { findings } = await checked(text, rules);
    expect(findings.map(({ message }) => message)).toEqual([
      'ip of G comes after name and disk: the IP address comes online first and depends on nothing. Leave its `after` out.',
      expect.stringContaining('name of G does not come after ip'),
    ]);
    expect(findings[0]?.fixes[0]?.safe).toBe(false);
    const fixed = await firstFixed(text, rules);
    expect(fixed).toContain('resource ip : ip-address { }');
    expect(fixed).toContain('resource name : network-name { after: disk, ip }');
    const after = await checked(fixed, rules);
    expect([...after.diagnostics, ...after.findings]).toEqual([]);
  });

  test.each([
    ['over another resource', 'resource d : physical-disk { after: n }  resource vpxd : generic-service { after: d }'],
    [
      'over one of several',
      'resource n2 : network-name { after: ip }  resource vpxd : generic-service { after any: n, n2 }',
    ],
  ])('a dependency %s counts', async (_, rest) => {
    expect(await found(`  resource ip : ip-address  resource n : network-name { after: ip }  ${rest}\n`)).toEqual([]);
  });

  test.each([
    [
      'service-name',
      'resource first : generic-service  resource core : generic-service { service-name: "VPXD" }',
      'core',
    ],
    ['name', 'resource first : generic-service  resource virtual-center : generic-service', 'virtual-center'],
    ['order, where neither tells', 'resource first : generic-service  resource second : generic-service', 'first'],
  ])('VirtualCenter Server is known by %s', async (_, services, server) => {
    expect(await found(`  resource n : network-name  ${services}\n`)).toEqual([
      expect.stringContaining(`${server} of G does not come after n:`),
    ]);
  });

  test('of two names and addresses those count that the service comes after', async () => {
    expect(
      await found(`  resource ip1 : ip-address
  resource ip2 : ip-address
  resource n1 : network-name
  resource n2 : network-name { after: ip2 }
  resource vpxd : generic-service { after: n2 }
`),
    ).toEqual([]);
  });

  test('a licence server in a group of its own has the same chain', async () => {
    const resources =
      '  resource ip : ip-address  resource n : network-name { after: ip }  resource lm : generic-service\n';
    expect(await found(resources, 'vmware.license-server')).toEqual([
      'lm of G does not come after n: the cluster may start the licence server before the network name is online, and it fails or answers under the wrong name. Add `after: n`.',
    ]);
    expect(await found(resources, 'microsoft.sql-server')).toEqual([]);
  });

  test('what is not there is missed elsewhere, and an unknown name is the language’s', async () => {
    expect(await found('  resource vpxd : generic-service\n')).toEqual([]);
    expect(await found('  resource n : network-name\n  resource vpxd : generic-service { after: nme }\n')).toEqual([]);
  });
});

describe('wsfc/licence-dependency', () => {
  const rules = { rules: [licenceDependency] };
  const chain = '  resource n : network-name\n  resource vpxd : generic-service { after: n }\n';
  const said = async (licence: string) => (await checked(group(`${chain}  ${licence}\n`), rules)).findings;

  test.each([
    ['after: n', 'license comes after n, the network name, as Table 4 of TN-019 has it'],
    ['after: vpxd', 'license comes after vpxd, as the procedure of TN-019 has it'],
    ['after: n, vpxd', 'license comes after vpxd, as the procedure'],
    ['start: 5 s', 'license comes after neither n nor vpxd'],
  ])('tells the variant of `%s`', async (property, start) => {
    const [finding, ...others] = await said(`resource license : generic-service { ${property} }`);
    expect(others).toEqual([]);
    expect(finding?.message).toContain(start);
    expect(finding).toMatchObject({ severity: 'info', fixes: [] });
    expect(finding?.related.map(({ message }) => message)).toEqual([
      'n is the network name.',
      'vpxd is VirtualCenter Server.',
    ]);
  });

  test('by the Windows service too, and not of any other service', async () => {
    expect((await said('resource lm : generic-service { service-name: "VMware License Server" }')).length).toBe(1);
    expect(await said('resource backup : generic-service')).toEqual([]);
  });

  test('in a group of its own it runs on', async () => {
    const text = `${group(chain)}service L : failover-group {
  product: vmware.license-server
  cluster: F
  resource n : network-name
  resource lm : generic-service { after: n }
}
`;
    const { findings } = await checked(text, rules);
    expect(findings.map(({ message }) => message)).toEqual([
      'lm runs in L, a group of its own, and comes after n there, as in Figure 5 of TN-019: it runs on when vpxd of G stops or fails over.',
    ]);
  });
});

describe('wsfc/dependency-same-group', () => {
  const rules = { rules: [dependencySameGroup] };

  test('resources of other groups are waited for by nobody', async () => {
    const text = `server a
server b
failover-cluster F { nodes: a, b  quorum: majority }
service Disks : failover-group { cluster: F  resource d1 : physical-disk  resource d2 : physical-disk }
service App : failover-group {
  cluster: F
  resource ip : ip-address
  resource app : generic-service { after: Disks.d1, ip  after any: Disks.d2, Disks.d1  start: 5 s }
  //                               ^^^^^^^^^^^^^^^^^^^ wsfc/dependency-same-group
}
`;
    const [finding] = await expectMarked(text, rules);
    expect(finding?.message).toBe(
      'app of App comes after Disks.d1 and Disks.d2: a cluster waits for resources of the same group alone, and Disks may be on another node. Put them into one group, or let App need Disks.',
    );
    expect(await firstFixed(text, rules)).toContain('resource app : generic-service { after: ip  start: 5 s }');
  });

  test('a network name needs an IP address, and who uses the name needs that', async () => {
    const text = `server a
server b
failover-cluster F { nodes: a, b  quorum: majority }
service App : failover-group {
  cluster: F
  resource ip : ip-address
  resource n : network-name
  //       ^ wsfc/dependency-same-group
  resource app : generic-service { use-network-name  after: ip }
  //                                                 ^^^^^^^^^ wsfc/dependency-same-group
  resource other : generic-service
}
`;
    const [name] = await expectMarked(text, rules);
    expect(name?.fixes).toMatchObject([{ title: 'Let n come after ip', safe: true }]);
    const once = await firstFixed(text, rules);
    const twice = await firstFixed(once, rules);
    expect(twice).toContain('resource app : generic-service { use-network-name  after: ip, n }');
    expect((await checked(twice, rules)).findings).toEqual([]);
  });

  test.each([
    ['no IP address is stated', 'resource n : network-name'],
    [
      'it comes after one of several',
      'resource i : ip-address  resource j : ip-address  resource n : network-name { after any: j, i }',
    ],
    [
      'it comes after it over others',
      'resource i : ip-address  resource n : network-name { after: i }  resource d : physical-disk { after: n }  resource s : generic-service { after: d  use-network-name }',
    ],
    [
      'the product is VirtualCenter',
      'product: vmware.virtualcenter  resource i : ip-address  resource n : network-name',
    ],
  ])('nothing is said where %s', async (_, body) => {
    await expectMarked(
      `server a\nserver b\nfailover-cluster F { nodes: a, b  quorum: majority }\nservice App : failover-group { cluster: F  ${body} }\n`,
      rules,
    );
  });

  test('a round is the language’s to report, and no fix closes one', async () => {
    const { findings, diagnostics } = await checked(
      `server a\nserver b\nfailover-cluster F { nodes: a, b  quorum: majority }
service App : failover-group { cluster: F  resource i : ip-address { after: n }  resource n : network-name }
`,
      rules,
    );
    expect(diagnostics).toEqual([]);
    expect(findings.map(({ fixes }) => fixes)).toEqual([[]]);
  });
});
