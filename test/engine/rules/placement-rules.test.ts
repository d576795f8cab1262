/** What keeps VMs apart or bound, and what HA and DRS make of it. */
import { describe, expect, test } from 'vitest';
import unsatisfiable from '../../../engine/rules/vsphere/affinity-unsatisfiable.ts';
import antiAffinity from '../../../engine/rules/vsphere/drs-anti-affinity.ts';
import automation from '../../../engine/rules/vsphere/drs-automation-level.ts';
import enforced from '../../../engine/rules/vsphere/ha-anti-affinity-enforced.ts';
import { alone } from '../../support/one-rule.ts';
import { checked } from '../../support/rules.ts';

/** A cluster of `hosts`, each with what stands in its body. */
const farm = (settings: string, hosts: readonly string[]) =>
  `circuit pA
circuit pB
rack R1
rack R2
rack R3
cluster C {
  ${settings}
${hosts.map((body, index) => `  host H${index + 1} {${body === '' ? '' : ` ${body} `}}\n`).join('')}}
`;
const plain = (count: number) => Array.from({ length: count }, () => '');

describe('vsphere/affinity-unsatisfiable', () => {
  const rule = alone(unsatisfiable);

  test('a must rule that names one host, or one of this cluster, leaves nowhere to go', async () => {
    const text = `${farm('ha  drs { keep A, B on H1 must }', plain(3))}vm A on H1\nvm B on H1\nvm D on H2\n`;
    expect(await rule.says(text)).toEqual([
      'error: A must rule leaves A and B no host of C but H1: HA never breaks it, so they stay down while H1 is lost. Name a second host, or write should.',
    ]);
    expect(await rule.fixed(text)).toContain('drs { keep A, B on H1 should }');
    expect(await rule.says(await rule.fixed(text))).toEqual([]);
  });

  test('rules that have one host in common, or none', async () => {
    const text = (second: string) =>
      `${farm(
        `ha
  drs {
    keep A on H1, H2 must
    keep A on ${second} must
  }`,
        plain(3),
      )}vm A on H1\n`;
    expect(await rule.places(text('H2, H3'))).toEqual(['keep A on H2, H3 must']);
    expect((await rule.says(text('H2, H3')))[0]).toContain('A must rule leaves A no host of C but H2');
    expect((await rule.says(text('H3')))[0]).toContain('The must rules of C leave A no host at all');
    expect(await rule.says(text('H1, H2'))).toEqual([]);
    // the last of them is softened
    expect(await rule.fixed(text('H3'))).toContain('    keep A on H1, H2 must\n    keep A on H3 should');
  });

  test('should, two hosts, no HA, no restart, and a cluster of one host are left alone', async () => {
    const vm = 'vm A on H1\n';
    expect(await rule.says(`${farm('ha  drs { keep A on H1 should }', plain(2))}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm('ha  drs { keep A on H1, H2 must }', plain(2))}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm('drs { keep A on H1 must }', plain(2))}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm('ha  drs { keep A on H1 must }', plain(1))}${vm}`)).toEqual([]);
    const disabled = 'vm A on H1 { restart-priority: disabled }\n';
    expect(await rule.says(`${farm('ha  drs { keep A on H1 must }', plain(2))}${disabled}`)).toEqual([]);
  });

  test('a rule that names what does not exist is in doubt', async () => {
    expect(await rule.says(`${farm('ha  drs { keep A on H1, H99 must }', plain(2))}vm A on H1\n`)).toEqual([]);
  });

  test('as many VMs as hosts: an error where HA respects the rule, else information', async () => {
    const text = (setting: string) =>
      `${farm(`ha { admission: off${setting} }  drs { keep apart A, B }`, plain(2))}vm A on H1\nvm B on H2\n`;
    expect(await rule.says(text('  respect-anti-affinity: on'))).toEqual([
      'error: C keeps 2 VMs apart (A and B) on 2 hosts, and HA respects that: when H1 is lost, its VM has no host left and stays down. Add a host, or let HA break the rule (respect-anti-affinity: off).',
    ]);
    const shared =
      'info: C keeps 2 VMs apart (A and B) on 2 hosts: when H1 is lost, two of them share a host, or one stays down. A further host would keep them apart.';
    expect(await rule.says(text('  respect-anti-affinity: off'))).toEqual([shared]);
    expect(await rule.says(text(''))).toEqual([shared]);
    const [unstated] = await rule.findings(text(''));
    expect(unstated?.severityFrom).toBe('not-stated');
  });

  test('with a host more there is room, unless must rules take it', async () => {
    const text = (rules: string) =>
      `${farm(
        `ha { respect-anti-affinity: on }
  drs {
    keep apart A, B
    ${rules}
  }`,
        plain(3),
      )}vm A on H1\nvm B on H2\n`;
    expect(await rule.says(text(''))).toEqual([]);
    // A and B share the two hosts that are left to them
    expect((await rule.says(text('keep A, B on H1, H2 must'))).map((each) => each.slice(0, 40))).toEqual([
      'error: C keeps 2 VMs apart (A and B) on ',
    ]);
  });

  test('racks and circuits are information, with what is shared', async () => {
    const racks = ['rack: R1  circuits: pA', 'rack: R2  circuits: pB', 'rack: R2  circuits: pB'];
    const text = (levels: string, hosts: readonly string[]) =>
      `${farm(`ha { respect-anti-affinity: on }  drs { keep apart A, B across ${levels} }`, hosts)}vm A on H1\nvm B on H2\n`;
    expect(await rule.says(text('hosts, racks, circuits', racks))).toEqual([
      'info: When H1 is lost, A and B can no longer be kept apart across racks and circuits: the hosts of C that are left share R2 and pB. A further host elsewhere would keep them apart.',
    ]);
    expect(await rule.says(text('hosts, racks', ['rack: R1', 'rack: R2', 'rack: R3']))).toEqual([]);
    expect(await rule.says(text('hosts, racks', ['rack: R1', 'rack: R2', '']))).toEqual([]);
    expect(await rule.says(text('hosts', racks))).toEqual([]);
  });

  test('many VMs on many hosts are judged at once', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `V${index}`);
    const hosts = Array.from({ length: 64 }, (_, index) => `rack: R${(index % 3) + 1}`);
    const vms = names.map((name, index) => `vm ${name} on H${index + 1}\n`).join('');
    const text = `${farm(`ha  drs { keep apart ${names.join(', ')} across hosts, racks }`, hosts)}${vms}`;
    expect((await rule.says(text))[0]).toMatch(/^info: When H1 is lost, V0, V1, V2, V3, V4 and 35 more can no longer/);
    // every two hosts share a circuit, of which there are many: the search gives up, and nothing is said
    const circuits = Array.from({ length: 64 }, (_, index) => `circuit c${index}\n`).join('');
    const ring = Array.from({ length: 64 }, (_, index) => `circuits: c${index}, c${(index + 1) % 64}`);
    const rule40 = `ha  drs { keep apart ${names.join(', ')} across hosts, circuits }`;
    expect(await rule.says(`${circuits}${farm(rule40, ring)}${vms}`)).toEqual([]);
  });
});

describe('vsphere/ha-anti-affinity-enforced', () => {
  const rule = alone(enforced);
  const text = (setting: string, versions: readonly string[]) =>
    `${farm(
      `ha {${setting}}  drs { keep apart A, B }`,
      versions.map((each) => (each === '' ? '' : `version: ${each}`)),
    )}vm A on H1\nvm B on H2\n`;

  test('off, by default off, and not stated', async () => {
    expect(await rule.says(text(' respect-anti-affinity: off ', ['6.7', '6.7', '6.7']))).toEqual([
      'warning: HA of C does not keep A and B apart (respect-anti-affinity: off): it may restart one on the host of the other, and the next failure takes both. Set respect-anti-affinity to on.',
    ]);
    expect(await rule.says(text('', ['6.0', '5.5', '6.0']))).toEqual([
      'warning: HA of C does not keep A and B apart unless told to (vSphere 6.0, default off): it may restart one on the host of the other, and the next failure takes both. Set respect-anti-affinity to on.',
    ]);
    for (const versions of [
      ['6.7', '6.7', '6.7'],
      ['', '', ''],
      ['6.0', '', '6.0'],
    ])
      expect((await rule.says(text('', versions)))[0], versions.join()).toMatch(
        /^info: Whether HA of C keeps A and B apart/,
      );
    expect(await rule.says(text(' respect-anti-affinity: on ', ['6.0', '6.0', '6.0']))).toEqual([]);
  });

  test('the setting goes into the block, which keeps what it has', async () => {
    expect(await rule.fixed(text(' isolation: power-off ', ['6.0', '6.0', '6.0']))).toContain(
      'ha { isolation: power-off  respect-anti-affinity: on }',
    );
    expect(await rule.fixed(text(' respect-anti-affinity: off ', ['', '', '']))).toContain(
      'ha { respect-anti-affinity: on }',
    );
    const bare = `${farm('ha  drs { keep apart A, B }', plain(3))}vm A on H1\nvm B on H2\n`;
    expect(await rule.fixed(bare)).toContain('ha { respect-anti-affinity: on }  drs');
  });

  test('before 5.5 there is no such setting', async () => {
    expect(await rule.says(text(' respect-anti-affinity: on ', ['5.1', '6.0', '6.0']))).toEqual([
      'warning: HA of C keeps A and B apart only from vSphere 5.5, and H1 runs 5.1: it may restart one on the host of the other. Use vSphere 5.5 or later, or separate clusters.',
    ]);
  });

  test('where too few hosts would be left, to respect the rule is no advice', async () => {
    expect(await rule.says(text('', ['6.0', '6.0']))).toEqual([]);
  });

  test('no HA, no rule, a rule for one VM here, and VMs that are not restarted', async () => {
    const vms = 'vm A on H1\nvm B on H2\n';
    expect(await rule.says(`${farm('drs { keep apart A, B }', plain(3))}${vms}`)).toEqual([]);
    expect(await rule.says(`${farm('ha  drs { keep together A, B }', plain(3))}${vms}`)).toEqual([]);
    expect(
      await rule.says(`${farm('ha  drs { keep apart A, B }', plain(3))}host Alone\nvm A on H1\nvm B on Alone\n`),
    ).toEqual([]);
    const disabled = 'vm A on H1 { restart-priority: disabled }\nvm B on H2 { restart-priority: disabled }\n';
    expect(await rule.says(`${farm('ha  drs { keep apart A, B }', plain(3))}${disabled}`)).toEqual([]);
  });
});

describe('vsphere/drs-anti-affinity', () => {
  const rule = alone(antiAffinity);
  const pair = 'service Pair : switchover { primary: A  backup: B }\n';
  const vms = 'vm A on H1\nvm B on H2\n';

  test('racks and circuits are asked for only where one of them could still take both', async () => {
    const service = 'service S : switchover { primary: A  backup: B }\n';
    const text = (levels: string, hosts: readonly string[]) =>
      `${farm(`drs { keep apart A, B across ${levels} }`, hosts)}vm A on H1\nvm B on H3\n${service}`;
    const single = [
      'rack: R1  circuits: pA',
      'rack: R1  circuits: pA',
      'rack: R2  circuits: pB',
      'rack: R2  circuits: pB',
    ];
    expect((await rule.says(text('hosts', single)))[0]).toContain('does not do so across racks and circuits');
    // each rack has a circuit of its own
    expect(await rule.says(text('hosts, racks', single))).toEqual([]);
    expect(await rule.says(text('hosts, circuits', single))).toEqual([]);
    // of two circuits neither takes a host
    const twice = single.map((body) => body.replace(/p[AB]/, 'pA, pB'));
    expect((await rule.says(text('hosts', twice)))[0]).toContain('does not do so across racks:');
    expect(await rule.says(text('hosts, racks', twice))).toEqual([]);
    const crossed = [
      'rack: R1  circuits: pA',
      'rack: R2  circuits: pA',
      'rack: R3  circuits: pB',
      'rack: R3  circuits: pB',
    ];
    expect((await rule.says(text('hosts, racks', crossed)))[0]).toContain('does not do so across circuits');
  });

  test('HA, DRS or both may bring a pair together', async () => {
    const say = async (settings: string) => await rule.says(`${farm(settings, plain(3))}${vms}${pair}`);
    expect(await say('ha  drs { mode: manual }')).toEqual([
      'warning: No rule of C keeps A and B apart, by which Pair is redundant: DRS or a restart by HA may bring them to one host, and its loss takes both. Keep them apart.',
    ]);
    expect((await say('ha'))[0]).toContain('Pair is redundant: a restart by HA may bring');
    expect((await say('drs { mode: manual }'))[0]).toContain('Pair is redundant: DRS may bring');
    expect(await say('')).toEqual([]);
  });

  test('other clusters, hosts of their own, servers, and services that need no partner', async () => {
    expect(
      await rule.says(`${farm('ha', plain(2))}cluster D { ha  host H8  host H9 }\nvm A on H1\nvm B on H8\n${pair}`),
    ).toEqual([]);
    expect(await rule.says(`host H1\nhost H2\n${vms}${pair}`)).toEqual([]);
    expect(await rule.says(`${farm('ha', plain(2))}vm A on H1\nserver B\n${pair}`)).toEqual([]);
    expect(await rule.says(`${farm('ha', plain(2))}${vms}service One : standalone { member: A }\n`)).toEqual([]);
    const spares = 'service N : n-plus-one { members: A  spares: B, S }\nvm S on H2\n';
    expect((await rule.says(`${farm('ha', plain(2))}${vms}${spares}`))[0]).toContain('A, B and S apart');
  });

  test('VMs that nothing moves, and must rules without a common host', async () => {
    const still = 'vm A on H1 { restart-priority: disabled }\nvm B on H2 { restart-priority: disabled }\n';
    expect(await rule.says(`${farm('ha', plain(2))}${still}${pair}`)).toEqual([]);
    const bound = farm('ha  drs { keep A on H1, H2 must  keep B on H3, H4 must }', plain(4));
    expect(await rule.says(`${bound}vm A on H1\nvm B on H3\n${pair}`)).toEqual([]);
    const left = 'vm A on H1 { drs: disabled }\nvm B on H2 { drs: disabled }\n';
    expect(await rule.says(`${farm('drs { mode: fully-automated }', plain(2))}${left}${pair}`)).toEqual([]);
  });

  test('a rule counts in any order, with more in it, and pair by pair', async () => {
    const say = async (rules: string, more = '') =>
      await rule.says(`${farm(`ha  drs {\n${rules}\n}`, plain(4))}vm C1 on H3\n${vms}${more === '' ? pair : more}`);
    expect(await say('keep apart B, C1, A')).toEqual([]);
    const three = 'service Three : active-active { members: A, B, C1 }\n';
    expect(await say('keep apart A, B\nkeep apart B, C1\nkeep apart A, C1', three)).toEqual([]);
    expect(await say('keep apart A, B', three)).toHaveLength(1);
    expect(await say('keep together A, B')).toHaveLength(1);
  });

  test('a member that is a service of one machine, and one with a redundancy of its own', async () => {
    const inner = 'service One : standalone { member: A }\nservice Pair : switchover { primary: One  backup: B }\n';
    expect(await rule.says(`${farm('ha', plain(3))}${vms}${inner}`)).toHaveLength(1);
    const nested = `vm C1 on H3\nservice In : switchover { primary: A  backup: C1 }\nservice Out : switchover { primary: In  backup: B }\n`;
    expect((await rule.says(`${farm('ha', plain(3))}${vms}${nested}`)).map((each) => each.slice(27, 37))).toEqual([
      ' A and C1 ',
    ]);
  });

  test('two Communication Managers in one HA cluster: by their release', async () => {
    const cm = (release: string) =>
      `${farm('ha', plain(3))}network dup\n${vms}service CM : duplication { product: avaya.communication-manager  active: A  standby: B  link: dup${release} }\n`;
    expect(await rule.says(cm(''))).toEqual([]);
    expect(await rule.says(cm('  release: 10.2'))).toEqual([]);
    expect(await rule.says(cm('  release: 6.2'))).toHaveLength(1);
  });

  test('the rule is added where the others are, with the setting that HA needs to respect it', async () => {
    const text = `${farm('ha\n  drs {\n    mode: manual\n  }', plain(3))}${vms}${pair}`;
    expect(await rule.fixTitles(text)).toEqual(['Keep A and B apart, in restarts too']);
    expect(await rule.fixed(text)).toContain('  drs {\n    mode: manual\n    keep apart A, B\n  }');
    expect(await rule.fixed(text)).toContain('  ha { respect-anti-affinity: on }\n');
    expect((await checked(await rule.fixed(text), { rules: [antiAffinity, enforced] })).findings).toEqual([]);
  });

  test('where HA would leave a VM down for it, or is told otherwise, the setting stays as it is', async () => {
    const said = async (settings: string, hosts: number) => {
      const text = `${farm(`${settings}  drs { mode: manual }`, plain(hosts))}${vms}${pair}`;
      const [finding] = (await checked(text, { rules: [antiAffinity, unsatisfiable] })).findings;
      return finding?.fixes.map(({ title }) => title);
    };
    expect(await said('ha', 3)).toEqual(['Keep A and B apart, in restarts too']);
    expect(await said('ha', 2)).toEqual(['Keep A and B apart']);
    expect(await said('ha { respect-anti-affinity: off }', 3)).toEqual(['Keep A and B apart']);
    expect(await said('', 3)).toEqual(['Keep A and B apart']);
  });

  test('without DRS the fix says that it switches DRS on', async () => {
    const text = `${farm('ha', plain(3))}${vms}${pair}`;
    expect(await rule.fixTitles(text)).toEqual(['Switch DRS on in C and keep A and B apart']);
    expect(await rule.fixed(text)).toContain('  ha\n  drs { keep apart A, B }\n  host H1');
    expect(await rule.says(await rule.fixed(text))).toEqual([]);
  });

  test('racks and circuits where they are modelled and suffice', async () => {
    const racks = [
      'rack: R1  circuits: pA',
      'rack: R2  circuits: pB',
      'rack: R3  circuits: pA',
      'rack: R1  circuits: pB',
    ];
    const text = (rules: string, hosts: readonly string[]) =>
      `${farm(`ha  drs {\n    ${rules}\n  }`, hosts)}${vms}${pair}`;
    expect(await rule.says(text('keep apart A, B', racks))).toEqual([
      'warning: The rule of C that keeps A and B apart (Pair) does not do so across racks and circuits: DRS or a restart by HA may bring them where one fault takes both. Keep them apart across racks and circuits too.',
    ]);
    expect(await rule.fixed(text('keep apart A, B', racks))).toContain(
      '    keep apart A, B across hosts, racks, circuits\n',
    );
    expect(await rule.says(text('keep apart A, B across racks, circuits', racks))).toEqual([]);
    expect(await rule.fixed(text('mode: manual', racks))).toContain('keep apart A, B across hosts, racks, circuits');
    // one rack alone, hosts that state none, and a rack that one loss empties
    expect(await rule.says(text('keep apart A, B', ['rack: R1', 'rack: R1', 'rack: R1']))).toEqual([]);
    expect(await rule.says(text('keep apart A, B', ['rack: R1', 'rack: R2', '']))).toEqual([]);
    expect(await rule.says(text('keep apart A, B', ['rack: R1', 'rack: R2', 'rack: R2']))).toEqual([]);
  });
});

describe('vsphere/drs-automation-level', () => {
  const rule = alone(automation);
  const text = (settings: string, vm = '') => `${farm(settings, plain(3))}vm A on H1${vm}\nvm B on H2${vm}\n`;

  test('by hand, in part, and not stated', async () => {
    expect(await rule.says(text('ha  drs { mode: manual  keep apart A, B }'))).toEqual([
      'info: DRS of C only recommends (mode: manual): once HA has restarted A and B on one host, they stay there until an operator moves one. Have somebody act on its recommendations, or set mode to fully-automated.',
    ]);
    expect(await rule.says(text('drs { mode: partially-automated  keep apart A, B }'))).toHaveLength(1);
    expect((await rule.says(text('drs { keep apart A, B }')))[0]).toMatch(/^info: Whether DRS of C moves VMs/);
    expect(await rule.fixed(text('drs { keep apart A, B }'))).toContain(
      'drs { mode: fully-automated  keep apart A, B }',
    );
  });

  test('full automation, no rule, VMs with a mode of their own', async () => {
    expect(await rule.says(text('drs { mode: fully-automated  keep apart A, B }'))).toEqual([]);
    expect(await rule.says(text('drs { mode: manual }'))).toEqual([]);
    expect(await rule.says(text('drs { mode: manual  keep apart A, B }', ' { drs: manual }'))).toEqual([]);
  });
});
