/** Failover clusters and sequences of faults at random, as texts of the language. */
import fc from 'fast-check';
import { scenariosOf } from './play.ts';

export interface GeneratedCluster {
  readonly ground: string;
  readonly faults: readonly { readonly at: number; readonly text: string }[];
  /** Undoes every fault. */
  readonly restores: readonly string[];
}

const resource = fc.record({
  type: fc.constantFrom('ip-address', 'network-name', 'generic-service', 'file-share'),
  after: fc.nat(3),
  any: fc.boolean(),
  stop: fc.constantFrom(0, 0, 3),
  bound: fc.boolean(),
});

const group = fc.record({
  resources: fc.array(resource, { maxLength: 4 }),
  on: fc.option(fc.nat(4), { nil: undefined }),
  /** The owner that resources which are bound exclude. */
  without: fc.nat(4),
  owners: fc.option(fc.nat(4), { nil: undefined }),
  preferred: fc.option(fc.nat(4), { nil: undefined }),
  apart: fc.boolean(),
  back: fc.boolean(),
});

const fault = fc.record({
  at: fc.integer({ min: 0, max: 600 }),
  kind: fc.constantFrom(
    'node',
    'node',
    'service',
    'witness',
    'disk',
    'path',
    'network',
    'nic',
    'split',
    'move',
    'fault',
    'crash',
    'reboot',
    'host',
  ),
  a: fc.nat(20),
  b: fc.nat(20),
});

/** One cluster of two to five nodes, servers and VMs, with up to three groups, and up to eight faults. */
export const generatedCluster: fc.Arbitrary<GeneratedCluster> = fc
  .record({
    nodes: fc.integer({ min: 2, max: 5 }),
    vms: fc.nat(2),
    quorum: fc.constantFrom('disk san', 'majority', 'majority with witness w'),
    version: fc.constantFrom('', 'version: 2003', 'version: 2016', 'dynamic-quorum: on  detect: 8 s'),
    groups: fc.array(group, { minLength: 1, maxLength: 3 }),
    faults: fc.array(fault, { maxLength: 8 }),
  })
  .map(write);

interface Drawn {
  readonly nodes: number;
  readonly vms: number;
  readonly quorum: string;
  readonly version: string;
  readonly groups: readonly {
    resources: readonly { type: string; after: number; any: boolean; stop: number; bound: boolean }[];
    on: number | undefined;
    without: number;
    owners: number | undefined;
    preferred: number | undefined;
    apart: boolean;
    back: boolean;
  }[];
  readonly faults: readonly { at: number; kind: string; a: number; b: number }[];
}

function write({ nodes, vms, quorum, version, groups, faults }: Drawn): GeneratedCluster {
  const names = Array.from({ length: nodes }, (_, at) => `n${at}`);
  const pick = (list: readonly string[], at: number) => list[at % list.length] ?? '';
  const ownersOf = (without: number | undefined) =>
    without === undefined ? names : names.filter((_, at) => at !== without % nodes);
  const machines = names.map((name, at) =>
    at < vms
      ? `vm ${name} on h${at} { disk: san  nic a -> lan via v0  nic b -> beat via v1 }`
      : `server ${name} { storage: san  nic a -> lan  nic b -> beat }`,
  );
  const hosts = ['h0', 'h1'].map((name) => `host ${name} { storage: san  nic v0 -> lan  nic v1 -> beat }`);
  const services = groups.map(({ resources, on, without, owners, preferred, apart, back }, g) => {
    const allowed = ownersOf(owners);
    const properties = [
      'cluster: F',
      owners === undefined ? '' : `owners: ${allowed.join(', ')}`,
      on === undefined ? '' : `on: ${pick(allowed, on)}`,
      preferred === undefined ? '' : `preferred: ${pick(allowed, preferred)}`,
      apart ? 'anti-affinity: "apart"' : '',
      back ? 'fail-back: automatic' : '',
    ];
    const parts = resources.map(({ type, after, any, stop, bound }, r) => {
      const before = Array.from({ length: Math.min(after, r) }, (_, at) => `g${g}r${at}`);
      const depends = before.length === 0 ? '' : `after${any ? ' any' : ''}: ${before.join(', ')}`;
      const others = allowed.filter((_, at) => at !== without % allowed.length);
      const only = bound && others.length > 0 ? `owners: ${others.join(', ')}` : '';
      return `  resource g${g}r${r} : ${type} { ${depends} ${stop > 0 ? `stop: ${stop} s` : ''} ${only} }`;
    });
    return `service G${g} : failover-group { ${properties.filter((one) => one !== '').join('  ')}\n${parts.join('\n')}\n}`;
  });
  const endpoints = groups.map((_, g) => `endpoint E${g} : agent { on: lan  registers: G${g}  count: 1 }`);
  const restores = new Set<string>();
  const one = (verb: string, what: string): string => {
    restores.add(`restore ${what}`);
    return `${verb} ${what}`;
  };
  const textOf = ({ kind, a, b }: { kind: string; a: number; b: number }): string => {
    const [node, other] = [pick(names, a), pick(names, b)];
    const isVm = names.indexOf(node) < vms;
    switch (kind) {
      case 'service':
        return one('fail', `F.${node}`);
      case 'witness':
        return one('fail', 'w');
      case 'disk':
        return one('fail', 'storage san');
      case 'path':
        restores.add(`restore san for ${isVm ? 'h0' : node}`);
        return `fail san for ${isVm ? 'h0' : node}`;
      case 'network':
        return one('fail', pick(['network lan', 'network beat'], b));
      case 'nic':
        return one('fail', isVm ? pick(['h0.v0', 'h0.v1'], b) : `${node}.${pick(['a', 'b'], b)}`);
      case 'split':
        if (node === other) return one('fail', node);
        restores.add(`heal ${node} | ${other}`);
        return `partition ${node} | ${other}`;
      case 'move':
        return `move G${b % groups.length} to ${pick(ownersOf(groups[b % groups.length]?.owners), a)}`;
      case 'fault': {
        const g = a % groups.length;
        const count = groups[g]?.resources.length ?? 0;
        return count === 0 ? `fault G${g}` : one('fault', `G${g}.g${g}r${b % count}`);
      }
      case 'crash':
        return one('crash', node);
      case 'reboot':
        return `reboot ${node}`;
      case 'host':
        return isVm ? one('fail', 'h0') : one('fail', node);
      default:
        return one('fail', node);
    }
  };
  const inOrder = [...faults].sort((x, y) => x.at - y.at).map((drawn) => ({ at: drawn.at, text: textOf(drawn) }));
  const ground = `network lan\nnetwork beat { dedicated }\nstorage san { kind: san }\ncluster C { ha  ${hosts.join('  ')} }
server w { nic a -> lan }\n${machines.join('\n')}
failover-cluster F { nodes: ${names.join(', ')}  networks: beat, lan  quorum: ${quorum}  ${version} }
${services.join('\n')}\n${endpoints.join('\n')}`;
  return { ground, faults: inOrder, restores: [...restores] };
}

/** The whole text, with the scenarios of `scenariosOf`. */
export function clusterText({ ground, faults, restores }: GeneratedCluster): string {
  return `${ground}\n${scenariosOf(faults, restores)}`;
}
