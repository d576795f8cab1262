/** Sites with links between them, services over them, and sequences of faults at random, as texts of the language. */
import fc from 'fast-check';
import { scenariosOf } from './play.ts';

export interface Sites {
  readonly count: number;
  readonly ground: string;
  readonly services: readonly string[];
  readonly endpoints: readonly string[];
  readonly faults: readonly { readonly at: number; readonly text: string }[];
  /** Undoes every fault. */
  readonly restores: readonly string[];
  /** Brings every service back to its first members. */
  readonly activations: readonly string[];
}

const faultKinds = ['site', 'link', 'server', 'lan', 'partition', 'nic', 'fault', 'reboot'] as const;

const fault = fc.record({
  at: fc.integer({ min: 0, max: 1500 }),
  kind: fc.constantFrom(...faultKinds),
  a: fc.nat(20),
  b: fc.nat(20),
});

/** Two to four sites, each with five servers; a survivable core, two geo-redundant pairs and an N+1 over them. */
export const sites: fc.Arbitrary<Sites> = fc
  .record({
    count: fc.integer({ min: 2, max: 4 }),
    links: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 3 }),
    survivable: fc.integer({ min: 1, max: 3 }),
    failBack: fc.boolean(),
    clients: fc.subarray([0, 1, 2, 3]),
    faults: fc.array(fault, { maxLength: 6 }),
    spares: fc.integer({ min: 1, max: 2 }),
  })
  .map(write);

interface Drawn {
  readonly count: number;
  readonly links: readonly (readonly [number, number])[];
  readonly survivable: number;
  readonly failBack: boolean;
  readonly clients: readonly number[];
  readonly faults: readonly { at: number; kind: (typeof faultKinds)[number]; a: number; b: number }[];
  readonly spares: number;
}

function write({ count, links, survivable, failBack, clients, faults, spares }: Drawn): Sites {
  const all = Array.from({ length: count }, (_, site) => site);
  const roles = ['core', 'manager', 'auto', 'node', 'extra'];
  const siteTexts = all.map(
    (site) =>
      `site S${site} {\n  network lan\n${roles.map((role) => `  server ${role}${site} { nic n -> lan }`).join('\n')}\n}`,
  );
  // A line through all sites, so that every network reaches every other while nothing is lost, and some rings.
  const pairs = all.slice(1).map((site): readonly [number, number] => [site - 1, site]);
  for (const [a, b] of links) if (a % count !== b % count) pairs.push([a % count, b % count]);
  const lines = pairs.map(([a, b], at) => `link l${at} between S${a}.lan, S${b}.lan`);
  const others = all.slice(1, 1 + survivable).map((site) => `core${site}`);
  const last = count - 1;
  const nodes = all.map((site) => `node${site}`);
  const services = [
    `service Core : survivable-core { main: core0  survivable: ${others.join(', ')}  start: 30 s  no-service: 3 min${failBack ? '  fail-back: automatic' : ''} }`,
    `service Manual : geo-redundant { primary: manager0  secondary: manager${last}  start: 20 s }`,
    `service Auto : geo-redundant { primary: auto${last}  secondary: auto0  activation: automatic  takeover: 1 min }`,
    `service Nodes : n-plus-one { members: ${nodes.join(', ')}  spares: ${all
      .slice(0, spares)
      .map((site) => `extra${site}`)
      .join(', ')}  takeover: 2 min }`,
  ];
  const standing = clients.filter((site) => site < count);
  const endpoints = standing.flatMap((site) => [
    `endpoint C${site} : h323 { on: S${site}.lan  registers: Core  count: 1 }`,
    `endpoint M${site} : agent { on: S${site}.lan  registers: Manual  count: 1 }`,
    `endpoint N${site} : sip { on: S${site}.lan  registers: node${site}  count: 1 }`,
  ]);
  const restores = new Set<string>();
  const machines = all.flatMap((site) => roles.map((role) => `${role}${site}`));
  const pick = (list: readonly string[], at: number) => list[at % list.length] ?? '';
  const written = faults.map(({ at, kind, a, b }) => {
    const one = (verb: string, what: string) => {
      restores.add(`restore ${what}`);
      return `${verb} ${what}`;
    };
    const [left, right] = [a % count, b % count];
    const machine = pick(machines, a + 7 * b);
    switch (kind) {
      case 'site':
        return { at, text: one('fail', `S${left}`) };
      case 'link':
        return { at, text: one('fail', `l${a % lines.length}`) };
      case 'lan':
        return { at, text: one('fail', `network S${left}.lan`) };
      case 'nic':
        return { at, text: one('fail', `${machine}.n`) };
      case 'fault':
        return { at, text: one('fault', machine) };
      case 'reboot':
        return { at, text: `reboot ${machine}` };
      case 'partition':
        if (left === right) return { at, text: one('fail', machine) };
        restores.add(`heal S${left} | S${right}`);
        return { at, text: `partition S${left} | S${right}` };
      default:
        return { at, text: one('fail', machine) };
    }
  });
  return {
    count,
    ground: [...siteTexts, ...lines].join('\n'),
    services,
    endpoints,
    faults: [...written].sort((x, y) => x.at - y.at),
    restores: [...restores],
    activations: ['core0', 'manager0', `auto${last}`, ...nodes].map((member) => `activate ${member}`),
  };
}

/** The whole text, with the scenarios of `scenariosOf`, and one in which every first member is activated after that. */
export function textOfSites({ ground, services, endpoints, faults, restores, activations }: Sites): string {
  return [ground, ...services, ...endpoints, scenariosOf(faults, restores, { Activated: activations })].join('\n');
}
