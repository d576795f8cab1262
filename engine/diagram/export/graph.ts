/**
 * A topology as a graph of groups, nodes and edges, for languages that lay graphs out themselves. What stands in what is
 * a group (sites, clusters, hosts); racks, circuits and resources are left out, adapters are edges.
 */
import type { Element, ElementKind, Id, Topology } from '../../topology/model.ts';
import { positionsOf } from '../positions.ts';
import {
  clusterDetail,
  endpointDetail,
  failoverClusterDetail,
  linkLabel,
  metalDetail,
  networkDetail,
  serviceDetail,
  storageDetail,
  vmDetail,
} from '../words.ts';

export interface GraphNode {
  readonly id: Id;
  readonly kind: ElementKind;
  readonly name: string;
  readonly detail?: string;
}
export interface GraphGroup extends GraphNode {
  readonly groups: readonly GraphGroup[];
  readonly nodes: readonly GraphNode[];
}

/** `cable` machine to network, `wire` network to switch, `disk` to storage, `link` between networks, `role` who serves, `reserve` who would, `client` what clients use. */
export type GraphEdgeKind = 'cable' | 'wire' | 'disk' | 'link' | 'role' | 'reserve' | 'client';
export interface GraphEdge {
  readonly from: Id;
  readonly to: Id;
  readonly kind: GraphEdgeKind;
  readonly label?: string;
}

export interface Graph {
  readonly title?: string;
  readonly groups: readonly GraphGroup[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

const drawn: ReadonlySet<ElementKind> = new Set([
  'site',
  'cluster',
  'host',
  'server',
  'vm',
  'network',
  'switch',
  'storage',
  'service',
  'failover-cluster',
  'endpoint',
]);
const grouping: ReadonlySet<ElementKind> = new Set(['site', 'cluster', 'host']);

export function graphOf(topology: Topology): Graph {
  const elements = [...topology.elements.values()].filter(({ kind }) => drawn.has(kind));
  const ids = new Set(elements.map(({ id }) => id));
  const inside = new Map<Id | undefined, Element[]>();
  for (const element of elements) {
    const parent = parentOf(element);
    // what a text names and does not have holds nothing
    const at = parent !== undefined && ids.has(parent) ? parent : undefined;
    inside.set(at, [...(inside.get(at) ?? []), element]);
  }
  const nodeOf = (element: Element): GraphNode => {
    const detail = detailOf(topology, element);
    return { id: element.id, kind: element.kind, name: element.name, ...(detail !== undefined && { detail }) };
  };
  const groupOf = (element: Element): GraphGroup => ({ ...nodeOf(element), ...contentOf(element.id) });
  // a host without VMs is a box like any other
  const isGroup = ({ id, kind }: Element) => grouping.has(kind) && inside.has(id);
  const contentOf = (id: Id | undefined) => {
    const content = inside.get(id) ?? [];
    return {
      groups: content.filter(isGroup).map(groupOf),
      nodes: content.filter((element) => !isGroup(element)).map(nodeOf),
    };
  };
  return {
    ...(topology.title !== undefined && { title: topology.title }),
    ...contentOf(undefined),
    edges: edgesOf(topology).filter(({ from, to }) => ids.has(from) && ids.has(to) && from !== to),
  };
}

function parentOf(element: Element): Id | undefined {
  if (element.kind === 'vm') return element.host;
  if (element.kind === 'host') return element.cluster ?? element.site;
  return element.site;
}

function detailOf(topology: Topology, element: Element): string | undefined {
  switch (element.kind) {
    case 'cluster':
      return clusterDetail(element);
    case 'host':
    case 'server':
      return metalDetail(element);
    case 'vm':
      return vmDetail(element);
    case 'network':
      return networkDetail(element);
    case 'storage':
      return storageDetail(element);
    case 'service':
      return serviceDetail(element);
    case 'failover-cluster':
      return failoverClusterDetail(topology, element);
    case 'endpoint':
      return endpointDetail(element);
    default:
      return undefined;
  }
}

const reserve: ReadonlySet<string> = new Set([
  'standby',
  'backup',
  'secondary',
  'survivable',
  'spare',
  'possible owner',
]);

function edgesOf(topology: Topology): readonly GraphEdge[] {
  const edges: GraphEdge[] = [];
  const known = new Set<string>();
  const add = (kind: GraphEdgeKind, from: Id, to: Id | undefined, label?: string): void => {
    const key = JSON.stringify([kind, from, to, label]);
    if (to === undefined || known.has(key)) return;
    known.add(key);
    edges.push({ from, to, kind, ...(label !== undefined && { label }) });
  };
  for (const link of topology.links) add('link', link.ends[0], link.ends[1], linkLabel(link));
  for (const network of topology.networks) for (const id of network.switches) add('wire', network.id, id);
  for (const storage of topology.storages) for (const id of storage.networks) add('wire', storage.id, id);
  for (const adapter of topology.adapters) add('cable', adapter.machine, adapter.target);
  for (const adapter of topology.virtualAdapters) add('cable', adapter.machine, adapter.network);
  for (const metal of [...topology.hosts, ...topology.servers])
    for (const id of metal.storage) add('disk', metal.id, id);
  for (const group of [...topology.failoverClusters, ...topology.services])
    for (const { member, position } of positionsOf(topology, group.id))
      add(reserve.has(position) ? 'reserve' : 'role', group.id, member, position);
  for (const service of topology.services) for (const id of service.needs) add('client', service.id, id, 'needs');
  for (const endpoint of topology.endpoints) {
    add('cable', endpoint.id, endpoint.on);
    for (const id of endpoint.registers) add('client', endpoint.id, id, 'registers');
    for (const id of endpoint.alternates) add('client', endpoint.id, id, 'alternate');
  }
  return edges;
}

/** Ids that every language takes, whatever the elements are called: `n0`, `n1` in the order of the graph. */
export function plainIds(graph: Graph): ReadonlyMap<Id, string> {
  const ids = new Map<Id, string>();
  const visit = ({ groups, nodes }: Pick<GraphGroup, 'groups' | 'nodes'>): void => {
    for (const group of groups) {
      ids.set(group.id, `n${ids.size}`);
      visit(group);
    }
    for (const node of nodes) ids.set(node.id, `n${ids.size}`);
  };
  visit(graph);
  return ids;
}
