/** What is not drawn one by one in a large topology: counts stand in for it, and it is shown where it is asked for. */
import { membersOf } from '../topology/lookup.ts';
import type { Id, Service, Topology } from '../topology/model.ts';
import type { FoldingLevel } from './scene.ts';

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
  /** Services that are counted, by mode. */
  readonly services: ReadonlyMap<Service['mode'], readonly Id[]>;
  /** What was opened and is there. */
  readonly opened: ReadonlySet<Id>;
}

/** Boxes that are shown at once, about; beyond, a browser is slow and a reader lost. */
const mostShown = 1500;
/** Cards that are shown where something is folded. */
const mostCards = 100;
/** An earlier level stays while what it shows is no more, or it is needed for no less, than this ratio away. */
const slack = 0.15;

export interface FoldingWish {
  readonly expanded?: readonly Id[] | undefined;
  readonly most?: number | undefined;
  /** The level of the picture before. */
  readonly before?: FoldingLevel | undefined;
}

/** The id under which the services of a mode are opened; never that of an element, which has no spaces. */
export function modeId(mode: Service['mode']): Id {
  return `mode ${mode}`;
}

export function foldingOf(topology: Topology, { expanded = [], most = mostShown, before }: FoldingWish): Folding {
  const level = levelOf(topology, most, before);
  if (level === 0) return none;
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
    if (shown && (cluster || full.has(host.id))) put(hosts, host.id);
  }
  return { level, hosts, clusters, sites, services: servicesOf(topology, open, opened), opened };
}

const none: Folding = {
  level: 0,
  hosts: new Set(),
  clusters: new Set(),
  sites: new Set(),
  services: new Map(),
  opened: new Set(),
};

/** The least that must be folded for no more than `most` boxes. */
function levelOf(topology: Topology, most: number, before: FoldingLevel | undefined): FoldingLevel {
  const counts = countsOf(topology);
  let level: FoldingLevel = 0;
  while (level < 3 && counts[level] > most) level = (level + 1) as FoldingLevel;
  if (before === undefined || before === level) return level;
  if (before < level) return counts[before] <= most * (1 + slack) ? before : level;
  // less could be shown: it stays so until that is well within the limit
  return counts[level] > most * (1 - slack) ? before : level;
}

/** How many boxes each level shows, about. */
function countsOf(topology: Topology): readonly [number, number, number, number] {
  const { sites, clusters, hosts, servers, vms, switches, storages, endpoints, services, failoverClusters } = topology;
  const fixtures = sites.length + switches.length + storages.length + endpoints.length + failoverClusters.length;
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
