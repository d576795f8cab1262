/** Virtualization clusters at random, as text of the language and as Pacemaker has them. */
import fc from 'fast-check';
import type { Constraint, CrmCluster } from './crm.ts';

export interface Host {
  readonly name: string;
  /** GB */
  readonly memory: number;
  readonly cores: number;
  readonly disks: readonly string[];
  readonly rack: string;
}

export interface Vm {
  readonly name: string;
  readonly home: string;
  /** GB */
  readonly memory: number;
  readonly cores: number;
  readonly disk: string;
}

/** What happens at one instant: hosts are lost or come back. */
export interface Step {
  readonly fail: readonly string[];
  readonly restore: readonly string[];
  /** The rack that fails with all its hosts, instead of them one by one. */
  readonly rack?: string;
}

export interface HostCase {
  readonly hosts: readonly Host[];
  readonly vms: readonly Vm[];
  /** The hosts to which *must* rules keep VMs. */
  readonly must: ReadonlyMap<string, readonly string[]>;
  /** Pairs of VMs that are kept apart. */
  readonly apart: readonly (readonly [string, string])[];
  readonly steps: readonly Step[];
}

/** Between two steps: what follows from one is over before the next, retries included. */
export const betweenSteps = 2 * 3600;

interface Drawn {
  readonly hosts: readonly { memory: number; cores: number; disks: readonly string[]; rack: string }[];
  readonly vms: readonly { memory: number; cores: number; disk: string; home: number }[];
  readonly must: readonly { vm: number; hosts: readonly number[] }[];
  readonly apart: readonly (readonly [number, number])[];
  readonly steps: readonly { hosts: readonly number[]; whole: boolean; back: boolean }[];
}

const steps = fc.array(
  fc.record({ hosts: fc.array(fc.nat(5), { minLength: 1, maxLength: 2 }), whole: fc.boolean(), back: fc.boolean() }),
  { minLength: 1, maxLength: 4 },
);

/** Hosts of several sizes; VMs that differ; rules that bind. */
export const anyCase: fc.Arbitrary<HostCase> = fc
  .record({
    hosts: fc.array(
      fc.record({
        memory: fc.constantFrom(8, 12, 16, 24, 40),
        cores: fc.constantFrom(4, 16, 16),
        disks: fc.constantFrom(['san', 'nas'], ['san', 'nas'], ['san'], ['nas']),
        rack: fc.constantFrom('R0', 'R1', 'R2'),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    vms: fc.array(
      fc.record({
        memory: fc.integer({ min: 1, max: 9 }),
        cores: fc.constantFrom(2, 2, 8),
        disk: fc.constantFrom('san', 'san', 'nas'),
        home: fc.nat(5),
      }),
      { minLength: 1, maxLength: 14 },
    ),
    must: fc.array(fc.record({ vm: fc.nat(13), hosts: fc.array(fc.nat(5), { maxLength: 3 }) }), { maxLength: 4 }),
    apart: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 4 }),
    steps,
  })
  .map(write);

/** VMs of one size and hosts that differ in room alone, no rules: how many find room is no matter of order. */
export const equalCase: fc.Arbitrary<HostCase> = fc
  .record({
    hosts: fc.array(fc.constantFrom(8, 10, 12, 16), { minLength: 2, maxLength: 5 }),
    size: fc.constantFrom(2, 3, 4),
    homes: fc.array(fc.nat(5), { minLength: 2, maxLength: 14 }),
    steps,
  })
  .map(({ hosts, size, homes, steps: drawn }) =>
    write({
      hosts: hosts.map((memory, at) => ({ memory, cores: 16, disks: ['san', 'nas'], rack: `R${at}` })),
      vms: homes.map((home) => ({ memory: size, cores: 2, disk: 'san', home })),
      must: [],
      apart: [],
      steps: drawn,
    }),
  );

/** What was drawn as a cluster that may stand so: every VM fits where it runs, and no rule is broken there. */
function write(drawn: Drawn): HostCase {
  const hosts = drawn.hosts.map((host, at): Host => ({ ...host, name: `h${at}` }));
  const free = new Map(hosts.map(({ name, memory }) => [name, memory]));
  const vms = drawn.vms.flatMap(({ home, ...vm }, at): Vm[] => {
    const able = hosts.filter(
      (host) => host.disks.includes(vm.disk) && host.cores >= vm.cores && (free.get(host.name) ?? 0) >= vm.memory,
    );
    const host = able[home % Math.max(1, able.length)];
    if (!host) return [];
    free.set(host.name, (free.get(host.name) ?? 0) - vm.memory);
    return [{ ...vm, name: `v${at}`, home: host.name }];
  });
  const vmAt = (at: number) => vms[at % Math.max(1, vms.length)];
  const must = new Map(
    drawn.must.flatMap(({ vm: at, hosts: others }): [string, readonly string[]][] => {
      const vm = vmAt(at);
      const names = others.map((other) => hosts[other % hosts.length]?.name ?? '');
      return vm ? [[vm.name, [...new Set([vm.home, ...names])]]] : [];
    }),
  );
  const apart = drawn.apart.flatMap(([a, b]): (readonly [string, string])[] => {
    const [one, other] = [vmAt(Math.min(a, b)), vmAt(Math.max(a, b))];
    return one && other && one.home !== other.home ? [[one.name, other.name]] : [];
  });
  const known = new Map(apart.map((pair) => [pair.toSorted().join(' '), pair]));
  return { hosts, vms, must, apart: [...known.values()], steps: stepsOf(hosts, drawn.steps) };
}

/** Hosts come back, or are lost; a host that is lost is not lost again, one that lives does not come back. */
function stepsOf(hosts: readonly Host[], drawn: Drawn['steps']): readonly Step[] {
  const lost = new Set<string>();
  const down = new Set<string>();
  const written: Step[] = [];
  for (const { hosts: numbers, whole, back } of drawn) {
    const named = [...new Set(numbers.map((at) => hosts[at % hosts.length]?.name ?? ''))];
    if (back && lost.size > 0) {
      // Those of a failed rack come back with it: only single ones are restored.
      const restore = [...lost].filter((name) => !down.has(name)).slice(0, named.length);
      if (restore.length === 0) continue;
      for (const name of restore) lost.delete(name);
      written.push({ fail: [], restore });
      continue;
    }
    const rack = hosts.find(({ name }) => name === named[0])?.rack;
    const inRack = hosts.filter((host) => host.rack === rack).map(({ name }) => name);
    const fail = (whole ? inRack : named).filter((name) => !lost.has(name));
    if (fail.length === 0 || (whole && fail.length < inRack.length)) continue;
    for (const name of fail) {
      lost.add(name);
      if (whole) down.add(name);
    }
    written.push({ fail, restore: [], ...(whole && rack !== undefined ? { rack } : {}) });
  }
  return written;
}

/** Whether a VM could run on a host if nothing else did. */
export function isAble({ must }: HostCase, vm: Vm, host: Host): boolean {
  return (
    host.disks.includes(vm.disk) &&
    host.cores >= vm.cores &&
    host.memory >= vm.memory &&
    (must.get(vm.name)?.includes(host.name) ?? true)
  );
}

export function hatopoOf({ hosts, vms, must, apart, steps: all }: HostCase): string {
  const rules = [
    ...[...must].map(([vm, names]) => `    keep ${vm} on ${names.join(', ')} must`),
    ...apart.map(([one, other]) => `    keep apart ${one}, ${other} across hosts`),
  ];
  const racks = [...new Set(hosts.map(({ rack }) => rack))].map((rack) => `rack ${rack}`);
  const lines = all.map(({ fail, restore, rack }, at) =>
    fail.length > 0
      ? `  at ${at * betweenSteps} s fail ${rack === undefined ? fail.join(', ') : `rack ${rack}`}`
      : `  at ${at * betweenSteps} s restore ${restore.join(', ')}`,
  );
  return `network lan
storage san { kind: san }
storage nas { kind: nas }
${racks.join('\n')}
cluster C {
  ha { respect-anti-affinity: on }
  drs {
    mode: manual
${rules.join('\n')}
  }
${hosts.map(({ name, memory, cores, disks, rack }) => `  host ${name} { cpu: ${cores}  memory: ${memory} GB  storage: ${disks.join(', ')}  rack: ${rack}  nic n0 -> lan for management }`).join('\n')}
}
${vms.map(({ name, home, memory, cores, disk }) => `vm ${name} on ${home} { vcpu: ${cores}  memory: ${memory} GB  disk: ${disk}  nic e0 -> lan }`).join('\n')}
scenario "Steps" {
${lines.join('\n')}
}
`;
}

/**
 * The cluster while these VMs run and these hosts are lost. What a host cannot run at all, and a *must* rule, is a
 * location that is ruled out; memory is capacity. Of two that are kept apart Pacemaker lets one have its way, the
 * one `with` which the other is placed: that is the one that runs on when the hosts `failing` are lost.
 */
export function crmOf(
  one: HostCase,
  running: ReadonlyMap<string, string>,
  lost: ReadonlySet<string>,
  failing: readonly string[],
): CrmCluster {
  const { hosts, vms, apart } = one;
  const staysOn = (vm: string) => running.has(vm) && !failing.includes(running.get(vm) ?? '');
  const constraints: Constraint[] = vms.flatMap((vm) =>
    hosts
      .filter((host) => !isAble(one, vm, host))
      .map(({ name }): Constraint => ({ kind: 'location', resource: vm.name, node: name, score: '-INFINITY' })),
  );
  for (const pair of apart) {
    // Two that stay are apart already; Pacemaker might move one of them all the same.
    if (pair.every(staysOn)) continue;
    const [first, second] = pair.toSorted((a, b) => Number(staysOn(b)) - Number(staysOn(a)));
    if (first && second) constraints.push({ kind: 'together', resource: second, with: first, score: '-INFINITY' });
  }
  return {
    nodes: hosts.map(({ name, memory }) => ({ name, memory, lost: lost.has(name) })),
    resources: vms.map(({ name, memory }) => ({ name, node: running.get(name), memory })),
    constraints,
    // HA asks no majority; both take the host with most room.
    properties: { 'no-quorum-policy': 'ignore', 'placement-strategy': 'balanced' },
  };
}
