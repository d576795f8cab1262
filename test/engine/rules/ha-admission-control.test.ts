import { describe, expect, test } from 'vitest';
import { percentageOf, shareOfLargest, slotsOf } from '../../../engine/rules/facts/admission.ts';
import rule from '../../../engine/rules/vsphere/ha-admission-control.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const only = { rules: [rule] };

/** Hosts with these sizes in GB under one admission policy, and VMs as written. */
function cluster(admission: string, sizes: readonly (number | string)[], vms = '', version = '7.0'): string {
  const hosts = sizes.map(
    (size, at) =>
      `    host H${at} { ${typeof size === 'number' ? `memory: ${size} GB` : size}  version: ${version}  storage: san  nic n0 -> lan }`,
  );
  return `network lan
storage san
cluster C {
  ${admission === '' ? 'ha' : `ha { admission: ${admission} }`}
${hosts.join('\n')}
}
${vms}`;
}

const vm = (name: string, host: string, memory: string) =>
  `vm ${name} on ${host} { ${memory && `memory: ${memory}`}  disk: san  nic e0 -> lan }\n`;

async function messages(text: string): Promise<readonly string[]> {
  const { findings, diagnostics } = await checked(text, only);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return findings.map(({ message }) => message);
}

describe('slots', () => {
  // The worked example of "HA deep dive", part 3: GHz and GB.
  const hosts = [
    { cpu: 9, memory: 9 },
    { cpu: 9, memory: 6 },
    { cpu: 6, memory: 6 },
  ];
  const vms = [
    { cpu: 2, memory: 1 },
    { cpu: 2, memory: 1 },
    { cpu: 1, memory: 2 },
    { cpu: 1, memory: 1 },
    { cpu: 1, memory: 1 },
  ];

  test('are as large as the largest reservations, and the largest host fails first', () => {
    expect(slotsOf(hosts, vms)).toEqual({
      size: { cpu: 2, memory: 2 },
      slots: [4, 3, 3],
      needed: 5,
      tolerated: 1,
    });
  });

  test('take 32 MHz where no CPU is reserved, and the overhead of memory', () => {
    const idle = vms.map(({ memory }) => ({ cpu: 0, memory }));
    expect(slotsOf(hosts, idle).size.cpu).toBe(0.032);
    expect(slotsOf(hosts, idle)).toMatchObject({ slots: [4, 3, 3], tolerated: 1 });
    expect(slotsOf(hosts, idle, { overhead: 1 })).toMatchObject({
      size: { memory: 3 },
      slots: [3, 2, 2],
      tolerated: 0,
    });
  });

  test('tolerate all but one host where nothing is powered on', () => {
    expect(slotsOf(hosts, [])).toMatchObject({ needed: 0, tolerated: 2 });
  });
});

test('a share is that of the largest hosts, by what is known of them', () => {
  const alike = Array.from({ length: 10 }, () => ({ cpu: 16, memory: 64 }));
  expect(percentageOf(shareOfLargest(alike, 2))).toBe(20);
  expect(percentageOf(shareOfLargest(alike.slice(0, 3), 1))).toBe(34);
  const uneven = [{ cpu: 16, memory: 128 }, ...alike.slice(0, 2)];
  expect(shareOfLargest(uneven, 1)).toBe(0.5);
  const unknown = [
    { cpu: Number.POSITIVE_INFINITY, memory: 128 },
    { cpu: 8, memory: 64 },
  ];
  expect(shareOfLargest(unknown, 1)).toBeCloseTo(2 / 3);
  expect(percentageOf(0.1 + 0.2)).toBe(30);
});

describe('a percentage', () => {
  test('covers the largest host', async () => {
    expect(await messages(cluster('reserve 50 %', [64, 64]))).toEqual([]);
    expect(await messages(cluster('reserve 34 %', [64, 64, 64]))).toEqual([]);
    expect(await messages(cluster('reserve 33 %', [64, 64, 64]))).toHaveLength(1);
    const [uneven] = await messages(cluster('reserve 34 %', [64, 128, 64]));
    expect(uneven).toBe(
      'C reserves 34 % for failover, but H1 is 50 % of it: its VMs may find no room when H1 fails. Reserve 50 %.',
    );
  });

  test('covers several where the option asks for it', async () => {
    const text = cluster('reserve 25 %', [64, 64, 64, 64]);
    expect((await checked(text, only)).findings).toEqual([]);
    const { findings } = await checked(text, { ...only, options: { [rule.id]: { hosts: 2 } } });
    expect(findings.map(({ message }) => message)).toEqual([
      'C reserves 25 % for failover, but H0 and H1 are 50 % of it: its VMs may find no room when H0 and H1 fail. Reserve 50 %.',
    ]);
  });

  test('is by number of hosts where sizes are not stated', async () => {
    expect(await messages(cluster('reserve 25 %', ['cpu: 8', '', '', 'cpu: 8']))).toEqual([]);
    expect(await messages(cluster('reserve 24 %', ['', '', '', '']))).toHaveLength(1);
  });

  test('is marked where it is written, and set by the fix', async () => {
    const text = `network lan
cluster C {
  ha {
    monitoring: vm
    admission: reserve 10 %
//  ^^^^^^^^^^^^^^^^^^^^^^^ vsphere/ha-admission-control
  }
  host H0 { memory: 96 GB  nic n0 -> lan }
  host H1 { memory: 32 GB  nic n0 -> lan }
}
`;
    const [finding] = await expectMarked(text, only);
    const [fix] = finding?.fixes ?? [];
    expect(fix && applied(text, fix.edits)).toBe(text.replace('10 %', '75 %'));
    expect(fix?.safe).toBe(false);
  });

  test('is told with the share that it falls short of', async () => {
    expect(await messages(cluster('reserve 33 %', [64, 64, 64]))).toEqual([
      'C reserves 33 % for failover, but H0 is 33.33 % of it: its VMs may find no room when H0 fails. Reserve 34 %.',
    ]);
  });

  test('is too much where more is reserved than it leaves, secondaries included', async () => {
    const vms = vm('A', 'H0', '30 GB') + vm('B', 'H1', '30 GB');
    expect(await messages(cluster('reserve 50 %', [64, 64], vms))).toEqual([]);
    const [message] = await messages(
      cluster('reserve 50 %', [64, 64], vms.replace('30 GB  disk: san', '30 GB  disk: san  ft { secondary: H1 }')),
    );
    expect(message).toBe(
      'C is to keep 50 % free (as stated), but 2 VMs, secondaries included, reserve 90 GB of 128 GB memory and leave 29.7 %: vCenter would refuse to power on the last of them. Add memory or a host, or reserve less.',
    );
    expect(await messages(cluster('reserve 50 %', [64, ''], vms.replaceAll('30 GB', '60 GB')))).toEqual([]);
  });
});

describe('hosts to tolerate', () => {
  const vms = vm('Large', 'H0', '16 GB') + [0, 1, 2].map((at) => vm(`V${at}`, `H${at}`, '4 GB')).join('');

  test('are a percentage from vSphere 6.5 on, and where no version is stated', async () => {
    expect(await messages(cluster('tolerate 1 host', [24, 24, 24], vms))).toEqual([]);
    const full = vms.replaceAll(' 4 GB', ' 12 GB');
    const [message] = await messages(cluster('tolerate 1 host', [24, 24, 24], full));
    expect(message).toContain('C is to keep 33.3 % free (H0, to tolerate one host), but 4 VMs reserve 52 GB of 72 GB');
    expect(await messages(cluster('tolerate 1 host', [24, 24, 24], full).replaceAll('version: 7.0', ''))).toEqual([
      message,
    ]);
  });

  test('are slots before', async () => {
    const [message] = await messages(cluster('tolerate 1 host', [24, 24, 24], vms, '6.0'));
    expect(message).toBe(
      'C is to tolerate one host, but by slots it tolerates none: a slot is 16 GB (Large reserves most), the hosts have 1, 1 and 1, and 4 VMs need one each. Add memory or a host, or give Large less.',
    );
    expect(await messages(cluster('tolerate 1 host', [48, 48, 48], vms, '6.0'))).toEqual([]);
    expect(await messages(cluster('tolerate 1 host', [24, '', 24], vms, '6.0'))).toEqual([]);
    expect(await messages(cluster('tolerate 1 host', [24, 24], '', '6.0'))).toEqual([]);
  });
});

describe('admission control that is off', () => {
  test('is reported, and switched on by the fix', async () => {
    const text = cluster('off', [64, 64, 64, 64, 64]);
    const { findings } = await checked(text, only);
    expect(findings.map(({ message }) => message)).toEqual([
      'Admission control of C is off: nothing keeps vCenter from powering on so much that the VMs of a lost host find no room. Reserve 20 %, the share of H0.',
    ]);
    const [fix] = findings[0]?.fixes ?? [];
    expect(fix && applied(text, fix.edits)).toContain('ha { admission: reserve 20 % }');
  });

  test('has no fix where so much is reserved already that it would be told again', async () => {
    const { findings } = await checked(cluster('off', [64, 64], vm('A', 'H0', '60 GB') + vm('B', 'H1', '60 GB')), only);
    expect(findings.map(({ fixes }) => fixes.length)).toEqual([0]);
  });
});

test('bare HA, one host alone, no HA and Hyper-V are left alone', async () => {
  expect(await messages(cluster('', [8, 8], vm('A', 'H0', '8 GB') + vm('B', 'H1', '8 GB')))).toEqual([]);
  expect(await messages(cluster('off', [64]))).toEqual([]);
  expect(await messages(cluster('off', [64, 64]).replace('ha {', 'hypervisor: hyper-v\n  ha {'))).toEqual([]);
});

describe('a dedicated failover host', () => {
  test('carries no VM, which moves away', async () => {
    const text = cluster('dedicated H2', [64, 64, 64], vm('A', 'H0', '8 GB') + vm('B', 'H2', '8 GB'));
    const { findings } = await checked(text, only);
    expect(findings.map(({ message }) => message)).toEqual([
      'B runs on H2, which C keeps free for failover: when another host fails that much room is missing there. Move B to another host.',
    ]);
    const [fix] = findings[0]?.fixes ?? [];
    expect(fix?.title).toBe('Move B to H0');
    expect(fix && applied(text, fix.edits)).toContain('vm B on H0 {');
  });

  test('carries no secondary', async () => {
    const vms = vm('A', 'H0', '8 GB').replace('disk: san', 'disk: san  ft { secondary: H2 }');
    expect(await messages(cluster('dedicated H2', [64, 64, 64], vms))).toEqual([
      'The secondary of A runs on H2, which C keeps free for failover: that much room is missing there. Place it on another host.',
    ]);
    expect(
      await messages(cluster('dedicated H2', [64, 64, 64], vms.replace('secondary: H2', 'secondary: H1'))),
    ).toEqual([]);
  });
});
