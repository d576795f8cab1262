/** What stands where, before any coordinate: regions side by side, bands on top of each other, boxes in a band. */
import { find, hostsOf, membersOf } from '../topology/lookup.ts';
import type {
  Circuit,
  Cluster,
  Element,
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
} from '../topology/model.ts';

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

/** A row. Below each runs a gutter with the rails of what stands above and of the fixtures under it. */
export type Band =
  | { readonly kind: 'machines'; readonly groups: readonly Group[] }
  | { readonly kind: 'fixtures'; readonly fixtures: readonly Fixture[] };

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
}

/** @param breadth times as many machines in a row as by default */
export function plan(topology: Topology, breadth = 1): Plan {
  const framed = framedClusters(topology);
  const homes = new Map<string, Home>();
  const home = (site: Id | undefined): Home => {
    const key = site ?? '';
    const known = homes.get(key);
    if (known) return known;
    const made: Home = { site: find(topology, 'site', site), clusters: [], loose: [], fixtures: [] };
    homes.set(key, made);
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
  for (const fixture of topology.switches) home(fixture.site).fixtures.push(fixture);
  for (const fixture of topology.storages) home(fixture.site).fixtures.push(fixture);
  if (homes.size === 0) home(undefined);
  const regions = [...homes.values()].map(
    (one): Region => ({ site: one.site, bands: bandsOf(topology, one, breadth) }),
  );
  return { topology, regions, framed, tags: tagsOf(topology) };
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
function framedClusters(topology: Topology): ReadonlySet<Id> {
  const uses = new Map<Id, number>();
  for (const cluster of topology.failoverClusters) {
    for (const node of new Set(cluster.nodes)) uses.set(node, (uses.get(node) ?? 0) + 1);
  }
  const framed = new Set<Id>();
  for (const cluster of topology.failoverClusters) {
    const nodes = cluster.nodes.map((id) => find(topology, 'server', id));
    const alone = nodes.every((node) => node && uses.get(node.id) === 1 && node.site === nodes[0]?.site);
    if (nodes.length > 0 && alone) framed.add(cluster.id);
  }
  return framed;
}

/** Rows for `count` machines: as many columns as keep a cluster wider than high, at most 16; `breadth` times as many. */
export function columnsFor(count: number, breadth = 1): number {
  const least = leastColumns(breadth);
  if (count <= least) return Math.max(1, count);
  const columns = Math.min(16, Math.max(least, Math.ceil(Math.sqrt(count * 1.5) * breadth)));
  // as even as the rows allow: 6 hosts stand as 3 and 3, not as 4 and 2
  return Math.ceil(count / Math.ceil(count / columns));
}

function leastColumns(breadth: number): number {
  return Math.max(1, Math.round(4 * breadth));
}

function bandsOf(topology: Topology, home: Home, breadth: number): Band[] {
  const bands: Band[] = [];
  let widest = leastColumns(breadth);
  for (const cluster of home.clusters) {
    const hosts = hostsOf(topology, cluster);
    const columns = columnsFor(hosts.length, breadth);
    widest = Math.max(widest, columns);
    for (const band of rows(cluster, hosts, columns)) bands.push(band);
  }
  bands.push(...looseBands(topology, home, Math.max(widest, columnsFor(home.loose.length, breadth)), breadth));
  const perBand = Math.max(widest, columnsFor(home.fixtures.length, breadth));
  for (let start = 0; start < home.fixtures.length; start += perBand) {
    bands.push({ kind: 'fixtures', fixtures: home.fixtures.slice(start, start + perBand) });
  }
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
function looseBands(topology: Topology, home: Home, columns: number, breadth: number): Band[] {
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
      bands.push(...rows(frame, machines, columnsFor(machines.length, breadth)));
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
    else companions.set(frame.id, [...(companions.get(frame.id) ?? []), metal]);
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

/** What a service or failover cluster is made of, with the position that the text gives each. */
export function positionsOf(topology: Topology, id: Id): readonly { readonly member: Id; readonly position: string }[] {
  const cluster = find(topology, 'failover-cluster', id);
  if (cluster) return cluster.nodes.map((member) => ({ member, position: 'node' }));
  const service = find(topology, 'service', id);
  if (!service) return [];
  const members = membersOf(service);
  switch (service.mode) {
    case 'duplication':
      return positions([service.active, 'active'], [service.standby, 'standby']);
    case 'switchover':
      return positions([service.primary, 'primary'], [service.backup, 'backup']);
    case 'geo-redundant':
      return positions([service.primary, 'primary'], [service.secondary, 'secondary']);
    case 'survivable-core':
      return members.map((member) => ({ member, position: member === service.main ? 'main' : 'survivable' }));
    case 'n-plus-one':
      return members.map((member) => ({ member, position: service.spares.includes(member) ? 'spare' : 'member' }));
    case 'failover-group': {
      const holder = groupStartsOn(topology, id);
      return members.map((member) => ({ member, position: member === holder ? 'owner' : 'possible owner' }));
    }
    default:
      return members.map((member) => ({ member, position: 'member' }));
  }
}

function positions(...pairs: readonly (readonly [Id | undefined, string])[]) {
  return pairs.flatMap(([member, position]) => (member === undefined ? [] : [{ member, position }]));
}

/** Where a failover group is at time 0: on `on`, else its first preferred owner, else its first owner. */
function groupStartsOn(topology: Topology, id: Id): Id | undefined {
  const group = find(topology, 'service', id);
  return group?.mode === 'failover-group' ? (group.on ?? group.preferred[0] ?? group.owners[0]) : undefined;
}
