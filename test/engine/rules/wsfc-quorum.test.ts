import { describe, expect, test } from 'vitest';
import { survivalOf, votesOf } from '../../../engine/rules/facts/votes.ts';
import mnsPhysicalOnly from '../../../engine/rules/wsfc/mns-physical-only.ts';
import quorumDiskShared from '../../../engine/rules/wsfc/quorum-disk-shared.ts';
import quorumResource from '../../../engine/rules/wsfc/quorum-resource.ts';
import voteMajority from '../../../engine/rules/wsfc/vote-majority.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked, firstFixed } from '../../support/rules.ts';

const servers = (...names: string[]) => names.map((name) => `server ${name} { nic lan0 -> lan }\n`).join('');

describe('wsfc/quorum-resource', () => {
  const rules = { rules: [quorumResource] };
  const titles = async (text: string) => (await checked(text, rules)).findings[0]?.fixes.map(({ title }) => title);

  test('any cluster without a quorum is reported, with the names of its nodes', async () => {
    const [finding] = await expectMarked(
      `network lan
${servers('db1', 'db2')}failover-cluster Databases { nodes: db1, db2 }
//               ^^^^^^^^^ wsfc/quorum-resource
`,
      rules,
    );
    expect(finding?.message).toBe(
      'Databases has no quorum resource: once db1 and db2 no longer hear each other, nothing decides which of them goes on. State `quorum`: a disk that all nodes see, or a majority.',
    );
    expect(finding?.fixes).toEqual([]);
  });

  test.each(['disk d', 'majority', 'majority with witness w'])('`quorum: %s` is one', async (quorum) => {
    await expectMarked(
      `network lan\nstorage d\n${servers('a', 'b', 'w')}failover-cluster F { nodes: a, b  quorum: ${quorum} }\n`,
      rules,
    );
  });

  test('a single node has nobody to hear, and still needs one', async () => {
    const { findings } = await checked(
      'network lan\nserver a { nic lan0 -> lan }\nfailover-cluster F { nodes: a }\n',
      rules,
    );
    expect(findings.map(({ message }) => message)).toEqual([
      'F has no quorum resource: Windows forms no cluster without one. State `quorum`: a disk that all nodes see, or a majority.',
    ]);
  });

  test('of a cluster without nodes only the language speaks', async () => {
    expect((await checked('failover-cluster F { }\n', rules)).findings).toEqual([]);
  });

  test('a quorum that names nothing is the language’s to report', async () => {
    const { findings } = await checked(
      'network lan\nserver a\nserver b\nfailover-cluster F { nodes: a, b  quorum: disk missing }\n',
      rules,
    );
    expect(findings).toEqual([]);
  });

  test('the fix takes a witness that fits: reachable, no node, without VirtualCenter', async () => {
    const text = `network lan
network far
server a { nic lan0 -> lan }
server b { nic lan0 -> lan }
server away { nic lan0 -> far }
server vc { nic lan0 -> lan }
server file { nic lan0 -> lan }
service VC : standalone { product: vmware.virtualcenter  member: vc }
failover-cluster F { nodes: a, b }
`;
    expect(await titles(text)).toEqual(['Put a witness share on file']);
    expect(await firstFixed(text, rules)).toContain(
      'failover-cluster F { nodes: a, b  quorum: majority with witness file }',
    );
    // a network that a link joins is reached
    const joined = text.replace('server file { nic lan0 -> lan }\n', 'link wan between lan, far\n');
    expect(await titles(joined)).toEqual(['Put a witness share on away']);
  });

  test('else a majority of three, else a SAN that both nodes state', async () => {
    expect(await titles(`network lan\n${servers('a', 'b', 'c')}failover-cluster F { nodes: a, b, c }\n`)).toEqual([
      'State quorum: majority',
    ]);
    const two = (kind: string, other: string) => `storage d { kind: ${kind} }
storage e { kind: san }
server a { storage: d }
server b { storage: ${other} }
failover-cluster F { nodes: a, b }
`;
    const all = async (text: string) => (await checked(text)).findings.find(({ code }) => code === quorumResource.id);
    expect((await all(two('san', 'd, e')))?.fixes.map(({ title }) => title)).toEqual(['State quorum: disk d']);
    expect((await all(two('san', 'e')))?.fixes).toEqual([]);
    expect((await all(two('nas', 'd')))?.fixes).toEqual([]);
  });
});

describe('wsfc/quorum-disk-shared', () => {
  const rules = { rules: [quorumDiskShared] };

  test('names the nodes that do not see it, and connects what they stand on', async () => {
    const text = `storage q { kind: san }
storage d
host H1 { storage: d }
server a { storage: q }
server b { storage: d }
vm c on H1 { disk: d }
failover-cluster F { nodes: a, b, c  quorum: disk q }
//                                   ^^^^^^^^^^^^^^ wsfc/quorum-disk-shared
`;
    const [finding] = await expectMarked(text, rules);
    expect(finding?.message).toBe(
      'b and c do not see q, the quorum disk of F: when the node that holds it is lost, nobody can take it over and the cluster stops. Connect b and H1 to q.',
    );
    expect(finding?.related.map(({ message }) => message)).toEqual([
      'b does not list q in its storage.',
      'c does not list q in its storage.',
      'q is declared here.',
    ]);
    const fixed = await firstFixed(text, rules);
    expect(fixed).toContain('host H1 { storage: d, q }');
    expect(fixed).toContain('server b { storage: d, q }');
    expect((await checked(fixed, rules)).findings).toEqual([]);
  });

  test.each([
    ['that both list', 'storage q { kind: san }', 'storage: q', 'storage: q'],
    ['whose kind is not stated', 'storage q', 'storage: q', 'storage: q'],
    ['on a vSAN', 'storage q { kind: vsan }', 'storage: q', 'storage: q'],
    ['of nodes that list no storage', 'storage q { kind: san }', '', ''],
  ])('a disk %s is left alone', async (_, disk, one, other) => {
    await expectMarked(
      `${disk}\nserver a { ${one} }\nserver b { ${other} }\nfailover-cluster F { nodes: a, b  quorum: disk q }\n`,
      rules,
    );
  });

  test('a VM sees its own disk, and what its host lists', async () => {
    const { findings } = await checked(
      `storage q { kind: san }
host H1
host H2 { storage: q }
vm a on H1 { disk: q }
vm b on H2
failover-cluster F { nodes: a, b  quorum: disk q }
`,
      rules,
    );
    expect(findings).toEqual([]);
  });

  test.each([
    ['local', 'is local storage'],
    ['nas', 'is network-attached'],
  ])('a %s disk is none; another SAN that all see is offered', async (kind, words) => {
    const text = `storage q { kind: ${kind} }
storage half { kind: san }
storage whole { kind: san }
server a { storage: q, half, whole }
server b { storage: q, whole }
failover-cluster F { nodes: a, b  quorum: disk q }
//                                ^^^^^^^^^^^^^^ wsfc/quorum-disk-shared
`;
    const [finding] = await expectMarked(text, rules);
    expect(finding?.message).toContain(words);
    expect(await firstFixed(text, rules)).toContain('quorum: disk whole }');
  });
});

describe('votes', () => {
  // static votes of Windows Server 2003 and 2008
  test.each([
    [2, 0, 2, 0],
    [2, 1, 2, 1],
    [3, 0, 2, 1],
    [3, 1, 3, 1],
    [4, 0, 3, 1],
    [4, 1, 3, 2],
    [5, 0, 3, 2],
  ] as const)('%i nodes and %i witness need %i and may lose %i', (nodes, witness, needed, tolerated) => {
    expect(votesOf(nodes, witness)).toMatchObject({ all: nodes + witness, needed, tolerated });
  });

  // Microsoft, "Understanding cluster and pool quorum"
  test.each([
    [2, 0, 'half', 'no', 'no'],
    [2, 1, 'yes', 'no', 'no'],
    [3, 0, 'yes', 'half', 'no'],
    [3, 1, 'yes', 'yes', 'no'],
    [4, 0, 'yes', 'yes', 'half'],
    [4, 1, 'yes', 'yes', 'yes'],
    [5, 0, 'yes', 'yes', 'yes'],
    [9, 1, 'yes', 'yes', 'yes'],
    [1, 0, 'no', 'no', 'no'],
  ] as const)('with dynamic quorum %i nodes and %i witness survive %s, %s, %s', (nodes, witness, ...expected) => {
    const { one, oneThenAnother, twoAtOnce } = survivalOf({ nodes, witness });
    expect([one, oneThenAnother, twoAtOnce]).toEqual(expected);
  });
});

describe('wsfc/vote-majority', () => {
  const rules = { rules: [voteMajority] };
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const text = (nodes: number, more: string) =>
    `network lan\n${servers(...names.slice(0, nodes), 'w')}failover-cluster F { nodes: ${names.slice(0, nodes).join(', ')}  ${more} }\n`;
  const found = async (nodes: number, more: string) => (await checked(text(nodes, more), rules)).findings;

  test('two voters need each other', async () => {
    const [finding] = await expectMarked(
      `network lan
${servers('a', 'b')}failover-cluster F { nodes: a, b  quorum: majority }
//                                ^^^^^^^^^^^^^^^^ wsfc/vote-majority
service G : failover-group { cluster: F }
service H : failover-group { cluster: F }
`,
      rules,
    );
    expect(finding?.message).toBe(
      'F has 2 votes (a and b) and needs 2: it survives the loss of none of them, and G and H stop with it. Three voters survive the loss of one: add a witness.',
    );
    expect(finding).toMatchObject({ severity: 'error', severityFrom: 'rule', fixes: [] });
  });

  test('with dynamic quorum one of two survives, if it is the right one', async () => {
    const [finding] = await found(2, 'quorum: majority  version: 2016');
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toBe(
      'F has 2 nodes (a and b), dynamic quorum and no witness: it survives the loss of one only if it is the right one. Three voters survive the loss of any: add a witness.',
    );
    expect((await found(2, 'quorum: majority  version: 2016  dynamic-quorum: off'))[0]?.message).toContain(
      'none of them',
    );
  });

  test.each([
    [1, 'quorum: majority', 'F has 1 vote (a) and needs 1', 'add a node or a witness'],
    [1, 'quorum: majority with witness w', 'F has 2 votes (a and w) and needs 2', 'add a node.'],
  ])('%i node with %s is too few', async (nodes, more, start, end) => {
    const [finding] = await found(nodes, more);
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toContain(start);
    expect(finding?.message).toContain(end);
  });

  test.each([
    [2, 'quorum: majority with witness w'],
    [3, 'quorum: majority'],
    [4, 'quorum: majority with witness w'],
    [5, 'quorum: majority  version: 2003'],
    // the witness votes only where the number is even
    [3, 'quorum: majority with witness w  dynamic-quorum: on'],
    [3, 'quorum: majority with witness w  version: 2012'],
    // not stated: it may
    [3, 'quorum: majority with witness w'],
    [6, 'quorum: majority  version: 2019'],
    [2, 'quorum: disk q'],
  ])('%i nodes with %s are enough', async (nodes, more) => {
    const { findings } = await checked(`storage q\n${text(nodes, more)}`, rules);
    expect(findings).toEqual([]);
  });

  test('an even number of static votes is no better than the odd one below', async () => {
    const [finding] = await found(4, 'quorum: majority  version: 2008');
    expect(finding?.severity).toBe('warning');
    expect(finding?.message).toBe(
      'F has 4 votes (a, b, c and d) and needs 3: it survives the loss of 1, no more than with 3 votes, and a split into halves stops both. Make the votes odd: add a witness, or a node.',
    );
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Put a witness share on w']);
  });

  test('a witness beside three nodes does nothing while votes stay as they are', async () => {
    const [finding] = await found(3, 'quorum: majority with witness w  dynamic-quorum: off');
    expect(finding?.message).toContain('F has 4 votes (a, b, c and w) and needs 3');
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Leave the witness of F out']);
    const fixed = await firstFixed(text(3, 'quorum: majority with witness w  dynamic-quorum: off'), rules);
    expect(fixed).toContain('quorum: majority  dynamic-quorum: off');
  });

  test('four nodes with dynamic quorum are told what they survive', async () => {
    const [finding] = await found(4, 'quorum: majority  dynamic-quorum: on');
    expect(finding?.message).toBe(
      'F has 4 nodes, dynamic quorum and no witness: it survives the loss of one, after it of any other, and of two at once only of the right two. Add a witness: its vote makes the number odd.',
    );
  });
});

describe('wsfc/mns-physical-only', () => {
  const rules = { rules: [mnsPhysicalOnly] };
  const text = (quorum: string, product: string, hosts = ['H1', 'H2']) => `network lan
storage q { kind: san }
host H1 { nic v -> lan }
host H2 { nic v -> lan }
host H3 { nic v -> lan }
server a { nic lan0 -> lan }
vm b on ${hosts[0]} { nic e -> lan }
vm c on ${hosts[1]} { nic e -> lan }
failover-cluster F { nodes: a, b, c  quorum: ${quorum} }
service VC : failover-group { cluster: F  ${product}  owners: a, b }
`;
  const vc = 'product: vmware.virtualcenter';

  test('virtual nodes of a majority under VirtualCenter: an error for 2003, a warning where no version is stated', async () => {
    const stated = (await checked(text('majority  version: 2003', vc), rules)).findings;
    expect(stated.map(({ severity, message }) => [severity, message])).toEqual([
      [
        'error',
        'b and c are virtual, and F goes by majority: for VC only physical servers are supported as nodes of a majority node set. Use servers as nodes, or a quorum disk.',
      ],
    ]);
    const unstated = (await checked(text('majority', vc), rules)).findings;
    expect(unstated.map(({ severity, severityFrom }) => [severity, severityFrom])).toEqual([['warning', 'release']]);
    expect(unstated[0]?.message).toContain('The version is not stated');
  });

  test('and of the licence server', async () => {
    expect((await checked(text('majority', 'product: vmware.license-server'), rules)).findings.length).toBe(1);
  });

  test.each([
    ['from 2008 on', 'majority  version: 2008', vc],
    ['with a quorum disk', 'disk q', vc],
    ['of another product', 'majority  version: 2003', 'product: microsoft.sql-server'],
    ['without a product', 'majority', ''],
  ])('not %s', async (_, quorum, product) => {
    await expectMarked(text(quorum, product), rules);
  });

  test('two nodes on one host, where they are no pair of owners', async () => {
    const [finding] = await expectMarked(
      text('disk q', '', ['H2', 'H2']).replace(
        'vm c on H2 { nic e -> lan }\n',
        'vm c on H2 { nic e -> lan }\n//      ^^ wsfc/mns-physical-only\n',
      ),
      rules,
    );
    expect(finding?.message).toBe(
      'c runs on H2, like b: the loss of this one host takes 2 of the 3 nodes of F. Place c on another host.',
    );
    const [fix] = finding?.fixes ?? [];
    expect(fix?.title).toBe('Move c to H1');
    const fixed = applied(text('disk q', '', ['H2', 'H2']), fix?.edits ?? []);
    expect(fixed).not.toBe(text('disk q', '', ['H2', 'H2']));
    // b and a own VC: with b and c as owners the pair rule says it
    const owners = text('disk q', '', ['H2', 'H2']).replace('owners: a, b', 'owners: b, c');
    expect((await checked(owners, rules)).findings).toEqual([]);
  });
});
