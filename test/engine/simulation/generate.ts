/** Topologies and sequences of faults at random, as texts of the language. */
import fc from 'fast-check';
import { scenariosOf } from './play.ts';

export interface Generated {
  /** Declarations of the topology, without services and endpoints. */
  readonly ground: string;
  readonly services: readonly string[];
  readonly endpoints: readonly string[];
  readonly faults: readonly Fault[];
  /** Undoes every fault. */
  readonly restores: readonly string[];
}

export interface Fault {
  readonly at: number;
  readonly text: string;
}

const memory = fc.constantFrom(2, 4, 8);

const vm = fc.record({
  cluster: fc.nat(2),
  host: fc.nat(3),
  memory,
  disk: fc.constantFrom('san', 'second'),
  priority: fc.constantFrom('medium', 'high', 'lowest', 'disabled'),
});

const cluster = fc.record({
  hosts: fc.integer({ min: 1, max: 4 }),
  ha: fc.constantFrom('ha', 'ha { isolation: power-off }', 'ha { storage-response: on  monitoring: vm }', ''),
  memory: fc.constantFrom(10, 16),
  must: fc.boolean(),
});

const faultKind = fc.constantFrom(
  'host',
  'vm',
  'switch',
  'network',
  'storage',
  'nic',
  'isolate',
  'partition',
  'path',
  'crash',
  'fault',
  'reboot',
  'maintenance',
);

const fault = fc.record({ at: fc.integer({ min: 0, max: 1200 }), kind: faultKind, a: fc.nat(20), b: fc.nat(20) });

/** A topology of one to three clusters with standalone services and pairs, and up to six faults. */
export const generated: fc.Arbitrary<Generated> = fc
  .record({
    clusters: fc.array(cluster, { minLength: 1, maxLength: 3 }),
    vms: fc.array(vm, { minLength: 2, maxLength: 7 }),
    pairs: fc.nat(2),
    faults: fc.array(fault, { maxLength: 6 }),
    switches: fc.boolean(),
  })
  .map(write);

interface Drawn {
  readonly clusters: readonly { hosts: number; ha: string; memory: number; must: boolean }[];
  readonly vms: readonly { cluster: number; host: number; memory: number; disk: string; priority: string }[];
  readonly pairs: number;
  readonly faults: readonly { at: number; kind: string; a: number; b: number }[];
  readonly switches: boolean;
}

function write({ clusters, vms, pairs, faults, switches }: Drawn): Generated {
  const hosts = clusters.flatMap(({ hosts: count }, c) => Array.from({ length: count }, (_, h) => `C${c}H${h}`));
  const lan = switches
    ? 'switch w1\nswitch w2\nlink trunk between w1, w2\nnetwork lan { switches: w1, w2 }'
    : 'network lan';
  const up = switches
    ? 'nic n0 -> w1 for management  nic n1 -> w2 for management'
    : 'nic n0 -> lan for management  nic n1 -> lan for management';
  const clusterTexts = clusters.map(({ hosts: count, ha, memory: size, must }, c) => {
    const list = Array.from(
      { length: count },
      (_, h) => `  host C${c}H${h} { memory: ${size} GB  storage: san, second  ${up}  nic n2 -> dup }`,
    );
    const pinned = vms.findIndex((one) => one.cluster % clusters.length === c);
    const rule =
      must && pinned >= 0
        ? `  drs { mode: manual  keep V${pinned} on C${c}H${(vms[pinned]?.host ?? 0) % count} must }\n`
        : '';
    return `cluster C${c} {\n  ${ha}\n${rule}${list.join('\n')}\n}`;
  });
  const vmTexts = vms.map((one, v) => {
    const c = one.cluster % clusters.length;
    const host = `C${c}H${one.host % (clusters[c]?.hosts ?? 1)}`;
    return `vm V${v} on ${host} { memory: ${one.memory} GB  disk: ${one.disk}  restart-priority: ${one.priority}  nic e -> lan via n0, n1  nic d -> dup via n2 }`;
  });
  const paired = Math.min(pairs, Math.floor(vms.length / 2));
  const services = vms.map((_, v) => {
    if (v < 2 * paired)
      return v % 2 === 0
        ? `service S${v} : duplication { active: V${v}  standby: V${v + 1}  link: dup  start: 20 s }`
        : '';
    return `service S${v} : standalone { member: V${v}  start: 10 s }`;
  });
  const named = services.filter((text) => text !== '').map((text) => text.split(' ')[1]);
  const endpoints = named.map((name) => `endpoint E${name} : sip { on: lan  registers: ${name}  count: 1 }`);
  const pick = (list: readonly string[], at: number) => list[at % list.length] ?? '';
  const machines = vms.map((_, v) => `V${v}`);
  const restores = new Set<string>();
  const written = faults.map(({ at, kind, a, b }): Fault => {
    const host = pick(hosts, a);
    const other = pick(hosts, b);
    const machine = pick(machines, a);
    const one = (verb: string, what: string): string => {
      restores.add(`restore ${what}`);
      return `${verb} ${what}`;
    };
    const text = (): string => {
      switch (kind) {
        case 'host':
          return one('fail', host);
        case 'vm':
          return one('fail', machine);
        case 'switch':
          return one('fail', switches ? pick(['w1', 'w2', 'trunk'], a) : host);
        case 'network':
          return one('fail', pick(['network dup', 'network lan'], a));
        case 'storage':
          return one('fail', pick(['san', 'second'], a));
        case 'nic':
          return one('fail', `${host}.${pick(['n0', 'n1', 'n2'], b)}`);
        case 'isolate':
          return one('isolate', host);
        case 'partition': {
          if (host === other) return one('fail', host);
          restores.add(`heal ${host} | ${other}`);
          return `partition ${host} | ${other}`;
        }
        case 'path':
          restores.add(`restore san for ${host}`);
          return `fail san for ${host}`;
        case 'crash':
          return one('crash', machine);
        case 'fault':
          return one('fault', machine);
        case 'maintenance':
          return one('maintenance', host);
        default:
          return `reboot ${host}`;
      }
    };
    return { at, text: text() };
  });
  const ground = `${lan}\nnetwork dup { dedicated }\nstorage san\nstorage second\n${clusterTexts.join('\n')}\n${vmTexts.join('\n')}`;
  const shown = services.filter((text) => text !== '');
  const inOrder = [...written].sort((x, y) => x.at - y.at);
  return { ground, services: shown, endpoints, faults: inOrder, restores: [...restores] };
}

/** The whole text, with the scenarios of `scenariosOf`. */
export function textOf({ ground, services, endpoints, faults, restores }: Generated): string {
  return [ground, ...services, ...endpoints, scenariosOf(faults, restores)].join('\n');
}
