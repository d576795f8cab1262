/** What is not drawn one by one in a large topology: counts stand in for it, and it is shown where it is asked for. */
import { membersOf } from '../topology/lookup.ts';
import type { Id, Service, Topology } from '../topology/model.ts';
import type { FoldingLevel, Kept } from './scene.ts';

/** What stands in no site, where a site would be named. */
export const outside = 'outside';

export interface Folding {
  readonly level: FoldingLevel;
  /** Hosts whose VMs are counted. */
  readonly hosts: ReadonlySet<Id>;
  /** Clusters whose hosts are counted. */
  readonly clusters: ReadonlySet<Id>;
  /** Sites (or `outside`) whose clusters and machines are counted. */
  readonly sites: ReadonlySet<Id>;
  /** Whether endpoints, switches and storages are counted, by site and kind, where there are several. */
  readonly fixtures: boolean;
  /** Services that are counted, by mode. */
  readonly services: ReadonlyMap<Service['mode'], readonly Id[]>;
  /** What was opened and is there. */
  readonly opened: ReadonlySet<Id>;
  /** What is to be opened, there or not. */
  readonly open: ReadonlySet<Id>;
}

/** What stands beside or below the machines of a site. */
export type FixtureKind = 'endpoint' | 'switch' | 'storage';

/** Boxes that are shown at once, about; beyond, a browser is slow and a reader lost. */
const mostShown = 1500;
/** Cards that are shown where something is folded. */
const mostCards = 100;
/** So many of a kind in a site are shown also where those of others are counted. */
const fewFixtures = 3;
/** Where endpoints, switches and storages are more than this share of what may be shown, counts stand in for them first. */
const fixtureShare = 1 / 3;
/** An earlier level stays while what it shows is no more, or it is needed for no less, than this ratio away. */
const slack = 0.15;

export interface FoldingWish {
  readonly expanded?: readonly Id[] | undefined;
  readonly most?: number | undefined;
  /** How much was folded in the picture before. */
  readonly before?: Pick<Kept, 'folding' | 'fixtures'> | undefined;
}

/** The id under which the services of a mode are opened; never that of an element, which has no spaces. */
export function modeId(mode: Service['mode']): Id {
  return `mode ${mode}`;
}

/** The id under which endpoints, switches or storages of a site are opened. */
export function fixturesId(kind: FixtureKind, site: Id | undefined): Id {
  return `${kind} ${site ?? outside}`;
}

/** Whether those of a kind in a site are counted; which were opened is noted by who asks. */
export function countsFixtures(
  { fixtures, open }: Folding,
  kind: FixtureKind,
  site: Id | undefined,
  count: number,
): boolean {
  return fixtures && count > fewFixtures && !open.has(fixturesId(kind, site));
}

export function foldingOf(topology: Topology, { expanded = [], most = mostShown, before }: FoldingWish): Folding {
  const fixtures = tooManyFixtures(topology, most, before);
  const level = levelOf(topology, most, fixtures, before?.folding);
  if (level === 0 && !fixtures) return none;
  const open = new Set(expanded);
  const opened = new Set<Id>();
  const sites = new Set<Id>();
  const clusters = new Set<Id>();
  const hosts = new Set<Id>();
  /** Folded, unless it was opened. */
  const put = (into: Set<Id>, id: Id) => {
    if (open.has(id)) opened.add(id);
    else into.add(id);
  };
  if (level === 3) for (const id of [outside, ...topology.sites.map((site) => site.id)]) put(sites, id);
  if (level >= 2)
    for (const cluster of topology.clusters) if (!sites.has(cluster.site ?? outside)) put(clusters, cluster.id);
  const full = new Set(topology.vms.map((vm) => vm.host));
  const clusterOf = new Map(topology.clusters.map((cluster) => [cluster.id, cluster] as const));
  for (const host of topology.hosts) {
    const cluster = host.cluster === undefined ? undefined : clusterOf.get(host.cluster);
    const shown = cluster
      ? !clusters.has(cluster.id) && !sites.has(cluster.site ?? outside)
      : !sites.has(host.site ?? outside);
    // one without VMs may get some, where it has others beside it
    if (level > 0 && shown && (cluster || full.has(host.id))) put(hosts, host.id);
  }
  const services = level === 0 ? none.services : servicesOf(topology, open, opened);
  return { level, hosts, clusters, sites, fixtures, services, opened, open };
}

const none: Folding = {
  level: 0,
  hosts: new Set(),
  clusters: new Set(),
  sites: new Set(),
  fixtures: false,
  services: new Map(),
  opened: new Set(),
  open: new Set(),
};

/** Whether endpoints, switches and storages are so many of all that counts stand in for them. */
function tooManyFixtures(topology: Topology, most: number, before: FoldingWish['before']): boolean {
  const limit = before === undefined ? most : most * (before.fixtures ? 1 - slack : 1 + slack);
  const [all] = countsOf(topology, false);
  const [without] = countsOf(topology, true);
  return all > limit && all - without > limit * fixtureShare;
}

/** The least that must be folded for no more than `most` boxes. */
function levelOf(topology: Topology, most: number, fixtures: boolean, before: FoldingLevel | undefined): FoldingLevel {
  const counts = countsOf(topology, fixtures);
  let level: FoldingLevel = 0;
  while (level < 3 && counts[level] > most) level = (level + 1) as FoldingLevel;
  if (before === undefined || before === level) return level;
  if (before < level) return counts[before] <= most * (1 + slack) ? before : level;
  // less could be shown: it stays so until that is well within the limit
  return counts[level] > most * (1 - slack) ? before : level;
}

/** How many boxes each level shows, about. @param counted whether endpoints, switches and storages are counted */
function countsOf(topology: Topology, counted: boolean): readonly [number, number, number, number] {
  const { sites, clusters, hosts, servers, vms, switches, storages, endpoints, services, failoverClusters } = topology;
  const kinds = [switches, storages, endpoints];
  const shown = (all: number) => (counted ? Math.min(all, fewFixtures * (sites.length + 1)) : all);
  const fixtures = kinds.reduce((sum, kind) => sum + shown(kind.length), sites.length + failoverClusters.length);
  const cards = services.length > mostCards ? 8 : services.length;
  const clustered = new Set(clusters.flatMap((cluster) => cluster.hosts));
  const adapters = topology.adapters.length;
  const loose = topology.adapters.filter((adapter) => !clustered.has(adapter.machine)).length;
  const machines = servers.length + hosts.length;
  const outer = fixtures + clusters.length;
  return [
    outer + machines + adapters + vms.length + services.length,
    outer + machines + adapters + cards,
    outer + machines - clustered.size + loose + cards,
    fixtures + cards,
  ];
}

/**
 * Services by mode where there are too many. Those of an opened mode, and those with a member on an opened host, are shown;
 * so are what they belong to.
 */
function servicesOf(
  topology: Topology,
  open: ReadonlySet<Id>,
  opened: Set<Id>,
): ReadonlyMap<Service['mode'], readonly Id[]> {
  const folded = new Map<Service['mode'], Id[]>();
  if (topology.services.length <= mostCards) return folded;
  const near = new Set(topology.vms.filter((vm) => open.has(vm.host)).map((vm) => vm.id));
  for (const service of topology.services) {
    const { id, mode } = service;
    if (open.has(modeId(mode))) opened.add(modeId(mode));
    else if (!membersOf(service).some((member) => near.has(member))) {
      const list = folded.get(mode);
      if (list) list.push(id);
      else folded.set(mode, [id]);
    }
  }
  return folded;
}
