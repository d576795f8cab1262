/** Topologies of any shape and size, made as plain models: what no example has must be laid out as well. */
import fc from 'fast-check';
import type {
  Adapter,
  Circuit,
  Cluster,
  Element,
  ElementBase,
  Endpoint,
  FailoverCluster,
  Host,
  Link,
  Network,
  Rack,
  Server,
  Service,
  Site,
  Source,
  Storage,
  Switch,
  Timing,
  Topology,
  Vm,
} from '../../../engine/topology/model.ts';

/** How many of each a topology has; whatever refers to another picks it by `seed`. */
export interface Shape {
  readonly sites: number;
  readonly clusters: number;
  readonly hosts: number;
  readonly vms: number;
  readonly servers: number;
  readonly networks: number;
  readonly switches: number;
  readonly storages: number;
  readonly racks: number;
  readonly links: number;
  readonly services: number;
  readonly failoverClusters: number;
  readonly endpoints: number;
  readonly seed: number;
}

export const shapes: fc.Arbitrary<Shape> = fc.record({
  sites: fc.nat(4),
  clusters: fc.nat(5),
  hosts: fc.nat(20),
  vms: fc.nat(30),
  servers: fc.nat(8),
  networks: fc.nat(6),
  switches: fc.nat(9),
  storages: fc.nat(4),
  racks: fc.nat(3),
  links: fc.nat(4),
  services: fc.nat(10),
  failoverClusters: fc.nat(3),
  endpoints: fc.nat(12),
  seed: fc.nat(1_000_000),
});

const source = Object.freeze({}) as Source;
const timing: Timing = { value: 1000, min: 1000, max: 1000, origin: 'test', assumption: false };
// A scene reads no timing.
const timings = new Proxy({}, { get: () => timing }) as never;

/** The same numbers for the same seed (a linear congruential generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return below <= 0 ? 0 : Math.floor((state / 2 ** 32) * below);
  };
}

export function topologyOfShape(shape: Shape): Topology {
  const next = numbers(shape.seed);
  const elements = new Map<string, Element>();
  let order = 0;
  const make = <T extends Element>(
    count: number,
    prefix: string,
    rest: (index: number, base: ElementBase) => object,
  ): T[] =>
    Array.from({ length: count }, (_, index) => {
      const name = next(6) === 0 ? `${prefix}-with-a-rather-long-name-${index}` : `${prefix}${index}`;
      const base: ElementBase = { id: name, name, source, order: order++ };
      const element = { ...base, ...rest(index, base) } as T;
      elements.set(element.id, element);
      return element;
    });
  const pick = <T extends { id: string }>(list: readonly T[]): string | undefined => list[next(list.length)]?.id;
  const some = <T extends { id: string }>(list: readonly T[], most: number): string[] => [
    ...new Set(Array.from({ length: next(most + 1) }, () => pick(list)).filter((id) => id !== undefined)),
  ];
  const sites = make<Site>(shape.sites, 'Site', () => ({ kind: 'site' }));
  const site = () => (next(5) === 0 ? undefined : pick(sites));
  const circuits = make<Circuit>(shape.racks, 'power', () => ({ kind: 'circuit', site: site() }));
  const racks = make<Rack>(shape.racks, 'rack', () => ({ kind: 'rack', site: site(), circuits: some(circuits, 2) }));
  const placed = () => ({ rack: next(2) ? pick(racks) : undefined, circuits: next(3) ? [] : some(circuits, 2) });
  const switches = make<Switch>(shape.switches, 'sw', () => ({ kind: 'switch', site: site(), ...placed() }));
  const networks = make<Network>(shape.networks, 'net', (index) => ({
    kind: 'network',
    site: site(),
    vlan: index,
    dedicated: next(2) === 0,
    switches: next(3) ? [] : some(switches, 2),
  }));
  const storages = make<Storage>(shape.storages, 'disk', () => ({
    kind: 'storage',
    site: site(),
    storageKind: 'san',
    networks: some(networks, 1),
    ...placed(),
  }));
  const adapters: Adapter[] = [];
  const metal = (id: string) => {
    const targets = [...networks, ...switches];
    const own = Array.from(
      { length: targets.length > 0 ? next(5) : 0 },
      (_, index): Adapter => ({
        id: `${id}.nic${index}`,
        name: `nic${index}`,
        source,
        order: order++,
        kind: 'adapter',
        machine: id,
        target: pick(targets) ?? '',
        uses: [],
      }),
    );
    for (const adapter of own) elements.set(adapter.id, adapter);
    adapters.push(...own);
    return {
      cpu: next(2) ? 16 : undefined,
      memory: 2 ** 37,
      storage: some(storages, 2),
      adapters: own.map((one) => one.id),
      reboot: timing,
      ...placed(),
    };
  };
  const clusters = make<Cluster>(shape.clusters, 'Cluster', () => ({
    kind: 'cluster',
    site: site(),
    hypervisor: 'vsphere',
    hosts: [] as string[],
    timings,
  }));
  const hosts = make<Host>(shape.hosts, 'Host', (_, { id }) => {
    const cluster = next(5) === 0 ? undefined : clusters[next(clusters.length)];
    (cluster?.hosts as string[] | undefined)?.push(id);
    return { kind: 'host', cluster: cluster?.id, site: cluster ? cluster.site : site(), ...metal(id) };
  });
  const machine = () => ({ boot: timing, uses: [] });
  const vms = make<Vm>(hosts.length > 0 ? shape.vms : 0, 'VM', () => ({
    kind: 'vm',
    host: pick(hosts),
    memory: 2 ** 30,
    disks: [],
    adapters: [],
    restartPriority: 'medium',
    ...machine(),
    ...(next(6) === 0 && { ft: { source, secondary: pick(hosts) } }),
  }));
  const servers = make<Server>(shape.servers, 'Server', (_, { id }) => ({
    kind: 'server',
    site: site(),
    ...machine(),
    ...metal(id),
  }));
  const machines = [...vms, ...servers];
  const failoverClusters = make<FailoverCluster>(shape.failoverClusters, 'Group', () => ({
    kind: 'failover-cluster',
    nodes: some(next(3) ? servers : machines, 3),
    networks: some(networks, 2),
    detect: timing,
    quorum: { kind: 'majority', source },
  }));
  const services: Service[] = [];
  for (let index = 0; index < shape.services; index++) {
    const members = next(4) === 0 ? some(services, 3) : some(machines, 3);
    const common = {
      source,
      order: order++,
      kind: 'service',
      settings: {},
      needs: [],
      preserves: 'calls',
      timings,
    } as const;
    const base = { id: `Service${index}`, name: `Service${index}`, ...common };
    const [one, two] = members;
    const service: Service = [
      { ...base, mode: 'standalone', member: one } as const,
      { ...base, mode: 'duplication', active: one, standby: two } as const,
      { ...base, mode: 'active-active', members, needsAtLeast: 1 } as const,
      { ...base, mode: 'survivable-core', main: one, survivable: members.slice(1), failBack: 'manual' } as const,
    ][next(4)] as Service;
    services.push(service);
    elements.set(service.id, service);
  }
  const endpoints = make<Endpoint>(shape.endpoints, 'Phones', () => ({
    kind: 'endpoint',
    endpointKind: 'sip',
    on: pick(networks),
    registers: some(services, 1),
    alternates: [],
    subscribes: [],
    count: next(5000),
  }));
  const ends = [...networks, ...switches];
  const links = make<Link>(ends.length > 1 ? shape.links : 0, 'wan', (index) => ({
    kind: 'link',
    ends: [ends[index % ends.length]?.id, pick(ends)],
    latency: next(200),
    bandwidth: 10 ** 9,
  }));
  return {
    elements,
    sites,
    racks,
    circuits,
    switches,
    networks,
    links,
    storages,
    clusters,
    hosts,
    servers,
    vms,
    adapters,
    virtualAdapters: [],
    services,
    resources: [],
    failoverClusters,
    endpoints,
    scenarios: [],
    objectives: [],
    rules: [],
    unbuilt: [],
  };
}

/** Hosts in clusters of 16 with five VMs each: `nodes` boxes in all, about. */
export function farm(nodes: number): Topology {
  const hosts = Math.max(2, Math.round(nodes / 6));
  return topologyOfShape({
    sites: Math.max(1, Math.round(hosts / 128)),
    clusters: Math.max(1, Math.round(hosts / 16)),
    hosts,
    vms: hosts * 5,
    servers: 4,
    networks: 4,
    switches: 2,
    storages: 2,
    racks: 4,
    links: 2,
    services: Math.min(40, hosts),
    failoverClusters: 1,
    endpoints: 4,
    seed: 7,
  });
}
