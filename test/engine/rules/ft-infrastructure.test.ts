/** What Fault Tolerance asks of processors, networks and the cluster. */
import { describe, expect, test } from 'vitest';
import { isTooOld, processorOf, sameFamily } from '../../../engine/rules/facts/processors.ts';
import cpu from '../../../engine/rules/vsphere/ft-cpu-compatibility.ts';
import networks from '../../../engine/rules/vsphere/ft-networks.ts';
import prerequisites from '../../../engine/rules/vsphere/ft-prerequisites.ts';
import { alone } from '../../support/one-rule.ts';

describe('names of processors', () => {
  test.each([
    ['Intel Xeon Gold 6130', 'Intel', 'Skylake'],
    ['Intel(R) Xeon(R) Platinum 8280 CPU @ 2.70GHz', 'Intel', 'Cascade Lake'],
    ['Intel Xeon Platinum 8280', 'Intel', 'Cascade Lake'],
    ['Intel Xeon Gold 6330', 'Intel', 'Ice Lake'],
    ['Intel Xeon Gold 6348H', 'Intel', 'Cooper Lake'],
    ['Xeon E5-2690', 'Intel', 'Sandy Bridge'],
    ['Xeon E5-2690 v4', 'Intel', 'Broadwell'],
    ['Xeon E7-4870', 'Intel', 'Westmere'],
    ['Intel Xeon X5650', 'Intel', 'Westmere'],
    ['AMD EPYC 7302', 'AMD', 'Rome'],
    ['AMD EPYC 7313P', 'AMD', 'Milan'],
    ['AMD Opteron 6174', 'AMD', 'Magny-Cours'],
    ['Intel Something', 'Intel', undefined],
  ])('%s', (model, vendor, generation) => {
    const processor = processorOf(model);
    expect([processor?.vendor, processor?.generation]).toEqual([vendor, generation]);
  });

  test('families, and what cannot be told', () => {
    expect(sameFamily('Intel Xeon Gold 6130', 'Intel Xeon Gold 6148')).toBe('yes');
    expect(sameFamily('Intel Xeon Gold 6130', 'Intel Xeon Gold 6230')).toBe('no');
    expect(sameFamily('Intel Xeon Gold 6130', 'AMD EPYC 7302')).toBe('no');
    expect(sameFamily('Intel Xeon Gold 6130', 'Intel Xeon New')).toBe('unknown');
    expect(sameFamily('Type 1', 'type  1')).toBe('yes');
    expect(sameFamily('Type 1', 'Type 2')).toBe('unknown');
    expect([isTooOld('Intel Xeon X5650'), isTooOld('Xeon E5-2690'), isTooOld('Type 1')]).toEqual([true, false, false]);
  });
});

describe('vsphere/ft-cpu-compatibility', () => {
  const rule = alone(cpu);
  const gold = 'Intel Xeon Gold 6130';
  const farm = (version: string, models: readonly string[], head = 'ha') => `cluster C {
  ${head}
${models.map((model, index) => `  host H${index + 1} { ${version === '' ? '' : `version: ${version}  `}${model === '' ? '' : `cpu-model: "${model}"`} }\n`).join('')}}
`;
  const vm = 'vm A on H1 { ft { secondary: H2 } }\n';

  test('a pair of two vendors or generations', async () => {
    expect(await rule.says(`${farm('6.7', [gold, 'AMD EPYC 7302', gold])}${vm}`)).toEqual([
      'error: A cannot be fault tolerant on H1 (Intel Xeon Gold 6130) and H2 (AMD EPYC 7302): its two copies need processors of one family, or one that EVC makes of them. Place the secondary on a host with such a processor.',
    ]);
    expect(await rule.says(`${farm('6.7', [gold, 'Intel Xeon Gold 6248', gold])}${vm}`)).toHaveLength(1);
    expect(await rule.says(`${farm('6.7', [gold, 'Intel Xeon Gold 6148', gold])}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm('', [gold, 'AMD EPYC 7302'])}${vm}`)).toHaveLength(1);
  });

  test('EVC makes one of generations, not of vendors', async () => {
    const evc = 'evc: "Intel Skylake"  ha';
    expect(await rule.says(`${farm('6.7', [gold, 'Intel Xeon Gold 6248', 'Intel Unheard'], evc)}${vm}`)).toEqual([]);
    expect((await rule.says(`${farm('6.7', [gold, 'AMD EPYC 7302', gold], evc)}${vm}`))[0]).toContain(
      'need processors of one vendor',
    );
  });

  test('vLockstep wants equal models', async () => {
    expect((await rule.says(`${farm('5.5', [gold, 'Intel Xeon Gold 6148'])}${vm}`))[0]).toContain(
      'need equal processors (vLockstep)',
    );
    expect(await rule.says(`${farm('5.5', [gold, 'intel xeon  gold 6130'])}${vm}`)).toEqual([]);
    const stated = 'vm A on H1 { ft { secondary: H2  technique: vlockstep } }\n';
    expect(await rule.says(`${farm('6.0', [gold, 'Intel Xeon Gold 6148'])}${stated}`)).toHaveLength(1);
    expect(await rule.says(`${farm('6.0', [gold, 'Intel Xeon Gold 6148'])}${vm}`)).toEqual([]);
  });

  test('hosts for a new secondary, once for all VMs', async () => {
    const more = 'vm B on H2 { ft { secondary: H1 } }\nvm D on H1 { ft }\n';
    expect(await rule.says(`${farm('6.7', [gold, gold, 'AMD EPYC 7302', 'AMD EPYC 7302'])}${vm}${more}`)).toEqual([
      'error: H3 and H4 (AMD EPYC 7302) of C cannot carry a new secondary of A, B and D, which run on Intel Xeon Gold 6130: Fault Tolerance needs processors of one family, or one that EVC makes of them there. Use such processors, or leave H3 and H4 out by a must rule.',
    ]);
    const bound = 'ha  drs { keep A on H1, H2 must }';
    expect(await rule.says(`${farm('6.7', [gold, gold, 'AMD EPYC 7302'], bound)}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm('6.7', [gold, gold, 'AMD EPYC 7302'])}vm B on H1\n`)).toEqual([]);
  });

  test('too old for checkpoints', async () => {
    const old = 'Intel Xeon X5650';
    expect(await rule.says(`${farm('6.0', [old, old])}${vm}`)).toEqual([
      'error: H1 has Intel Xeon X5650, which is too old for Fault Tolerance from vSphere 6.0: it needs Intel Sandy Bridge, AMD Bulldozer, or newer. A cannot have a copy there.',
      'error: H2 has Intel Xeon X5650, which is too old for Fault Tolerance from vSphere 6.0: it needs Intel Sandy Bridge, AMD Bulldozer, or newer. A cannot have a copy there.',
    ]);
    expect(await rule.says(`${farm('5.1', [old, old])}${vm}`)).toEqual([]);
  });

  test('names that tell nothing, and none', async () => {
    expect(await rule.says(`${farm('6.7', ['Type 1', 'Type 2'])}${vm}`)).toEqual([
      'info: Whether Type 1 and Type 2 of C are of one family cannot be told by their names: Fault Tolerance of A needs that, or EVC. State evc where it is set.',
    ]);
    expect(await rule.says(`${farm('6.7', [gold, ''])}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm('6.7', ['', 'AMD EPYC 7302'])}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm('6.7', [gold, 'AMD EPYC 7302'], 'hypervisor: hyper-v  ha')}${vm}`)).toEqual([]);
  });

  test('vLockstep stated where there is none any more', async () => {
    const stated = 'vm A on H1 { ft { secondary: H2  technique: vlockstep } }\n';
    expect(await rule.says(`${farm('6.7', [gold, gold])}${stated}`)).toEqual([
      'info: A states vLockstep, and H1 runs vSphere 6.7: from 6.5 Fault Tolerance keeps its copies in step by checkpoints, and wants hosts that vMotion can move between. State fast-checkpointing.',
    ]);
    expect((await rule.says(`${farm('', [gold, gold])}${stated}`))[0]).toContain(
      'the version of its hosts is not stated',
    );
    expect(await rule.says(`${farm('5.5', [gold, gold])}${stated}`)).toEqual([]);
    expect(await rule.fixed(`${farm('6.7', [gold, gold])}${stated}`)).toContain(
      'ft { secondary: H2  technique: fast-checkpointing }',
    );
  });
});

describe('vsphere/ft-networks', () => {
  const rule = alone(networks);
  const farm = (hosts: readonly string[], vm = 'vm A on H1 { ft { secondary: H2 } }') => `switch core
network lan
network spare { dedicated }
network move
cluster C {
  ha
${hosts.map((body, index) => `  host H${index + 1} { ${body} }\n`).join('')}}
${vm}
`;
  const good = 'nic v0 -> lan for management  nic v2 -> spare for ft-logging';

  test('one segment for everything', async () => {
    const text = farm(['nic v0 -> lan', 'nic v0 -> lan']);
    expect(await rule.says(text)).toEqual([
      'error: All traffic of C goes over lan, and Fault Tolerance of A needs several LAN segments: what the primary sends to its secondary waits behind everything else, and the VM with it. Give FT logging a segment of its own.',
    ]);
    // an adapter that has logging already is relieved of it, or cabled anew
    const used = 'nic v0 -> lan for management, ft-logging';
    expect(await rule.fixed(farm([used, used]))).toContain(
      'host H2 { nic v0 -> lan for management  nic v1 -> spare for ft-logging }',
    );
    const apart = 'nic v0 -> lan  nic v1 -> lan for ft-logging';
    expect(await rule.fixed(farm([apart, apart]))).toContain(
      'host H2 { nic v0 -> lan  nic v1 -> spare for ft-logging }',
    );
    // an idle dedicated network is taken before a new one is made
    expect(await rule.fixTitles(text)).toEqual(['Add v1 on spare for ft-logging to H1 and H2']);
    const without = text.replace('network spare { dedicated }\n', '').replace('network move\n', '');
    const fixed = await rule.fixed(without);
    expect(fixed).toContain('network lan\nnetwork ftlogging { dedicated }\n');
    expect(fixed).toContain('host H2 { nic v0 -> lan  nic v1 -> ftlogging for ft-logging }');
    expect(await rule.says(fixed)).toEqual([]);
  });

  test('several networks on one switch are several segments', async () => {
    const text = `switch core
network lan { switches: core }
network ft { switches: core }
cluster C { ha  host H1 { nic v0 -> core }  host H2 { nic v0 -> core } }
vm A on H1 { ft { secondary: H2 } }
`;
    expect(await rule.says(text)).toEqual([]);
    expect(await rule.says(text.replace('network ft { switches: core }\n', ''))).toHaveLength(1);
  });

  test('no adapter for logging, on hosts that say what theirs are for', async () => {
    expect(await rule.says(farm([good, 'nic v0 -> lan for management', 'nic v0 -> lan']))).toEqual([
      'warning: H2 of C has no adapter for FT logging: no secondary of A can be started there. Give it one.',
    ]);
    expect(await rule.fixTitles(farm([good, 'nic v0 -> lan for management']))).toEqual([
      'Add v1 on spare for ft-logging to H2',
    ]);
    expect(await rule.says(farm([good, good]))).toEqual([]);
    expect(await rule.says(farm([good, 'nic v0 -> lan for management'], 'vm A on H1'))).toEqual([]);
  });

  test('shared with vMotion on one adapter', async () => {
    const shared = 'nic v0 -> lan for management  nic v1 -> move for vmotion, ft-logging';
    expect(await rule.says(farm([shared, shared]))).toEqual([
      'warning: FT logging of C shares v1 with vMotion: what the primary of A sends to its secondary waits behind that, and the VM with it. Give FT logging a segment and an adapter of its own.',
    ]);
    const fixed = await rule.fixed(farm([shared, shared]));
    expect(fixed).toContain(
      'host H1 { nic v0 -> lan for management  nic v1 -> move for vmotion  nic v2 -> spare for ft-logging }',
    );
    expect(await rule.says(fixed)).toEqual([]);
  });

  test('shared with guests and management on one network', async () => {
    const shared = 'nic v0 -> lan for management  nic v1 -> move  nic v2 -> lan for ft-logging';
    const text = farm([shared, shared], 'vm A on H1 { nic eth0 -> lan via v0  ft { secondary: H2 } }');
    expect((await rule.says(text))[0]).toContain('FT logging of C shares lan with management and the traffic of A:');
    const fixed = await rule.fixed(text);
    expect(fixed).toContain('nic v2 -> spare for ft-logging');
    expect(await rule.says(fixed)).toEqual([]);
  });

  test('one clean adapter for logging is enough', async () => {
    const two = 'nic v0 -> lan for management, ft-logging  nic v2 -> spare for ft-logging';
    expect(await rule.says(farm([two, two]))).toEqual([]);
  });

  test('speed by version', async () => {
    const host = (version: string, speed: string) =>
      `${version === '' ? '' : `version: ${version}  `}nic v0 -> lan for management  nic v2 -> spare for ft-logging { speed: ${speed} }`;
    const say = async (version: string, speed: string) =>
      await rule.says(farm([host(version, speed), host(version, speed)]));
    expect(await say('6.7', '1 Gbps')).toEqual([
      'warning: v2 of H1 and H2 carries FT logging with 1 Gbps: vSphere from 6.0 (the hosts run 6.7) needs 10 Gbps. Use a faster adapter.',
    ]);
    expect((await say('', '1 Gbps'))[0]).toContain('vSphere from 6.0 (no version is stated) needs 10 Gbps');
    expect((await say('5.5', '100 Mbps'))[0]).toContain('vSphere 5.5 needs 1 Gbps');
    expect(await say('5.5', '1 Gbps')).toEqual([]);
    expect(await say('6.7', '10 Gbps')).toEqual([]);
  });
});

describe('vsphere/ft-prerequisites', () => {
  const rule = alone(prerequisites);
  const host = 'nic v0 -> lan for management  nic v1 -> move for vmotion';
  const farm = (head: string, hosts: readonly string[] = [host, host], vm = '') => `network lan
network move
server vc
cluster C {
  ${head}
${hosts.map((body, index) => `  host H${index + 1} { ${body} }\n`).join('')}}
vm A on H1 { ${vm}  ft { secondary: H2 } }
`;

  test('no HA, no cluster, no restart', async () => {
    expect(await rule.says(farm('vcenter: vc'))).toEqual([
      'error: A of C is to be fault tolerant, but C has no HA, which starts and replaces the secondary. Switch HA on.',
    ]);
    expect(await rule.fixed(farm('vcenter: vc'))).toContain('  vcenter: vc\n  ha\n');
    expect(await rule.says('host H1\nvm A on H1 { ft }\n')).toEqual([
      'error: A is to be fault tolerant, but H1 stands in no cluster: Fault Tolerance needs a cluster with HA, that starts and replaces the secondary. Put H1 into one.',
    ]);
    const disabled = farm('vcenter: vc  ha', undefined, 'restart-priority: disabled');
    expect(await rule.says(disabled)).toEqual([
      'error: A is to be fault tolerant, but HA is not to restart it (restart-priority: disabled): then it starts no secondary either. Let HA restart it.',
    ]);
    expect(await rule.fixed(disabled)).toContain('restart-priority: high');
  });

  test('vMotion on every host: lacking where a host says what its adapters are for, else not stated', async () => {
    const text = farm('vcenter: vc  ha', [host, 'nic v0 -> lan for management']);
    expect(await rule.says(text)).toEqual([
      'error: H2 of C has no adapter for vMotion, by which Fault Tolerance makes the secondary of A. Give it one.',
    ]);
    expect(await rule.fixed(text)).toContain('host H2 { nic v0 -> lan for management  nic v1 -> move for vmotion }');
    expect(await rule.says(farm('vcenter: vc  ha', [host, 'nic v0 -> lan']))).toEqual([
      'info: Fault Tolerance of A also needs an adapter for vMotion on H2, and the text does not state that C has it. State what is there.',
    ]);
    const none = farm('vcenter: vc  ha', ['nic v0 -> lan for management', 'nic v0 -> lan for management']);
    expect(await rule.fixTitles(none)).toEqual(['Add a network for vmotion, and v1 of H1 and H2 on it']);
    expect(await rule.fixed(none)).toContain('network lan\nnetwork vmotion { dedicated }\nnetwork move\n');
  });

  test('vCenter is information', async () => {
    expect(await rule.says(farm('ha'))).toEqual([
      'info: Fault Tolerance of A also needs vCenter (vcenter), and the text does not state that C has it. State what is there.',
    ]);
    expect((await rule.says(farm('ha', ['', ''])))[0]).toContain(
      'needs vCenter (vcenter) and an adapter for vMotion on H1 and H2, and the text does not state that C has them',
    );
  });

  test('a version before Fault Tolerance, and an edition without it', async () => {
    expect(await rule.says(farm('vcenter: vc  ha', [`version: 3.5  ${host}`, `version: 4.0  ${host}`]))).toEqual([
      'error: H1 of C runs vSphere 3.5, and Fault Tolerance (A) came with 4.0. Use a later version.',
    ]);
    expect(await rule.says(farm('vcenter: vc  edition: essentials-plus  ha'))).toEqual([
      'warning: The edition essentials-plus of C has no Fault Tolerance (A): Standard, Enterprise and Enterprise Plus have it. Use one of these.',
    ]);
    expect(await rule.says(farm('vcenter: vc  edition: standard  ha'))).toEqual([]);
  });

  test('a cluster without fault-tolerant VMs, and Hyper-V, are left alone', async () => {
    expect(await rule.says(farm('').replace('  ft { secondary: H2 }', ''))).toEqual([]);
    expect(await rule.says(farm('hypervisor: hyper-v'))).toEqual([]);
  });
});
