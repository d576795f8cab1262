import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combinations } from '../../../engine/rules/facts/combinations.ts';
import rule from '../../../engine/rules/vsphere/ha-failover-capacity.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import type { Topology } from '../../../engine/topology/model.ts';
import { checked, expectMarked } from '../../support/rules.ts';
import { topologyOf } from '../../support/topology.ts';

const only = { rules: [rule] };

/** Hosts with these sizes in GB (0: not stated) and VMs as `name host memory more`. */
function cluster(sizes: readonly number[], vms: readonly string[], ha = 'ha', more = ''): string {
  const hosts = sizes.map(
    (size, at) => `  host H${at} { ${size ? `memory: ${size} GB` : ''}  cpu: 16  storage: san  nic n0 -> lan }`,
  );
  const machines = vms.map((text) => {
    const [name, host, memory, ...rest] = text.split(' ');
    return `vm ${name} on ${host} { ${memory === '-' ? '' : `memory: ${memory} GB`}  disk: san  nic e0 -> lan  ${rest.join(' ')} }`;
  });
  return `network lan
storage san
cluster C {
  ${ha}
  ${more}
${hosts.join('\n')}
}
${machines.join('\n')}
`;
}

async function messages(text: string, options = {}): Promise<readonly string[]> {
  const { findings, diagnostics } = await checked(text, { ...only, options: { [rule.id]: options } });
  expect(diagnostics).toEqual([]);
  return findings.map(({ message }) => message);
}

test('the VMs that stay down are named at the host, with what they need and what is free', async () => {
  const found = await expectMarked(
    `network lan
storage san
cluster C {
  ha
  host esx1 { memory: 32 GB  storage: san  nic n0 -> lan }
  //   ^^^^ vsphere/ha-failover-capacity
  host esx2 { memory: 32 GB  storage: san  nic n0 -> lan }
  //   ^^^^ vsphere/ha-failover-capacity
  host esx4 { memory: 32 GB  storage: san  nic n0 -> lan }
  //   ^^^^ vsphere/ha-failover-capacity
}
vm A on esx1 { memory: 16 GB  disk: san  nic e0 -> lan }
vm B on esx2 { memory: 22 GB  disk: san  nic e0 -> lan }
vm D on esx4 { memory: 20 GB  disk: san  nic e0 -> lan }
`,
    only,
  );
  expect(found[0]?.message).toBe(
    'When esx1 fails, A stays down: A needs 16 GB, most free is 12 GB on esx4. Add memory or a host, or move VMs to another cluster.',
  );
});

describe('nothing is said', () => {
  test('where all fit, to the last gigabyte', async () => {
    expect(await messages(cluster([16, 16], ['A H0 8', 'B H1 8']))).toEqual([]);
    expect(await messages(cluster([16, 16], ['A H0 8', 'B H1 9']))).toHaveLength(2);
  });

  test('of what HA does not restart', async () => {
    expect(
      await messages(cluster([16, 16], ['A H0 16 restart-priority: disabled', 'B H1 16 restart-priority: disabled'])),
    ).toEqual([]);
    expect(await messages(cluster([16, 16], ['A H0 16', 'B H1 16'], ''))).toEqual([]);
    expect(await messages(cluster([16, 16], ['A H0 16', 'B H1 16'], 'hypervisor: hyper-v ha'))).toEqual([]);
  });

  test('where memory is not stated', async () => {
    expect(await messages(cluster([16, 0], ['A H0 16', 'B H1 16']).replace('vm B', '// vm B'))).toEqual([]);
    expect(await messages(cluster([0, 0], ['A H0 16', 'B H1 16']))).toEqual([]);
    expect(await messages(cluster([16, 16], ['A H0 -', 'B H1 16']))).toEqual([]);
  });

  test('of VMs that no other host could run if it were empty', async () => {
    expect(await messages(cluster([64, 16], ['A H0 32']))).toEqual([]);
    expect(await messages(cluster([16, 16], ['A H0 8', 'B H1 16'], 'ha', 'drs { keep A on H0 must }'))).toEqual([
      'When H1 fails, B stays down: B needs 16 GB, most free is 8 GB on H0. Add memory or a host, or move VMs to another cluster.',
    ]);
  });

  test('where rules alone keep them down', async () => {
    const apart = 'drs { keep apart A, B across hosts }';
    const text = cluster([64, 64], ['A H0 8', 'B H1 8'], 'ha { respect-anti-affinity: on }', apart);
    expect(await messages(text)).toEqual([]);
  });
});

test('what is not stated is named where something else is told', async () => {
  const [found] = await messages(cluster([16, 16, 16], ['A H0 12', 'B H1 9', 'D H2 9', 'E H0 -']));
  expect(found).toBe(
    'When H0 fails, A stays down: A needs 12 GB, most free is 7 GB on H1. Add memory or a host, or move VMs to another cluster. The memory of E is not stated and taken to suffice.',
  );
});

describe('the placement', () => {
  test('is by priority, and a better one is named', async () => {
    // Small ones first fill the emptiest host; the large one then finds no room.
    const vms = ['Large H0 16 restart-priority: low', 'S1 H0 4', 'S2 H0 4', 'B H1 16', 'D H2 24'];
    const [message] = await messages(cluster([64, 32, 32], vms));
    expect(message).toBe(
      'When H0 fails, Large stays down: Large needs 16 GB, most free is 8 GB on H1. All would fit with S1 on H2, S2 on H2 and Large on H1, which HA does not find, for it fills the emptiest host first in the order of restart priority: give the larger VMs a higher priority, or move some now.',
    );
    expect(
      await messages(
        cluster(
          [64, 32, 32],
          vms.map((vm) => vm.replace('low', 'high')),
        ),
      ),
    ).toEqual([]);
  });

  test('may need a running VM to move', async () => {
    const [message] = await messages(cluster([16, 16, 16], ['A H0 14', 'B H1 4', 'D H2 4']));
    expect(message).toBe(
      'When H0 fails, A stays down: A needs 14 GB, most free is 12 GB on H1. All would fit if B ran on H2, with A on H1: move it there, or let DRS.',
    );
  });

  test('names the first of many, and counts the others', async () => {
    const guests = Array.from({ length: 9 }, (_, at) => `V${at} H0 4`);
    const [message] = await messages(cluster([64, 32, 32], [...guests, 'B H1 30', 'D H2 30']));
    expect(message).toContain('V0, V1, V2, V3, V4 and 4 more stay down: V0 needs 4 GB, most free is 2 GB on H1; V1');
    expect(message).toContain('; 6 more likewise. ');
  });

  test('takes dedicated hosts first and counts secondaries', async () => {
    const ft = 'A H0 8 ft { secondary: H1 }';
    // The secondary goes live: nothing is restarted; of B nothing fits, for the copy of A takes room.
    expect(await messages(cluster([16, 16, 16], [ft, 'B H2 12', 'D H1 4']))).toEqual([
      'When H2 fails, B stays down: B needs 12 GB, most free is 8 GB on H0. Add memory or a host, or move VMs to another cluster.',
    ]);
    const spare = ['A H0 8', 'B H1 8', 'D H1 8'];
    expect(await messages(cluster([16, 16, 16], spare, 'ha { admission: dedicated H2 }'))).toEqual([]);
  });
});

describe('several hosts at once', () => {
  const sizes = [16, 16, 16, 16];
  const vms = ['A H0 8', 'B H1 8', 'D H2 8', 'E H3 8'];

  test('are looked at where admission control is to tolerate them', async () => {
    expect(await messages(cluster(sizes, vms))).toEqual([]);
    expect(await messages(cluster(sizes, vms, 'ha { admission: tolerate 2 hosts }'))).toEqual([]);
    const [message, ...more] = await messages(cluster(sizes, [...vms, 'F H0 6'], 'ha { admission: tolerate 2 hosts }'));
    expect(more).toEqual([]);
    expect(message).toBe(
      'When H0 and H1 fail together, as admission control of C is to tolerate, F stays down: F needs 6 GB, most free is 0 GB on H2. Add memory or a host, or move VMs to another cluster.',
    );
  });

  test('are looked at where the option says so, at the cluster', async () => {
    const text = cluster(sizes, [...vms, 'F H0 6']);
    const { findings } = await checked(text, { ...only, options: { [rule.id]: { hosts: 2 } } });
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^When H0 and H1 fail together, as the rule is set to look at, F stays down/),
    ]);
    expect(text.slice(findings[0]?.start, findings[0]?.end)).toBe('ha');
  });

  test('are all pairs while they are few', () => {
    expect(combinations(['a', 'b', 'c'], 2)).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ]);
    const many = Array.from({ length: 64 }, (_, at) => at);
    expect(combinations(many, 3)).toHaveLength(64);
    expect(combinations(many, 3)[63]).toEqual([63, 0, 1]);
  });
});

describe('the rule and a run', { timeout: 120_000 }, () => {
  const generated = fc.record({
    sizes: fc.array(fc.constantFrom(16, 24, 32), { minLength: 2, maxLength: 4 }),
    vms: fc.array(
      fc.record({
        host: fc.nat(3),
        memory: fc.constantFrom(2, 4, 8, 12),
        priority: fc.constantFrom('high', 'medium', 'low'),
      }),
      { minLength: 2, maxLength: 9 },
    ),
  });

  test('name the same VMs', async () => {
    let named = 0;
    await fc.assert(
      fc.asyncProperty(generated, async ({ sizes, vms }) => {
        const written = vms.map(
          ({ host, memory, priority }, at) => `V${at} H${host % sizes.length} ${memory} restart-priority: ${priority}`,
        );
        const text = `${cluster(sizes, written)}\nscenario "S" { at 0 s fail H0 }`;
        const topology = await topologyOf(text);
        const { findings } = await checked(text, only);
        for (const host of topology.hosts) {
          const down = leftDown(topology, host.id);
          const at = findings.find(({ message }) => message.startsWith(`When ${host.name} fails`));
          const told = at
            ? topology.vms.filter(({ name }) => at.related.some((one) => one.message.startsWith(`${name} `)))
            : [];
          named += told.length;
          expect(down).toEqual(expect.arrayContaining(told.map(({ name }) => name)));
          // What is related ends after five.
          expect(told).toHaveLength(Math.min(down.length, 5));
        }
      }),
      { numRuns: Number(process.env.HATOPO_RUNS ?? 60) },
    );
    expect(named).toBeGreaterThan(0);
  });
});

/** The VMs that a run leaves off after the loss of a host, and that would fit on another if it were empty. */
function leftDown(topology: Topology, host: string): readonly string[] {
  const [scenario] = topology.scenarios;
  const [step] = scenario?.steps ?? [];
  if (!scenario || step?.step !== 'inject') throw new Error('the text has no injection');
  const run = simulate(topology, { ...scenario, steps: [{ ...step, targets: [{ id: host, text: host }] }] });
  const states = new Map([...run.initial].map(([id, { state }]) => [id, state]));
  for (const { subject, to } of run.events) states.set(subject, to);
  const others = topology.hosts.filter(({ id }) => id !== host);
  return topology.vms
    .filter((vm) => states.get(vm.id) === 'off' && others.some(({ memory }) => (vm.memory ?? 0) <= (memory ?? 0)))
    .map(({ name }) => name);
}
