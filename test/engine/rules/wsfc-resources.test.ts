import { describe, expect, test } from 'vitest';
import { isVirtualCenterKey } from '../../../engine/rules/facts/virtual-center-facts.ts';
import type { Rule } from '../../../engine/rules/rule.ts';
import singlePointOfFailure from '../../../engine/rules/topology/single-point-of-failure.ts';
import managedIp from '../../../engine/rules/wsfc/managed-ip.ts';
import possibleOwners from '../../../engine/rules/wsfc/possible-owners.ts';
import preferredOwners from '../../../engine/rules/wsfc/preferred-owners.ts';
import registryReplication from '../../../engine/rules/wsfc/registry-replication.ts';
import resourceOptions from '../../../engine/rules/wsfc/resource-options.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked, firstFixed } from '../../support/rules.ts';

const key = 'HKLM\\\\SOFTWARE\\\\VMware, Inc.\\\\VMware VirtualCenter';
const text = (body: string, product = 'vmware.virtualcenter') => `server a { address: "10.0.0.11" }
server b { address: "10.0.0.12" }
server c
failover-cluster F { nodes: a, b, c  quorum: majority }
service G : failover-group {
  ${product === '' ? '' : `product: ${product}  `}cluster: F
${body}}
`;
const of = (rule: Rule) => ({
  rules: { rules: [rule] },
  found: async (body: string, product?: string) => (await checked(text(body, product), { rules: [rule] })).findings,
  fixed: async (body: string, product?: string) => firstFixed(text(body, product), { rules: [rule] }),
});

describe('wsfc/possible-owners', () => {
  const { rules, found, fixed } = of(possibleOwners);

  test('nodes that the group, or one of its resources, leaves out', async () => {
    const findings = await expectMarked(
      text(`  owners: c, a
//^^^^^^^^^^^^ wsfc/possible-owners
  resource ip : ip-address
  resource vpxd : generic-service { owners: b }
  //                                ^^^^^^^^^ wsfc/possible-owners
`),
      rules,
    );
    expect(findings.map(({ message }) => message)).toEqual([
      'b of F is no possible owner of G: when a and c are lost, it stays down although b runs. List all nodes in `owners`.',
      'a and c of F are no possible owners of vpxd: no node takes G without it, so the group stays down when b is lost. List all nodes in `owners`.',
    ]);
    expect(findings.map(({ fixes }) => fixes.map(({ title }) => title))).toEqual([
      ['Let a, b and c own G'],
      ['Let a, b and c own vpxd'],
    ]);
  });

  test('the fix keeps the order that is there', async () => {
    expect(await fixed('  owners: c, a\n')).toContain('owners: c, a, b\n');
  });

  test('the fix is offered although the group then shares something with nobody to take over', async () => {
    const shared = (owners: string) => `server d
${text(`  ${owners}\n  needs: Mail\n`)}service Mail : standalone { member: d }
`;
    const both = { rules: [possibleOwners, singlePointOfFailure] };
    expect((await checked(shared('owners: a'), both)).findings.map(({ code }) => code)).toEqual([possibleOwners.id]);
    expect(await firstFixed(shared('owners: a'), both)).toBe(shared('owners: a, b, c'));
    expect((await checked(shared('owners: a, b, c'), both)).findings.map(({ code }) => code)).toEqual([
      singlePointOfFailure.id,
    ]);
  });

  test('not stated is all nodes; a licence server counts as VirtualCenter does', async () => {
    expect(await found('  resource ip : ip-address\n')).toEqual([]);
    expect((await found('  owners: a, b\n', 'vmware.license-server')).length).toBe(1);
  });

  test('others may leave nodes out, as long as two are left', async () => {
    expect(await found('  owners: a, b\n', 'microsoft.sql-server')).toEqual([]);
    const [one] = await found('  owners: a\n', '');
    expect(one?.message).toBe(
      'G can run on a alone of the 3 nodes of F: when it is lost, no other takes the group. List another node in `owners`.',
    );
    expect(one?.fixes[0]?.safe).toBe(false);
    const [none] = await found('  owners: a, b\n  resource s : generic-service { owners: c }\n', '');
    expect(none?.message).toContain('No node of F may own G with all its resources');
    const mended = await fixed('  owners: a, b\n  resource s : generic-service { owners: c }\n', '');
    expect(mended).toContain('owners: a, b, c\n  resource s : generic-service { owners: c, a, b }');
  });

  test('a cluster of one node has nothing to list', async () => {
    await expectMarked(
      'server a\nfailover-cluster F { nodes: a  quorum: majority }\nservice G : failover-group { cluster: F  owners: a }\n',
      rules,
    );
  });
});

describe('wsfc/preferred-owners', () => {
  const { rules, found, fixed } = of(preferredOwners);

  test('VirtualCenter has none', async () => {
    const [finding] = await expectMarked(text('  preferred: b, a\n//^^^^^^^^^^^^^^^ wsfc/preferred-owners\n'), rules);
    expect(finding?.message).toContain('G prefers b and a: VirtualCenter asks for no preferred owners');
    expect(finding?.tags).toEqual(['unnecessary']);
    expect(await fixed('  preferred: b, a\n')).toBe(text(''));
  });

  test.each([
    ['preferred: b', false],
    ['preferred: a', true],
    ['on: c  preferred: b', true],
  ])('`%s` is deleted unseen: %s, since the group starts where it did', async (body, safe) => {
    expect((await found(`  ${body}\n`))[0]?.fixes.map((fix) => fix.safe)).toEqual([safe]);
  });

  test('with automatic fail back it moves once more', async () => {
    const [finding] = await found('  preferred: a  fail-back: automatic\n');
    expect(finding?.message).toContain('it moves once more when a returns');
    expect(finding?.related.map(({ message }) => message)).toEqual(['Fail back is automatic here.']);
  });

  test.each(['vmware.license-server', 'microsoft.sql-server', ''])('a group of %j may have some', async (product) => {
    expect(await found('  preferred: a\n', product)).toEqual([]);
  });
});

describe('wsfc/resource-options', () => {
  const { rules, found, fixed } = of(resourceOptions);

  test('each option that is stated otherwise', async () => {
    const findings = await expectMarked(
      text(`  resource ip : ip-address { netbios: off }
  //                         ^^^^^^^^^^^^ wsfc/resource-options
  resource n : network-name { after: ip  name: "VC1"  dns-name: "vc01.example.com"  resource-monitor: shared }
  //                                     ^^^^^^^^^^^ wsfc/resource-options
  //                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^ wsfc/resource-options
  resource vpxd : generic-service { after: n  start-parameters: "-v" }
  //       ^^^^ wsfc/resource-options
  //                                          ^^^^^^^^^^^^^^^^^^^^^^ wsfc/resource-options
  resource webAccess : generic-service { service-name: "Tomcat" }
  //                                     ^^^^^^^^^^^^^^^^^^^^^^ wsfc/resource-options
`),
      rules,
    );
    expect(findings.map(({ fixes }) => fixes.map(({ title }) => title))).toEqual([
      ['Enable NetBIOS for ip'],
      ['Register vc01'],
      ['Run n in a separate Resource Monitor'],
      ['Let vpxd use the network name'],
      ['Start vpxd without parameters'],
      ['Run the Windows service webAccess'],
    ]);
    expect(findings.map(({ message }) => message)[5]).toBe(
      'webAccess runs "Tomcat", and web access is the Windows service "webAccess": the cluster would start something else, or nothing. Set `service-name`.',
    );
  });

  test.each([
    ['  resource ip : ip-address { netbios: off }\n', 'netbios: on }'],
    ['  resource n : network-name { name: "x"  dns-name: "y.z" }\n', 'name: "y"  dns-name: "y.z" }'],
    ['  resource vpxd : generic-service\n', 'resource vpxd : generic-service { use-network-name }'],
    ['  resource vpxd : generic-service { use-network-name  start-parameters: "-v" }\n', 'start-parameters: "" }'],
    [
      '  resource l : generic-service { service-name: "vpxd"  use-network-name }\n  resource license : generic-service { service-name: "lmgrd" }\n',
      'service-name: "VMware License Server" }',
    ],
  ])('%j is mended', async (body, after) => {
    expect(await fixed(body)).toContain(after);
    const again = await checked(await fixed(body), rules);
    expect(again.findings).toEqual([]);
  });

  test.each([
    ['what is not stated', 'resource ip : ip-address  resource n : network-name'],
    ['the same name in other letters', 'resource n : network-name { name: "VC01"  dns-name: "vc01" }'],
    ['a name without DNS', 'resource n : network-name { name: "VC01" }'],
    [
      'Windows names in other letters',
      'resource vpxd : generic-service { use-network-name  service-name: "VPXD"  start-parameters: " " }',
    ],
    [
      'services of other roles',
      'resource vpxd : generic-service { use-network-name }  resource backup : generic-service { service-name: "bkp"  start-parameters: "-q" }',
    ],
  ])('%s is left alone', async (_, body) => {
    expect(await found(`  ${body}\n`)).toEqual([]);
  });

  test('other products are left alone', async () => {
    expect(
      await found('  resource s : generic-service { resource-monitor: shared }\n', 'microsoft.sql-server'),
    ).toEqual([]);
  });
});

describe('wsfc/managed-ip', () => {
  const { rules, found, fixed } = of(managedIp);
  const ip = '  resource ip : ip-address { address: "10.0.0.50" }\n';

  test('one place: both is an error, and is mended to the one that fits the registry key', async () => {
    const plain = await found(`${ip}  resource vpxd : generic-service\n  settings { managed-ip: both }\n`);
    expect(plain.map(({ message }) => message)).toEqual([
      expect.stringContaining('stands in vpxd.cfg and in the registry'),
    ]);
    expect(plain[0]?.fixes.map(({ title }) => title)).toEqual([
      'Keep the managed IP in vpxd.cfg',
      'Keep the managed IP in the registry',
    ]);
    const keyed = `${ip}  resource vpxd : generic-service { registry-key: "${key}" }\n  settings { managed-ip: both }\n`;
    const [finding] = await found(keyed);
    expect(finding?.fixes.map(({ title }) => title)).toEqual([
      'Keep the managed IP in the registry',
      'Keep the managed IP in vpxd.cfg',
    ]);
    const second = applied(text(keyed), finding?.fixes[1]?.edits ?? []);
    expect(second).toContain('resource vpxd : generic-service { }\n  settings { managed-ip: config-file }');
    const registry = applied(
      text(`${ip}  resource vpxd : generic-service\n  settings { managed-ip: both }\n`),
      plain[0]?.fixes[1]?.edits ?? [],
    );
    expect(registry).toContain(`resource vpxd : generic-service { registry-key: "${key}" }`);
  });

  test('that it is not stated is information', async () => {
    const [finding] = await found(ip);
    expect(finding).toMatchObject({ severity: 'info', severityFrom: 'not-stated' });
  });

  test('the address is that of the group, not another, and not that of a node', async () => {
    const settings = (address: string) =>
      `${ip}  settings { managed-ip: registry  managed-ip-address: "${address}" }\n`;
    expect(await found(settings('10.0.0.50'))).toEqual([]);
    const [old] = await found(settings('10.0.0.5'));
    expect(old?.message).toBe(
      'The managed IP of G is 10.0.0.5, and its address ip is 10.0.0.50: hosts report to an address at which nobody answers. Copy that of ip.',
    );
    const [node] = await found(settings('10.0.0.12'));
    expect(node?.message).toContain('is 10.0.0.12, the address of b itself');
    expect(await fixed(settings('10.0.0.12'))).toContain('managed-ip-address: "10.0.0.50" }');
  });

  test('the group has an address of its own', async () => {
    const body = '  resource ip : ip-address { address: "10.0.0.11" }\n  settings { managed-ip: config-file }\n';
    const [finding] = await found(body);
    expect(finding?.message).toContain('ip of G has 10.0.0.11, the address of a itself');
    expect(finding?.fixes).toEqual([]);
    // another group's node may have it
    expect(await found(body, 'microsoft.sql-server')).toEqual([]);
  });

  test('a cluster names the group as its vCenter, not a node', async () => {
    const body = `${text(`${ip}  settings { managed-ip: config-file }\n`)}cluster C { vcenter: b  host H }\n`;
    const [finding] = await expectMarked(`${body}//          ^^^^^^^^^^ wsfc/managed-ip\n`, rules);
    expect(finding?.message).toBe(
      'C is managed by b, a node of G: after a failover its hosts lose their VirtualCenter. Name G instead.',
    );
    expect(await firstFixed(body, rules)).toContain('cluster C { vcenter: G  host H }');
    expect((await checked(body.replace('vcenter: b', 'vcenter: G'), rules)).findings).toEqual([]);
    const elsewhere = `${body.replace('vcenter: b', 'vcenter: other')}server other\n`;
    expect((await checked(elsewhere, rules)).findings).toEqual([]);
  });
});

describe('wsfc/registry-replication', () => {
  const { found, fixed } = of(registryReplication);
  const body = (place: string, own: string, others = '') =>
    `  resource ip : ip-address ${others}\n  resource vpxd : generic-service ${own}\n  settings { managed-ip: ${place} }\n`;
  const right = `{ registry-key: "${key}" }`;

  test('in the registry: the key of VirtualCenter', async () => {
    expect((await found(body('registry', '')))[0]?.message).toContain('and vpxd has no registry key');
    expect(await fixed(body('registry', ''))).toContain(`resource vpxd : generic-service ${right}`);
    const other = body('registry', '{ registry-key: "HKLM\\\\SOFTWARE\\\\Other" }');
    expect((await found(other))[0]?.message).toContain('vpxd replicates HKLM\\SOFTWARE\\Other');
    expect((await found(other))[0]?.fixes[0]?.safe).toBe(false);
    expect(await fixed(other)).toContain(`resource vpxd : generic-service ${right}`);
    expect(await found(body('registry', right))).toEqual([]);
  });

  test.each([
    ['HKLM\\SOFTWARE\\VMware, Inc.\\VMware VirtualCenter', true],
    ['SOFTWARE\\VMware, Inc.\\VMware VirtualCenter\\', true],
    ['HKEY_LOCAL_MACHINE\\software\\vmware, inc.\\vmware virtualcenter', true],
    ['HKLM\\SOFTWARE\\VMware, Inc.', false],
    ['HKCU\\SOFTWARE\\VMware, Inc.\\VMware VirtualCenter', false],
  ])('%s is the key: %s', (path, expected) => {
    expect(isVirtualCenterKey(path)).toBe(expected);
  });

  test('in the file: none', async () => {
    expect((await found(body('config-file', right)))[0]?.message).toContain('is in vpxd.cfg, and vpxd replicates');
    expect(await fixed(body('config-file', right))).toContain('resource vpxd : generic-service { }');
    expect(await found(body('config-file', ''))).toEqual([]);
  });

  test.each(['both', undefined])('where it is %s nothing is said of vpxd', async (place) => {
    const settings = place === undefined ? '' : `settings { managed-ip: ${place} }`;
    expect(await found(`  resource vpxd : generic-service ${right}\n  ${settings}\n`)).toEqual([]);
  });

  test('no other resource has one, nor a licence server of its own', async () => {
    const [finding, ...others] = await found(body('registry', right, right));
    expect(others).toEqual([]);
    expect(finding?.message).toContain('ip of G replicates a registry key');
    expect(await fixed(body('registry', right, right))).toContain('resource ip : ip-address { }');
    expect((await found(`  resource l : generic-service ${right}\n`, 'vmware.license-server')).length).toBe(1);
    expect(await found(`  resource l : generic-service ${right}\n`, 'microsoft.sql-server')).toEqual([]);
  });
});
