/** What stands where, before any coordinate: regions side by side, bands on top of each other, boxes in a band. */
import { find, hostsOf, membersOf } from '../topology/lookup.ts';
import type {
  Circuit,
  Cluster,
  Element,
  ElementKind,
  Endpoint,
  FailoverCluster,
  Host,
  Id,
  Rack,
  Server,
  Site,
  Storage,
  Switch,
  Topology,
  Vm,
} from '../topology/model.ts';
import { countsFixtures, type FixtureKind, type Folding, fixturesId, outside } from './folding.ts';
import type { Grids } from './grids.ts';
import { append } from './lists.ts';
import { votesOf } from './quorum.ts';

export type Metal = Host | Server;
export type Fixture = Endpoint | Switch | Storage;
export type Frame = Cluster | FailoverCluster;

/** Machines that stand next to each other, in a frame or without one. */
export interface Group {
  readonly frame?: Frame;
  readonly machines: readonly Metal[];
  /** A cluster's further rows carry no header. */
  readonly first: boolean;
  readonly last: boolean;
}

/** Elements that are counted in the box `of`. */
export interface Counted {
  readonly of: Id;
  readonly kind: ElementKind;
  readonly ids: readonly Id[];
}

/** A row. Below each runs a gutter with the rails of what stands above and of the fixtures under it. */
export type Band =
  | { readonly kind: 'machines'; readonly groups: readonly Group[] }
  | { readonly kind: 'fixtures'; readonly fixtures: readonly Fixture[]; readonly counted: readonly Counted[] }
  | { readonly kind: 'counted'; readonly counted: readonly Counted[] };

/** A site, or what stands in none. */
export interface Region {
  readonly site?: Site;
  readonly bands: readonly Band[];
}

/** Everything that is looked up more than once. */
export interface Plan {
  readonly topology: Topology;
  readonly regions: readonly Region[];
  /** Failover clusters that are drawn as a frame around their nodes. */
  readonly framed: ReadonlySet<Id>;
  /** Racks and circuits of what stands in them. */
  readonly tags: ReadonlyMap<Id, readonly (Rack | Circuit)[]>;
  /** Failover clusters in which an element has a vote. */
  readonly votes: ReadonlyMap<Id, readonly Id[]>;
  /** Rank among the racks, among the circuits. */
  readonly rankOf: ReadonlyMap<Id, number>;
  readonly folding: Folding;
  /** What is counted in a host or cluster that is drawn. */
  readonly counted: ReadonlyMap<Id, readonly Counted[]>;
  /** VMs by the host on which they start, in order. */
  readonly vmsOn: ReadonlyMap<Id, readonly Vm[]>;
  /** Where hosts and servers stand that are drawn one by one. */
  readonly rowOf: ReadonlyMap<Id, RowAt>;
  readonly grids: Grids;
}

/** One object a row. */
export interface RowAt {
  readonly region: number;
  readonly band: number;
}

export function plan(topology: Topology, folding: Folding, grids: Grids): Plan {
  const framed = framedClusters(topology, folding);
  const homes = new Map<string, Home>();
  const home = (site: Id | undefined): Home => {
    const known = homes.get(site ?? '');
    if (known) return known;
    const made: Home = { site: find(topology, 'site', site), clusters: [], loose: [], fixtures: [] };
    homes.set(site ?? '', made);
    return made;
  };
  for (const site of topology.sites) home(site.id);
  for (const cluster of topology.clusters) home(cluster.site).clusters.push(cluster);
  const nodeOf = new Map<Id, FailoverCluster>();
  for (const cluster of topology.failoverClusters) {
    if (framed.has(cluster.id)) for (const node of cluster.nodes) nodeOf.set(node, cluster);
  }
  for (const metal of [...topology.hosts, ...topology.servers].sort(byOrder)) {
    if (metal.kind === 'host' && find(topology, 'cluster', metal.cluster)) continue;
    home(metal.site).loose.push({ metal, frame: nodeOf.get(metal.id) });
  }
  for (const endpoint of topology.endpoints) home(siteOfEndpoint(topology, endpoint)).fixtures.push(endpoint);
  for (const fixture of topology.storages) home(fixture.site).fixtures.push(fixture);
  // last, so that links between them go down without crossing a row
  for (const fixture of topology.switches) home(fixture.site).fixtures.push(fixture);
  if (homes.size === 0) home(undefined);
  const vmsOn = new Map<Id, Vm[]>();
  for (const vm of topology.vms) append(vmsOn, vm.host, vm);
  const regions = [...homes.values()].map(
    (one): Region => ({ site: one.site, bands: bandsOf(topology, one, folding, grids, vmsOn) }),
  );
  return {
    topology,
    regions,
    framed,
    tags: tagsOf(topology),
    votes: votesOf(topology),
    rankOf: new Map(
      [topology.racks, topology.circuits].flatMap((all) => all.map((one, rank) => [one.id, rank] as const)),
    ),
    folding,
    counted: countedIn(topology, folding, vmsOn),
    vmsOn,
    rowOf: rowsOfMachines(regions),
    grids,
  };
}

function rowsOfMachines(regions: readonly Region[]): ReadonlyMap<Id, RowAt> {
  const rowOf = new Map<Id, RowAt>();
  regions.forEach((region, index) => {
    region.bands.forEach((band, number) => {
      if (band.kind !== 'machines') return;
      const at = { region: index, band: number };
      for (const group of band.groups) for (const machine of group.machines) rowOf.set(machine.id, at);
    });
  });
  return rowOf;
}

type VmsOn = ReadonlyMap<Id, readonly Vm[]>;

function countedIn(topology: Topology, folding: Folding, vmsOn: VmsOn): ReadonlyMap<Id, readonly Counted[]> {
  const counted = new Map<Id, readonly Counted[]>();
  for (const of of folding.hosts) counted.set(of, listed(of, [['vm', (vmsOn.get(of) ?? []).map((vm) => vm.id)]]));
  for (const of of folding.clusters) {
    const hosts = find(topology, 'cluster', of)?.hosts ?? [];
    counted.set(
      of,
      listed(of, [
        ['host', hosts],
        ['vm', vmsOnHosts(hosts, vmsOn)],
      ]),
    );
  }
  return counted;
}

/** VMs are counted where there are none too: a run may bring some. */
function listed(of: Id, lists: readonly (readonly [ElementKind, readonly Id[]])[]): readonly Counted[] {
  return lists.flatMap(([kind, ids]) => (ids.length > 0 || kind === 'vm' ? [{ of, kind, ids }] : []));
}

function vmsOnHosts(hosts: readonly Id[], vmsOn: VmsOn): readonly Id[] {
  return hosts.flatMap((host) => (vmsOn.get(host) ?? []).map((vm) => vm.id));
}

/** All that is counted where a site is folded. */
function countedAtSite(home: Home, vmsOn: VmsOn): readonly Counted[] {
  const loose = home.loose.map(({ metal }) => metal);
  const hosts = [
    ...home.clusters.flatMap((cluster) => cluster.hosts),
    ...loose.filter((metal) => metal.kind === 'host').map((metal) => metal.id),
  ];
  return listed(home.site?.id ?? outside, [
    ['cluster', home.clusters.map((cluster) => cluster.id)],
    ['host', hosts],
    ['server', loose.filter((metal) => metal.kind === 'server').map((metal) => metal.id)],
    ['vm', vmsOnHosts(hosts, vmsOn)],
  ]);
}

interface Home {
  readonly site: Site | undefined;
  readonly clusters: Cluster[];
  readonly loose: { readonly metal: Metal; readonly frame: FailoverCluster | undefined }[];
  readonly fixtures: Fixture[];
}

function byOrder(a: Element, b: Element): number {
  return a.order - b.order;
}

/** Clients stand where their network is. */
function siteOfEndpoint(topology: Topology, endpoint: Endpoint): Id | undefined {
  return endpoint.site ?? find(topology, 'network', endpoint.on)?.site;
}

/** A failover cluster is a frame where all its nodes are servers of one site that belong to no other. */
function framedClusters(topology: Topology, folding: Folding): ReadonlySet<Id> {
  const uses = new Map<Id, number>();
  for (const cluster of topology.failoverClusters) {
    for (const node of new Set(cluster.nodes)) uses.set(node, (uses.get(node) ?? 0) + 1);
  }
  const framed = new Set<Id>();
  for (const cluster of topology.failoverClusters) {
    const nodes = cluster.nodes.map((id) => find(topology, 'server', id));
    const alone = nodes.every((node) => node && uses.get(node.id) === 1 && node.site === nodes[0]?.site);
    if (nodes.length > 0 && alone && !folding.sites.has(nodes[0]?.site ?? outside)) framed.add(cluster.id);
  }
  return framed;
}

function bandsOf(topology: Topology, home: Home, folding: Folding, grids: Grids, vmsOn: VmsOn): Band[] {
  const bands: Band[] = [];
  let widest = grids.least;
  if (folding.sites.has(home.site?.id ?? outside)) {
    const counted = countedAtSite(home, vmsOn);
    if (counted.length > 0) bands.push({ kind: 'counted', counted });
  } else {
    for (const band of clusterBands(topology, home, folding, grids)) bands.push(band);
    for (const band of bands)
      if (band.kind === 'machines') widest = Math.max(widest, ...band.groups.map((group) => group.machines.length));
    const key = home.site?.id ?? outside;
    bands.push(...looseBands(topology, home, Math.max(widest, grids.columns(key, home.loose.length)), grids));
  }
  const { shown, counted } = fixturesIn(topology, home, folding);
  const perBand = Math.max(widest, grids.natural(shown.length));
  const switches = shown.filter((one) => one.kind === 'switch');
  const others = shown.filter((one) => one.kind !== 'switch');
  const lists = shown.length <= perBand ? [shown] : [others, switches];
  if (counted.length > 0) bands.push({ kind: 'fixtures', fixtures: [], counted });
  for (const list of lists) {
    for (let start = 0; start < list.length; start += perBand) {
      bands.push({ kind: 'fixtures', fixtures: list.slice(start, start + perBand), counted: [] });
    }
  }
  return bands;
}

const fixtureKinds: readonly FixtureKind[] = ['endpoint', 'storage', 'switch'];

/** What stands in a site beside its machines: one by one, or counted by kind; links between what is counted are too. */
function fixturesIn(
  topology: Topology,
  { site, fixtures }: Home,
  folding: Folding,
): { readonly shown: readonly Fixture[]; readonly counted: readonly Counted[] } {
  const counted: Counted[] = [];
  for (const kind of fixtureKinds) {
    const ids = fixtures.filter((one) => one.kind === kind).map(({ id }) => id);
    if (countsFixtures(folding, kind, site?.id, ids.length))
      counted.push({ of: fixturesId(kind, site?.id), kind, ids });
  }
  if (counted.length === 0) return { shown: fixtures, counted };
  const gone = new Set(counted.flatMap(({ ids }) => ids));
  const switches = counted.find(({ kind }) => kind === 'switch');
  if (switches) {
    const links = topology.links.filter(({ ends }) => gone.has(ends[0] ?? ''));
    if (links.length > 0) counted.push({ of: switches.of, kind: 'link', ids: links.map(({ id }) => id) });
  }
  return { shown: fixtures.filter(({ id }) => !gone.has(id)), counted };
}

/** Clusters on top of each other; those that are only counted beside each other. */
function clusterBands(topology: Topology, home: Home, folding: Folding, grids: Grids): Band[] {
  const bands: Band[] = [];
  const perRow = grids.natural(home.clusters.filter((cluster) => folding.clusters.has(cluster.id)).length);
  let groups: Group[] = [];
  const flush = () => {
    if (groups.length > 0) bands.push({ kind: 'machines', groups });
    groups = [];
  };
  for (const cluster of home.clusters) {
    if (folding.clusters.has(cluster.id)) {
      groups.push({ frame: cluster, machines: [], first: true, last: true });
      if (groups.length === perRow) flush();
      continue;
    }
    flush();
    const hosts = hostsOf(topology, cluster);
    bands.push(...rows(cluster, hosts, grids.columns(cluster.id, hosts.length)));
  }
  flush();
  return bands;
}

function rows(frame: Frame, machines: readonly Metal[], columns: number): Band[] {
  const bands: Band[] = [];
  const count = Math.max(1, Math.ceil(machines.length / columns));
  for (let row = 0; row < count; row++) {
    const group = {
      frame,
      machines: machines.slice(row * columns, (row + 1) * columns),
      first: row === 0,
      last: row === count - 1,
    };
    bands.push({ kind: 'machines', groups: [group] });
  }
  return bands;
}

/** Servers and hosts without a cluster, filled into rows; nodes of one failover cluster, members of one service stay together. */
function looseBands(topology: Topology, home: Home, columns: number, grids: Grids): Band[] {
  const bands: Band[] = [];
  const taken = new Set<Id>();
  let groups: Group[] = [];
  let used = 0;
  const flush = () => {
    if (groups.length > 0) bands.push({ kind: 'machines', groups });
    groups = [];
    used = 0;
  };
  const companions = companionsOf(topology, home);
  for (const { metal, frame } of home.loose) {
    if (taken.has(metal.id)) continue;
    const machines = companions.get(frame?.id ?? metal.id) ?? [metal];
    for (const machine of machines) taken.add(machine.id);
    if (used + machines.length > columns) flush();
    if (frame && machines.length > columns) {
      bands.push(...rows(frame, machines, grids.columns(frame.id, machines.length)));
      continue;
    }
    const before = groups.at(-1);
    if (!frame && before && !before.frame)
      groups[groups.length - 1] = { ...before, machines: [...before.machines, ...machines] };
    else groups.push({ frame, machines, first: true, last: true });
    used += machines.length;
  }
  flush();
  return bands;
}

/** Who stands side by side: by failover cluster, or by the first machine of a service's members. */
function companionsOf(topology: Topology, home: Home): ReadonlyMap<Id, readonly Metal[]> {
  const companions = new Map<Id, Metal[]>();
  const alone = new Map<Id, Metal>();
  for (const { metal, frame } of home.loose) {
    if (!frame) alone.set(metal.id, metal);
    else append(companions, frame.id, metal);
  }
  for (const service of topology.services) {
    const members = [...new Set(membersOf(service))].flatMap((id) => alone.get(id) ?? []).sort(byOrder);
    const [first] = members;
    if (!first || members.length < 2 || members.length > 4) continue;
    companions.set(first.id, members);
    for (const member of members) alone.delete(member.id);
  }
  return companions;
}

function tagsOf(topology: Topology): ReadonlyMap<Id, readonly (Rack | Circuit)[]> {
  const tags = new Map<Id, (Rack | Circuit)[]>();
  for (const placed of [...topology.hosts, ...topology.servers, ...topology.switches, ...topology.storages]) {
    const rack = find(topology, 'rack', placed.rack);
    const circuits = placed.circuits.length > 0 ? placed.circuits : (rack?.circuits ?? []);
    const own = [...(rack ? [rack] : []), ...circuits.flatMap((id) => find(topology, 'circuit', id) ?? [])];
    if (own.length > 0) tags.set(placed.id, own);
  }
  return tags;
}
