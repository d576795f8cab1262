/** Fault-tolerant VMs: where their copies are, how large they may be, what they may use. */
import { describe, expect, test } from 'vitest';
import { runRules } from '../../../engine/rules/check.ts';
import limits from '../../../engine/rules/vsphere/ft-host-limits.ts';
import secondary from '../../../engine/rules/vsphere/ft-secondary-host.ts';
import third from '../../../engine/rules/vsphere/ft-third-host.ts';
import vcpu from '../../../engine/rules/vsphere/ft-vcpu-limit.ts';
import { alone } from '../../support/one-rule.ts';
import { topologyOf } from '../../support/topology.ts';

const farm = (hosts: readonly string[], head = 'ha') => `network lan
storage san
cluster C {
  ${head}
${hosts.map((body, index) => `  host H${index + 1} {${body === '' ? '' : ` ${body} `}}\n`).join('')}}
`;
const plain = (count: number) => Array.from({ length: count }, () => '');

describe('vsphere/ft-secondary-host', () => {
  const rule = alone(secondary);

  test('on the host of the primary', async () => {
    const text = `${farm(plain(3))}vm A on H1 { ft { secondary: H1 } }\n`;
    expect(await rule.says(text)).toEqual([
      'error: The primary and the fault-tolerant secondary of A share H1: when it fails both are lost, and the protection is worth nothing. Place the secondary on another host of the cluster.',
    ]);
    expect(await rule.places(text)).toEqual(['secondary: H1']);
    expect(await rule.fixed(text)).toContain('ft { secondary: H2 }');
  });

  test('in another cluster, or in none', async () => {
    const elsewhere = (host: string) =>
      `${farm(plain(2))}cluster D { ha  host H8 }\nhost Alone\nvm A on H1 { ft { secondary: ${host} } }\n`;
    expect(await rule.says(elsewhere('H8'))).toEqual([
      'error: The fault-tolerant secondary of A is placed on H8, which is no host of C: Fault Tolerance keeps both copies in one cluster. Place it on another host of C.',
    ]);
    expect(await rule.says(elsewhere('Alone'))).toHaveLength(1);
    expect(await rule.fixed(elsewhere('H8'))).toContain('ft { secondary: H2 }');
  });

  test('the fix passes over hosts that cannot take it', async () => {
    const text = `${farm(['memory: 64 GB', 'memory: 4 GB', 'memory: 64 GB'], 'ha  drs { keep B on H1, H2 must }')}vm A on H1 { memory: 8 GB  ft { secondary: H1 } }
vm B on H1 { ft { secondary: H1 } }
`;
    expect(await rule.fixTitles(text)).toEqual(['Place the secondary of A on H3']);
    const full = `${farm(['memory: 64 GB', 'memory: 4 GB'])}vm A on H1 { memory: 8 GB  ft { secondary: H1 } }\n`;
    expect(await rule.fixTitles(full)).toEqual([]);
  });

  test('in a template only the owner’s block changes', async () => {
    const text = `template T { ft { secondary: H1 } }
${farm(plain(3))}vm A on H1 : T
vm B on H2 : T
`;
    expect(await rule.says(text)).toHaveLength(1);
    expect(await rule.fixed(text)).toContain('vm A on H1 : T { ft { secondary: H2 } }');
  });

  test('another host, none stated, a host of its own, Hyper-V', async () => {
    expect(await rule.says(`${farm(plain(2))}vm A on H1 { ft { secondary: H2 } }\n`)).toEqual([]);
    expect(await rule.says(`${farm(plain(2))}vm A on H1 { ft }\n`)).toEqual([]);
    expect(await rule.says('host H1\nhost H2\nvm A on H1 { ft { secondary: H2 } }\n')).toEqual([]);
    expect(
      await rule.says(`${farm(plain(2), 'hypervisor: hyper-v  ha')}vm A on H1 { ft { secondary: H1 } }\n`),
    ).toEqual([]);
  });
});

describe('vsphere/ft-vcpu-limit', () => {
  const rule = alone(vcpu);
  const text = (version: string, edition: string, count: number, ft = 'ft { secondary: H2 }') => {
    const body = version === '' ? '' : `version: ${version}`;
    return `${farm([body, body, body], `${edition === '' ? '' : `edition: ${edition}  `}ha`)}vm A on H1 { vcpu: ${count}  ${ft} }\n`;
  };
  const severities = async (version: string, edition: string, count: number) =>
    (await rule.findings(text(version, edition, count))).map(({ severity }) => severity).join() || 'fine';

  test.each([
    ['4.1', 1],
    ['5.5', 1],
    ['6.0', 4],
    ['6.5', 4],
    ['6.7', 8],
    ['8.0', 8],
    ['', 8],
  ])('vSphere "%s" with Enterprise Plus allows %i', async (version, most) => {
    expect(await severities(version, 'enterprise-plus', most)).toBe('fine');
    expect(await severities(version, 'enterprise-plus', most + 1)).toBe('error');
  });

  test('a smaller edition is a warning, an edition that is not stated information', async () => {
    for (const edition of ['standard', 'enterprise']) {
      expect(await severities('6.7', edition, 2)).toBe('fine');
      expect(await severities('6.7', edition, 3)).toBe('warning');
      expect(await severities('6.7', edition, 9)).toBe('error');
    }
    expect(await severities('6.7', '', 2)).toBe('fine');
    expect(await severities('6.7', '', 3)).toBe('info');
    expect(await severities('5.5', 'standard', 1)).toBe('fine');
    expect(await severities('5.5', 'standard', 2)).toBe('error');
  });

  test('says what counts, and what it did not know', async () => {
    expect(await rule.says(text('5.5', '', 2))).toEqual([
      'error: A has 2 virtual CPUs, and Fault Tolerance of vSphere 5.5 allows 1: it cannot be switched on. Give A 1, or protect it by the application instead.',
    ]);
    expect(await rule.says(text('', '', 12))).toEqual([
      'error: A has 12 virtual CPUs, and Fault Tolerance allows 8 even with Enterprise Plus in the newest version (the text states none): it cannot be switched on. Give A 8, or protect it by the application instead.',
    ]);
    expect(await rule.says(text('7.0', 'standard', 4))).toEqual([
      'warning: A has 4 virtual CPUs, and the edition standard of C allows a fault-tolerant VM 2: Enterprise Plus allows 8. Give A 2, or use Enterprise Plus.',
    ]);
    expect(await rule.says(text('7.0', '', 4))).toEqual([
      'info: A has 4 virtual CPUs: as a fault-tolerant VM it needs Enterprise Plus (Standard and Enterprise allow 2), and the edition of C is not stated. State it.',
    ]);
  });

  test('the older of the two hosts decides; vLockstep stated on 6.0 allows one', async () => {
    const mixed = `${farm(['version: 6.7', 'version: 6.0', 'version: 5.5'], 'edition: enterprise-plus  ha')}vm A on H1 { vcpu: 6  ft { secondary: H2 } }\n`;
    expect((await rule.says(mixed))[0]).toContain('vSphere 6.0 allows 4');
    const lockstep = text('6.0', 'enterprise-plus', 2, 'ft { secondary: H2  technique: vlockstep }');
    expect((await rule.says(lockstep))[0]).toContain('vSphere 6.0 allows 1');
    expect(await rule.says(text('6.7', 'enterprise-plus', 2, 'ft { secondary: H2  technique: vlockstep }'))).toEqual(
      [],
    );
  });

  test('fewer virtual CPUs, or no Fault Tolerance', async () => {
    expect(await rule.fixTitles(text('5.5', '', 4))).toEqual([
      'Give A 1 virtual CPU',
      'Switch Fault Tolerance of A off',
    ]);
    expect(await rule.fixed(text('5.5', '', 4))).toContain('vm A on H1 { vcpu: 1  ft { secondary: H2 } }');
    expect(await rule.fixed(text('5.5', '', 4), 1)).toContain('vm A on H1 { vcpu: 4 }');
  });

  test('no vcpu, no ft, a version without Fault Tolerance', async () => {
    expect(
      await rule.says(`${farm(['version: 5.5', ''])}vm A on H1 { ft { secondary: H2 } }\nvm B on H1 { vcpu: 16 }\n`),
    ).toEqual([]);
    expect(await rule.says(text('3.5', '', 4))).toEqual([]);
  });
});

describe('vsphere/ft-third-host', () => {
  const rule = alone(third);

  test('two hosts, or one', async () => {
    expect(
      await rule.says(`${farm(plain(2))}vm A on H1 { ft { secondary: H2 } }\nvm B on H2 { ft { secondary: H1 } }\n`),
    ).toEqual([
      'warning: C has 2 hosts for its fault-tolerant A and B: after the loss of one there is none for a new secondary, so that the next loss is an outage. Add a third host.',
    ]);
    expect((await rule.says(`${farm(plain(1))}vm A on H1 { ft }\n`))[0]).toContain('C has 1 host ');
    expect(await rule.says(`${farm(plain(2))}vm A on H1\n`)).toEqual([]);
  });

  test('a third one without room, with too few cores, or forbidden', async () => {
    const vm = 'vm A on H1 { vcpu: 4  memory: 16 GB  ft { secondary: H2 } }\n';
    const hosts = (thirdOne: string) => ['memory: 64 GB', 'memory: 64 GB', thirdOne];
    expect(await rule.says(`${farm(hosts('memory: 16 GB'))}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm(hosts('memory: 24 GB'))}${vm}vm B on H3 { memory: 12 GB }\n`)).toEqual([
      'warning: No third host of C could take a new secondary of A (H3 has 12 GB of memory free where it needs 16 GB): after the loss of one copy the other stays unprotected. Make room on another host.',
    ]);
    expect((await rule.says(`${farm(hosts('cpu: 2'))}${vm}`))[0]).toContain('(H3 has 2 cores where it needs 4)');
    expect((await rule.says(`${farm(hosts(''), 'ha  drs { keep A on H1, H2 must }')}${vm}`))[0]).toContain(
      '(a must rule forbids H3)',
    );
    // a secondary takes room as well
    const other = 'vm D on H1 { memory: 12 GB  ft { secondary: H3 } }\n';
    expect((await rule.says(`${farm(hosts('memory: 24 GB'))}${vm}${other}`))[0]).toContain('12 GB of memory free');
    expect(await rule.says(`${farm([...hosts('memory: 1 GB'), 'memory: 32 GB'])}${vm}`)).toEqual([]);
  });

  test('where the secondary is not stated it takes one of the others', async () => {
    const vm = 'vm A on H1 { memory: 16 GB  ft }\n';
    expect(await rule.says(`${farm(['', 'memory: 32 GB', 'memory: 32 GB'])}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm(['', 'memory: 32 GB', 'memory: 8 GB'])}${vm}`)).toHaveLength(1);
  });
});

describe('vsphere/ft-host-limits', () => {
  const rule = alone(limits);
  const vms = (count: number, body = '') =>
    Array.from({ length: count }, (_, index) => `vm A${index} on H1 { ${body}  ft { secondary: H2 } }\n`).join('');

  test('five copies on a host, primaries and secondaries alike', async () => {
    expect(await rule.says(`${farm(plain(3))}${vms(4)}`)).toEqual([]);
    expect((await rule.says(`${farm(plain(3))}${vms(5)}`)).map((each) => each.slice(0, 60))).toEqual([
      'warning: H1 carries 5 fault-tolerant VMs, secondaries includ',
      'warning: H2 carries 5 fault-tolerant VMs, secondaries includ',
    ]);
    const mixed = `${farm(plain(3))}${vms(3)}vm B on H2 { ft { secondary: H3 } }\nvm D on H2 { ft { secondary: H3 } }\n`;
    expect((await rule.says(mixed)).map((each) => each.slice(9, 41))).toEqual(['H2 carries 5 fault-tolerant VMs,']);
  });

  test('nine virtual CPUs on a host, from vSphere 6.0', async () => {
    expect(await rule.says(`${farm(plain(3))}${vms(2, 'vcpu: 4')}`)).toEqual([]);
    expect((await rule.says(`${farm(plain(3))}${vms(3, 'vcpu: 3')}`))[0]).toBe(
      'warning: H1 carries fault-tolerant VMs with 9 virtual CPUs, secondaries included (A0, A1 and A2), and vSphere allows 8 a host (das.maxftvcpusperhost): it starts no more of them there. Place a secondary on another host.',
    );
    const old = ['version: 5.5', 'version: 5.5', ''];
    expect(await rule.says(`${farm(old)}${vms(3, 'vcpu: 3')}`)).toEqual([]);
  });

  test('a secondary goes where there is room for it', async () => {
    const text = `${farm(plain(3))}${vms(4)}vm B on H3 { ft { secondary: H2 } }\n`;
    expect(await rule.says(text)).toHaveLength(1);
    expect(await rule.fixTitles(text)).toEqual(['Place the secondary of A0 on H3']);
    expect(await rule.says(await rule.fixed(text))).toEqual([]);
    expect(await rule.fixTitles(`${farm(plain(3))}${vms(5)}`)).toEqual([]);
  });

  test('the limits may be set, and switched off', async () => {
    const topology = await topologyOf(`${farm(plain(3))}${vms(5, 'vcpu: 3')}`);
    const count = (vms: number, vcpus: number) =>
      runRules([limits], topology, { options: { 'vsphere/ft-host-limits': { vms, vcpus } } }).length;
    expect([count(4, 8), count(0, 0), count(0, 8), count(5, 15), count(5, 14), count(8, 0)]).toEqual([
      2, 0, 2, 0, 2, 0,
    ]);
  });

  test('what a cluster states of them comes first', async () => {
    const of = (ha: string, body = 'vcpu: 3') => rule.says(`${farm(plain(3), `ha { ${ha} }`)}${vms(5, body)}`);
    expect(await of('ft-vms-per-host: 5  ft-vcpus-per-host: 15')).toEqual([]);
    expect(await of('ft-vms-per-host: 0  ft-vcpus-per-host: 0')).toEqual([]);
    expect((await of('ft-vms-per-host: 5  ft-vcpus-per-host: 14'))[0]).toContain('vSphere allows 14 a host');
    expect((await of('ft-vms-per-host: 2', ''))[0]).toContain('vSphere allows 2 a host');
  });

  test('what Fault Tolerance does not support', async () => {
    const text = (uses: string) => `${farm(plain(3))}vm A on H1 {\n  uses: ${uses}\n  ft { secondary: H2 }\n}\n`;
    expect(await rule.says(text('snapshots, vbs'))).toEqual([
      'error: A is to be fault tolerant and uses snapshots and vbs, which Fault Tolerance does not support: it cannot be switched on. Do without them, or protect A otherwise.',
    ]);
    for (const feature of ['linked-clones', 'storage-vmotion', 'vvol', 'storage-policies', 'io-filters', 'tpm'])
      expect(await rule.says(text(feature)), feature).toHaveLength(1);
    expect(await rule.says(text('rdm'))).toEqual([]);
    expect(await rule.fixed(text('rdm, snapshots'))).toContain('  uses: rdm\n');
    expect(await rule.fixed(text('snapshots'))).toContain('vm A on H1 {\n  ft');
    expect(await rule.says(text('snapshots').replace('  ft { secondary: H2 }\n', ''))).toEqual([]);
  });

  test.each([
    ['6.7', 'error'],
    ['7.0', 'info'],
    ['7.0u1', 'error'],
    ['7.0u3', ''],
    ['7.0.2', ''],
    ['8.0', ''],
    ['', 'info'],
  ])('encrypted disks on vSphere "%s": %s', async (version, severity) => {
    const body = version === '' ? '' : `version: ${/^[\d.]+$/.test(version) ? version : `"${version}"`}`;
    const text = `${farm([body, body, body])}vm A on H1 { uses: disk-encryption  ft { secondary: H2 } }\n`;
    expect((await rule.findings(text)).map((each) => each.severity).join()).toBe(severity);
  });

  test('a node of a failover cluster', async () => {
    const text = `${farm(plain(3))}vm N1 on H1 { ft { secondary: H2 } }
vm N2 on H2
failover-cluster F { nodes: N1, N2  networks: lan  quorum: disk san }
`;
    expect(await rule.says(text)).toEqual([
      'error: N1 is to be fault tolerant and is a node of F: VMware does not support Fault Tolerance for nodes of Windows failover clusters. Leave its protection to F.',
    ]);
    expect(await rule.fixed(text)).toContain('vm N1 on H1 { }');
    expect(await rule.says(await rule.fixed(text))).toEqual([]);
  });
});
