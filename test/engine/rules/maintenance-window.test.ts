import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/topology/maintenance-window.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const only = { rules: [rule] };

/** Hosts with these sizes in GB (0: not stated) and VMs as `name host memory more`. */
function cluster(sizes: readonly number[], vms: readonly string[], more = ''): string {
  const hosts = sizes.map(
    (size, at) => `  host H${at} { ${size ? `memory: ${size} GB` : ''}  cpu: 8  storage: san  nic n0 -> lan }`,
  );
  const machines = vms.map((text) => {
    const [name, host, memory, ...rest] = text.split(' ');
    return `vm ${name} on ${host} { memory: ${memory} GB  disk: san  nic e0 -> lan  ${rest.join(' ')} }`;
  });
  return `network lan\nstorage san\ncluster C {\n  ${more}\n${hosts.join('\n')}\n}\n${machines.join('\n')}\n`;
}

async function messages(text: string): Promise<readonly string[]> {
  const { findings, diagnostics } = await checked(text, only);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return findings.map(({ message }) => message);
}

test('the host, the VM that has nowhere to go and what stops are named', async () => {
  const [found] = await expectMarked(
    `network lan
storage san
cluster C {
  host H1 { memory: 48 GB  storage: san  nic n0 -> lan }
  //   ^^ topology/maintenance-window
  host H2 { memory: 32 GB  storage: san  nic n0 -> lan }
}
vm A on H1 { memory: 24 GB  disk: san  nic e0 -> lan }
vm B on H1 { memory: 8 GB  disk: san  nic e0 -> lan }
vm D on H2 { memory: 10 GB  disk: san  nic e0 -> lan }
service S : standalone { member: A }
`,
    only,
  );
  expect(found?.message).toBe(
    'H1 cannot be emptied for maintenance: A has nowhere to go in C (H2 has 22 GB free of the 24 GB that it needs). S would stop meanwhile. Make room on another host.',
  );
  expect(found?.severity).toBe('info');
});

describe('nothing is said', () => {
  test('where all fit elsewhere in any way', async () => {
    expect(await messages(cluster([16, 16, 16], ['A H0 8', 'B H0 8', 'D H1 8', 'E H2 8']))).toEqual([]);
    // First fit fails here: 6 goes beside 9, and 7 must not be in its way.
    expect(await messages(cluster([32, 16, 16], ['A H0 9', 'B H0 7', 'D H0 7', 'E H0 9']))).toEqual([]);
  });

  test('of hosts alone, and where memory is not stated', async () => {
    expect(await messages(cluster([16], ['A H0 16']))).toEqual([]);
    expect(await messages(cluster([0, 0], ['A H0 16', 'B H1 16']))).toEqual([]);
    expect(
      await messages('network lan\nhost H { memory: 8 GB  nic n -> lan }\nvm A on H { memory: 8 GB  nic e -> lan }'),
    ).toEqual([]);
  });
});

describe('what keeps a VM', () => {
  const pair = ['A H0 4', 'B H1 4'];
  const service = 'service S : switchover { primary: A  backup: B }';

  test('rules that keep apart, also where restarts do not heed them', async () => {
    const apart = 'drs { keep apart A, B across hosts }';
    const found = await messages(cluster([16, 16], pair, apart) + service);
    expect(found).toEqual([
      'H0 cannot be emptied for maintenance: A has nowhere to go in C (on H1 a rule keeps it apart from B). S would run without a partner meanwhile. Add a host, or loosen the rule.',
      'H1 cannot be emptied for maintenance: B has nowhere to go in C (on H0 a rule keeps it apart from A). S would run without a partner meanwhile. Add a host, or loosen the rule.',
    ]);
    expect(await messages(cluster([16, 16, 16], pair, apart) + service)).toEqual([]);
  });

  test('a rule to stay, but not one that only should', async () => {
    expect(await messages(cluster([16, 16], ['A H0 4'], 'drs { keep A on H0 must }'))).toEqual([
      'H0 cannot be emptied for maintenance: A has nowhere to go in C (a "must" rule keeps it off H1). Add a host, or loosen the rule.',
    ]);
    expect(await messages(cluster([16, 16], ['A H0 4'], 'drs { keep A on H0 should }'))).toEqual([]);
  });

  test('disks, networks and cores', async () => {
    const text = cluster([16, 16], ['A H0 4 vcpu: 8']);
    expect(await messages(text.replace('host H1 { memory: 16 GB  cpu: 8', 'host H1 { memory: 16 GB  cpu: 4'))).toEqual([
      expect.stringContaining('(H1 has 4 cores of the 8 that it needs). Make room on another host.'),
    ]);
    const other = 'storage other\nnetwork far\n';
    expect(await messages(other + text.replace(/(host H1 .*)storage: san/, '$1storage: other'))).toEqual([
      expect.stringContaining('(its disk is not seen on H1). Connect another host to what it uses.'),
    ]);
    expect(await messages(other + text.replace(/(host H1 .*)-> lan/, '$1-> far'))).toEqual([
      expect.stringContaining('(its network is not on H1)'),
    ]);
  });

  test('several hosts in the same way, and each in another', async () => {
    const vms = ['A H0 12', 'B H1 8', 'D H2 8', 'E H3 12'];
    expect((await messages(cluster([16, 16, 16, 16], vms)))[0]).toContain(
      '(H1 and H2 have 8 GB free of the 12 GB that it needs and H3 has 4 GB free of the 12 GB that it needs)',
    );
    const apart = 'drs { keep apart A, E across hosts }';
    expect((await messages(cluster([16, 16, 16, 32], vms, apart)))[0]).toMatch(/Make room, or loosen the rule\.$/);
  });

  test('is left to the rules on HA where HA could not restart it either', async () => {
    const full = ['A H0 12', 'B H1 12'];
    expect(await messages(cluster([16, 16], full))).toHaveLength(2);
    expect(await messages(cluster([16, 16], full, 'ha'))).toEqual([]);
    // HA may bring them together, who empties a host may not
    const apart = 'ha { respect-anti-affinity: off } drs { keep apart A, B across hosts }';
    expect(await messages(cluster([16, 16], pair, apart) + service)).toHaveLength(2);
    expect(await messages(cluster([16, 16], full, 'hypervisor: hyper-v  ha'))).toHaveLength(2);
  });

  test('a host that is kept free for failover', async () => {
    const dedicated = 'ha { admission: dedicated H2 }';
    expect(await messages(cluster([16, 16, 16], ['A H0 12', 'B H1 12'], dedicated))).toHaveLength(2);
    expect(await messages(cluster([16, 16, 16], ['A H0 12', 'B H1 12']))).toEqual([]);
  });
});

test('it is a warning where a service that is declared redundant would stop', async () => {
  const text = cluster([16, 16], ['A H0 12', 'B H0 4', 'D H1 12']);
  const { findings } = await checked(`${text}service S : active-active { members: A, B, D  needs-at-least: 2 }`, only);
  expect(findings.map(({ severity, message }) => [severity, message.slice(0, 12)])).toEqual([
    ['info', 'H0 cannot be'],
    ['info', 'H1 cannot be'],
  ]);
  const both = cluster([16, 16], ['A H0 8', 'B H0 8', 'D H1 16']);
  const [first] = (await checked(`${both}service S : active-active { members: A, B }`, only)).findings;
  expect(first?.severity).toBe('warning');
  expect(first?.message).toContain(
    'A and B have nowhere to go in C (A: H1 has 0 GB free of the 8 GB that it needs; B: H1 has 0 GB free of the 8 GB that it needs). S would stop meanwhile.',
  );
});

test('a VM under Fault Tolerance goes on from its other copy, and wants a third host', async () => {
  const vm = 'A H0 4 ft { secondary: H1 }';
  expect(await messages(cluster([16, 16], [vm], 'ha'))).toEqual([
    'While H0 is emptied for maintenance, A runs without a second copy: no third host of C can take one. Add a host.',
    'While H1 is emptied for maintenance, A runs without a second copy: no third host of C can take one. Add a host.',
  ]);
  expect(await messages(cluster([16, 16, 16], [vm], 'ha'))).toEqual([]);
});
