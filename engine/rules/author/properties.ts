/** What each kind has, by the names of the language: what is not stated, and has no default, is `undefined`. */
import { find } from '../../topology/lookup.ts';
import type {
  Adapter,
  Cluster,
  Element,
  ElementKind,
  Endpoint,
  Host,
  Link,
  MachineBase,
  Metal,
  Network,
  Placed,
  Resource,
  Server,
  Storage,
  Topology,
  VirtualAdapter,
  Vm,
} from '../../topology/model.ts';
import { dynamicQuorumOf } from '../../topology/versions.ts';
import type { Around } from './around.ts';
import { type Found, inapplicable, measured, type Read, time } from './found.ts';
import { serviceProperties } from './service-properties.ts';
import { amount, type Block, type Item, type Value } from './values.ts';

type Table<Of extends Item> = Readonly<Record<string, Read<Of>>>;

const version = (text: string | undefined): Value | undefined => text && { kind: 'version', text };

/** Circuits of its own, else those of its rack. */
function circuitsOf({ circuits, rack }: Placed, around: Around): Found {
  return around.stated(circuits.length > 0 ? circuits : find(around.topology, 'rack', rack)?.circuits);
}

const named: Table<Item> = { name: ({ name }) => name };

const sited: Table<Element> = { ...named, site: ({ site }, around) => around.element(site) };

const placed: Table<Element & Placed> = {
  ...sited,
  rack: ({ rack }, around) => around.element(rack),
  circuits: circuitsOf,
};

const metal: Table<Element & Metal> = {
  ...placed,
  cpu: ({ cpu }) => measured(cpu),
  memory: ({ memory }) => measured(memory, 'size'),
  version: (of) => version(of.version),
  'cpu-model': ({ cpuModel }) => cpuModel,
  storage: ({ storage }, around) => around.stated(storage),
  reboot: ({ reboot }) => time(reboot),
  nics: ({ adapters }, around) => around.elements(adapters),
};

const machine: Table<Element & MachineBase> = {
  boot: ({ boot }) => time(boot),
  start: ({ start }) => time(start),
  licensed: ({ licensed }, around) => around.stated(licensed),
  release: ({ release }) => version(release),
  address: ({ address }) => address,
  uses: ({ uses }) => uses,
};

const host: Table<Host> = {
  ...metal,
  cluster: ({ cluster }, around) => around.element(cluster) ?? [],
  vms: (of, around) => around.vmsOn(of),
};

/** A server runs on itself: a path to the host of a member means the machine, whichever it is. */
const server: Table<Server> = {
  ...metal,
  ...machine,
  disk: ({ storage }, around) => around.stated(storage),
  host: (of) => of,
};

const vm: Table<Vm> = {
  ...sited,
  ...machine,
  vcpu: ({ vcpu }) => measured(vcpu),
  memory: ({ memory }) => measured(memory, 'size'),
  disk: ({ disks }, around) => around.stated(disks),
  'restart-priority': ({ restartPriority }) => restartPriority,
  drs: ({ drs }) => drs,
  ft: (of) => (of.ft ? block('ft', of, of.ft) : []),
  nics: ({ adapters }, around) => around.elements(adapters),
  host: (of, around) => around.hostOf(of),
  cluster: (of, around) => around.element(around.hostOf(of)?.cluster) ?? [],
};

const cluster: Table<Cluster> = {
  ...sited,
  hypervisor: ({ hypervisor }) => hypervisor,
  edition: ({ edition }) => edition,
  evc: ({ evc }) => evc,
  vcenter: ({ vcenter }, around) => around.element(vcenter),
  resiliency: ({ timings }) => time(timings.resiliency),
  failover: ({ timings }) => time(timings.failover),
  respawn: ({ timings }) => time(timings.respawn),
  // A cluster that does not say so has none of them.
  ha: (of) => (of.ha ? block('ha', of, of.ha) : []),
  drs: (of) => (of.drs ? block('drs', of, of.drs) : []),
  hosts: ({ hosts }, around) => around.elements(hosts),
  vms: ({ id }, around) => around.vmsIn(id),
};

const network: Table<Network> = {
  ...sited,
  vlan: ({ vlan }) => measured(vlan),
  subnet: ({ subnet }) => subnet,
  dedicated: ({ dedicated }) => dedicated,
  switches: ({ switches }, around) => around.stated(switches),
  encryption: ({ encryption }) => encryption,
};

const link: Table<Link> = {
  ...sited,
  latency: ({ latency }) => measured(latency, 'time'),
  bandwidth: ({ bandwidth }) => measured(bandwidth, 'rate'),
  loss: ({ loss }) => measured(loss, 'share'),
  encryption: ({ encryption }) => encryption,
  ends: ({ ends }, around) => around.elements(ends),
};

const storage: Table<Storage> = {
  ...placed,
  kind: ({ storageKind }) => storageKind,
  networks: ({ networks }, around) => around.stated(networks),
};

const adapter: Table<Adapter> = {
  ...sited,
  speed: ({ speed }) => measured(speed, 'rate'),
  network: ({ target }, around) => around.element(target),
  uses: ({ uses }) => uses,
};

const virtualAdapter: Table<VirtualAdapter> = {
  ...sited,
  network: (of, around) => around.element(of.network),
};

const endpoint: Table<Endpoint> = {
  ...sited,
  on: ({ on }, around) => around.element(on),
  registers: ({ registers }, around) => around.stated(registers),
  alternate: ({ alternates }, around) => around.elements(alternates),
  subscribes: ({ subscribes }, around) => around.elements(subscribes),
  count: ({ count }) => amount(count),
};

const resource: Table<Resource> = {
  ...sited,
  address: ({ address }) => address,
  after: ({ after, afterAny }, around) => around.elements([...after, ...afterAny]),
  start: ({ start }) => time(start),
  stop: ({ stop }) => time(stop),
  'use-network-name': ({ useNetworkName }) => useNetworkName,
  'registry-key': ({ registryKey }) => registryKey,
  'dns-name': ({ dnsName }) => dnsName,
  netbios: ({ netBios }) => netBios,
  'service-name': ({ serviceName }) => serviceName,
  'start-parameters': ({ startParameters }) => startParameters,
  'resource-monitor': ({ resourceMonitor }) => resourceMonitor,
  owners: ({ owners, group }, around) => {
    const of = find(around.topology, 'service', group);
    return around.stated(owners ?? (of?.mode === 'failover-group' ? of.owners : undefined));
  },
};

/** The lists of a topology by the words of the language, each with the kind that is in it. */
const lists: readonly (readonly [word: string, kind: ElementKind, all: (topology: Topology) => readonly Element[]])[] =
  [
    ['sites', 'site', ({ sites }) => sites],
    ['racks', 'rack', ({ racks }) => racks],
    ['circuits', 'circuit', ({ circuits }) => circuits],
    ['switches', 'switch', ({ switches }) => switches],
    ['networks', 'network', ({ networks }) => networks],
    ['links', 'link', ({ links }) => links],
    ['storages', 'storage', ({ storages }) => storages],
    ['clusters', 'cluster', ({ clusters }) => clusters],
    ['hosts', 'host', ({ hosts }) => hosts],
    ['servers', 'server', ({ servers }) => servers],
    ['vms', 'vm', ({ vms }) => vms],
    ['services', 'service', ({ services }) => services],
    ['failover-clusters', 'failover-cluster', ({ failoverClusters }) => failoverClusters],
    ['endpoints', 'endpoint', ({ endpoints }) => endpoints],
  ];

/** All elements of a collection: `hosts`; `undefined` where there is no such collection. */
export function collection(topology: Topology, word: string): readonly Element[] | undefined {
  return lists.find(([each]) => each === word)?.[2](topology);
}

const inSite: Table<Element> = Object.fromEntries(
  lists
    .filter(([word]) => word !== 'sites')
    .map(([word, kind, all]) => [word, ({ id }, around) => around.inSite(id, kind, all(around.topology))]),
);

type BlockTable = Readonly<Record<Block['kind'], Table<Block>>>;

/** Of a block: what its element has of it. */
const blocks: BlockTable = {
  ha: {
    ...named,
    admission: ofHa(({ admission }) => admission?.policy),
    isolation: ofHa(({ isolation }) => isolation),
    monitoring: ofHa(({ monitoring }) => monitoring),
    'respect-anti-affinity': ofHa(({ respectAntiAffinity }) => respectAntiAffinity),
    'heartbeat-datastores': ofHa(({ heartbeatDatastores }, around) => around.stated(heartbeatDatastores)),
    'storage-response': ofHa(({ storageResponse }) => storageResponse),
    primary: ofHa(({ primary }, around) => around.element(primary)),
    'ft-vms-per-host': ofHa(({ ftVms }) => measured(ftVms)),
    'ft-vcpus-per-host': ofHa(({ ftVcpus }) => measured(ftVcpus)),
    detect: ofCluster(({ timings }) => time(timings.detect)),
    'detect-primary': ofCluster(({ timings }) => time(timings.detectPrimary)),
    placement: ofCluster(({ timings }) => time(timings.placement)),
    'isolation-declare': ofCluster(({ timings }) => time(timings.isolationDeclare)),
    'isolation-response': ofCluster(({ timings }) => time(timings.isolationResponse)),
    'storage-timeout': ofCluster(({ timings }) => time(timings.storageTimeout)),
  },
  drs: {
    ...named,
    mode: ofCluster(({ drs }) => drs?.mode),
    interval: ofCluster(({ timings }) => time(timings.interval)),
    keep: ofCluster((of) => (of.drs?.rules ?? []).map((rule) => block('keep', of, rule))),
  },
  keep: named,
  ft: {
    ...named,
    secondary: ofVm(({ ft }, around) => around.element(ft?.secondary)),
    technique: ofVm(({ ft }) => ft?.technique),
    failover: ofVm((of, around) => time(of.ft?.failover ?? clusterOf(of, around)?.timings.failover)),
    respawn: ofVm((of, around) => time(of.ft?.respawn ?? clusterOf(of, around)?.timings.respawn)),
  },
  synchronize: {
    ...named,
    items: ofSynchronize(({ items }) => items),
    by: ofSynchronize(({ by }) => by),
    script: ofSynchronize(({ script }, around) => around.stated(script)),
  },
  settings: named,
  product: {
    ...named,
    title: ofProduct(({ title }) => title),
    preserves: ofProduct(({ preserves }) => preserves),
    modes: ofProduct(({ modes }) => modes),
  },
};

function block(kind: Block['kind'], of: Element, { source }: Pick<Block, 'source'>): Block {
  return { kind, name: kind, source, of };
}

function clusterOf(vm: Vm, around: Around): Cluster | undefined {
  return find(around.topology, 'cluster', around.hostOf(vm)?.cluster);
}

function ofCluster(read: Read<Cluster>): Read<Block> {
  return ({ of }, around) => (of.kind === 'cluster' ? read(of, around) : inapplicable);
}

function ofHa(read: (ha: NonNullable<Cluster['ha']>, around: Around) => Found): Read<Block> {
  return ofCluster(({ ha }, around) => ha && read(ha, around));
}

function ofVm(read: Read<Vm>): Read<Block> {
  return ({ of }, around) => (of.kind === 'vm' ? read(of, around) : inapplicable);
}

type Group = Extract<Element, { mode: 'failover-group' }>;

function ofSynchronize(read: (block: NonNullable<Group['synchronize']>, around: Around) => Found): Read<Block> {
  return ({ of }, around) =>
    of.kind === 'service' && of.mode === 'failover-group' && of.synchronize ? read(of.synchronize, around) : undefined;
}

function ofProduct(
  read: (product: NonNullable<Extract<Element, { kind: 'service' }>['product']>) => Found,
): Read<Block> {
  return ({ of }) => (of.kind === 'service' && of.product ? read(of.product) : undefined);
}

type Tables = { readonly [K in Item['kind']]: Table<Extract<Item, { kind: K }>> };

const tables: Tables = {
  ...blocks,
  site: { ...named, ...inSite },
  rack: { ...sited, circuits: ({ circuits }, around) => around.stated(circuits) },
  circuit: sited,
  switch: placed,
  network,
  link,
  storage,
  adapter,
  'virtual-adapter': virtualAdapter,
  cluster,
  host,
  server,
  vm,
  service: { ...sited, ...serviceProperties },
  resource,
  'failover-cluster': {
    ...sited,
    nodes: ({ nodes }, around) => around.elements(nodes),
    networks: ({ networks }, around) => around.stated(networks),
    quorum: ({ quorum }) => quorum?.kind,
    'dynamic-quorum': (of) => dynamicQuorumOf(of),
    version: (of) => version(of.version),
    detect: ({ detect }) => time(detect),
  },
  endpoint,
};

/** How a kind's property is read; `undefined` where nothing of this kind has it. */
export function readerOf(kind: Item['kind'], name: string): Read | undefined {
  const table = tables[kind] as Table<never>;
  return Object.hasOwn(table, name) ? (table[name] as Read | undefined) : undefined;
}
