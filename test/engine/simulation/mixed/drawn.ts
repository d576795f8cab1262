/** What is drawn at random for a topology in which mechanisms meet: numbers and choices, no text yet. */
import fc from 'fast-check';

const nat = fc.nat(30);

const clusterOf = {
  kind: fc.constantFrom('vsphere', 'vsphere', 'vsphere', 'vsphere', 'hyper-v', 'alone'),
  site: nat,
  hosts: fc.constantFrom<number>(1, 2, 3, 3, 4),
  ha: fc.constantFrom<string>(
    'ha',
    'ha',
    'ha { isolation: power-off  monitoring: vm }',
    'ha { isolation: shut-down  storage-response: on  respect-anti-affinity: on }',
    'ha { heartbeat-datastores: second  monitoring: vm }',
    '',
  ),
  drs: fc.constantFrom('fully-automated', 'fully-automated', 'partially-automated', 'manual', ''),
  rules: fc.array(fc.record({ kind: fc.constantFrom('apart', 'together', 'must', 'should'), a: nat, b: nat, c: nat }), {
    maxLength: 3,
  }),
  version: fc.constantFrom('', 'old', 'new'),
  memory: fc.constantFrom<number>(12, 16, 24, 48),
  /** The second and fourth host have less memory and fewer cores. */
  uneven: fc.boolean(),
  power: fc.constantFrom('', 'rack', 'circuit', 'both'),
  models: fc.boolean(),
  teamed: fc.boolean(),
  logging: fc.boolean(),
  vcenter: fc.boolean(),
};
const cluster = fc.record(clusterOf);

/** A cluster in which much may move. */
const farm = fc.record({
  ...clusterOf,
  kind: fc.constantFrom<'vsphere'>('vsphere'),
  hosts: fc.integer({ min: 3, max: 4 }),
  memory: fc.constantFrom(16, 24),
  ha: fc.constantFrom<string>(
    'ha',
    'ha { monitoring: vm  storage-response: on }',
    'ha { isolation: power-off  respect-anti-affinity: on }',
  ),
  drs: fc.constantFrom('fully-automated', 'fully-automated', 'manual'),
  rules: fc.array(fc.record({ kind: fc.constantFrom('apart', 'together', 'must', 'should'), a: nat, b: nat, c: nat }), {
    minLength: 1,
    maxLength: 4,
  }),
});

const vm = fc.record({
  cluster: nat,
  host: nat,
  memory: fc.constantFrom(2, 3, 4, 6, 8),
  cores: fc.constantFrom(0, 0, 2, 8),
  second: fc.boolean(),
  priority: fc.constantFrom('medium', 'high', 'highest', 'low', 'lowest', 'medium', 'disabled'),
  ft: fc.constantFrom('', '', 'chosen', 'stated'),
  drs: fc.constantFrom('', '', '', 'drs: manual'),
  start: fc.constantFrom('', '', 'start: 45 s'),
  /** How many hosts, from its own on, its licence is valid on; 0: none is stated. */
  licensed: fc.constantFrom(0, 0, 0, 1, 2),
});

const group = fc.record({
  resources: fc.integer({ min: 1, max: 3 }),
  any: fc.boolean(),
  without: fc.option(nat, { nil: undefined }),
  preferred: fc.option(nat, { nil: undefined }),
  apart: fc.boolean(),
  back: fc.boolean(),
  synchronize: fc.constantFrom('', '', '', 'ssl', 'ssl, config', 'config, registry, licenses', 'licenses, users'),
  managed: fc.constantFrom('', 'config-file', 'registry'),
});

const failoverCluster = fc.record({
  nodes: fc.integer({ min: 2, max: 3 }),
  quorum: fc.constantFrom('disk', 'majority', 'witness'),
  witness: nat,
  version: fc.constantFrom('', 'version: 2003', 'version: 2016'),
  groups: fc.array(group, { minLength: 1, maxLength: 2 }),
});

const modes = [
  'standalone',
  'duplication',
  'switchover',
  'active-active',
  'n-plus-one',
  'geo-redundant',
  'survivable-core',
] as const;

const service = fc.record({
  mode: fc.constantFrom(...modes),
  /** Members are services that nobody else has as a member, where the mode may have such. */
  nested: fc.boolean(),
  members: fc.integer({ min: 2, max: 3 }),
  product: fc.boolean(),
  variant: fc.boolean(),
  start: fc.constantFrom('', 'start: 20 s'),
  needs: fc.option(nat, { nil: undefined }),
});

const endpoint = fc.record({
  on: nat,
  registers: nat,
  second: fc.option(nat, { nil: undefined }),
  alternate: fc.option(nat, { nil: undefined }),
  subscribes: fc.option(nat, { nil: undefined }),
});

const faultKinds = [
  'host',
  'host',
  'host',
  'host',
  'vm',
  'server',
  'cluster',
  'switch',
  'network',
  'link',
  'storage',
  'nic',
  'virtual-nic',
  'server-nic',
  'site',
  'rack',
  'circuit',
  'isolate',
  'partition',
  'path',
  'crash',
  'fault',
  'fault-service',
  'fault-resource',
  'node-service',
  'reboot',
  'maintenance',
  'maintenance',
  'migrate',
  'move',
  'activate',
  'mend',
  'mend',
] as const;

const farmFaults: readonly (typeof faultKinds)[number][] = [
  'host',
  'host',
  'host',
  'maintenance',
  'vm',
  'storage',
  'nic',
  'isolate',
  'path',
  'crash',
  'reboot',
  'migrate',
  'mend',
  'mend',
];

const fault = (kinds: typeof farmFaults) =>
  fc.record({
    at: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 1_800 })),
    kind: fc.constantFrom(...kinds),
    a: nat,
    b: nat,
  });

const topologyOf = (
  one: fc.Arbitrary<DrawnFrom<typeof cluster>>,
  most: { readonly clusters: number; readonly vms: number },
  kinds: typeof farmFaults,
) =>
  fc.record({
    sites: fc.integer({ min: 1, max: 2 }),
    switched: fc.boolean(),
    clusters: fc.array(one, { minLength: 1, maxLength: most.clusters }),
    vms: fc.array(vm, { minLength: most.vms - 6, maxLength: most.vms }),
    servers: fc.array(nat, { minLength: 1, maxLength: 4 }),
    failoverClusters: fc.array(failoverCluster, { maxLength: 1 }),
    services: fc.array(service, { minLength: 1, maxLength: 5 }),
    endpoints: fc.array(endpoint, { maxLength: 4 }),
    /** Each is a scenario. */
    faults: fc.array(fc.array(fault(kinds), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
  });

/** Everything that a topology and its scenario are made of: anything may meet anything, or many VMs share a cluster. */
export const drawn = fc.noBias(
  fc.oneof(
    topologyOf(cluster, { clusters: 3, vms: 7 }, faultKinds),
    topologyOf(farm, { clusters: 1, vms: 10 }, farmFaults),
  ),
);

type DrawnFrom<A> = A extends fc.Arbitrary<infer T> ? T : never;

export type Drawn = DrawnFrom<typeof drawn>;
export type DrawnCluster = DrawnFrom<typeof cluster>;
export type DrawnVm = DrawnFrom<typeof vm>;
export type DrawnService = DrawnFrom<typeof service>;
export type DrawnFault = Drawn['faults'][number][number];
