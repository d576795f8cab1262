/** Look-ups that rules, runs and drawings share. All are total over a well-built topology. */
import type {
  Adapter,
  Cluster,
  Element,
  ElementKind,
  Host,
  Id,
  Machine,
  Service,
  Topology,
  VirtualAdapter,
  Vm,
} from './model.ts';

type OfKind<K extends ElementKind> = Extract<Element, { kind: K }>;

/**
 * The element `id` where it is of `kind`, else `undefined`.
 */
export function find<K extends ElementKind>(topology: Topology, kind: K, id: Id | undefined): OfKind<K> | undefined {
  const element = id === undefined ? undefined : topology.elements.get(id);
  return element?.kind === kind ? (element as OfKind<K>) : undefined;
}

/**
 * The element `id` that must be of `kind`, as an id in the model promises.
 * @throws if there is none: a fault of the builder, never of the author.
 */
export function get<K extends ElementKind>(topology: Topology, kind: K, id: Id): OfKind<K> {
  const element = find(topology, kind, id);
  if (!element) throw new Error(`no ${kind} has the id ${id}`);
  return element;
}

/** The machine `id`, or `undefined` where it is a service or missing. */
export function findMachine(topology: Topology, id: Id | undefined): Machine | undefined {
  const element = id === undefined ? undefined : topology.elements.get(id);
  return element?.kind === 'vm' || element?.kind === 'server' ? element : undefined;
}

/** The cluster in which a VM's initial host stands, if it stands in one. */
export function clusterOf(topology: Topology, vm: Vm): Cluster | undefined {
  return find(topology, 'cluster', get(topology, 'host', vm.host).cluster);
}

/** The hosts of a cluster, in the order of the text. */
export function hostsOf(topology: Topology, cluster: Cluster): readonly Host[] {
  return cluster.hosts.flatMap((id) => find(topology, 'host', id) ?? []);
}

/** Hosts on which a VM may come to run: all of its cluster, in order; a host alone is its only one. */
export function candidateHosts(topology: Topology, vm: Vm): readonly Host[] {
  const host = get(topology, 'host', vm.host);
  const cluster = find(topology, 'cluster', host.cluster);
  return cluster ? cluster.hosts.map((id) => get(topology, 'host', id)) : [host];
}

/** The physical adapters of a host or server, in order. */
export function adaptersOf(topology: Topology, metal: { readonly adapters: readonly Id[] }): readonly Adapter[] {
  return metal.adapters.map((id) => get(topology, 'adapter', id));
}

/** The adapters of a VM, in order. */
export function virtualAdaptersOf(topology: Topology, vm: Vm): readonly VirtualAdapter[] {
  return vm.adapters.map((id) => get(topology, 'virtual-adapter', id));
}

/** The members that a service names, in the order of their positions. */
export function membersOf(service: Service): readonly Id[] {
  switch (service.mode) {
    case 'standalone':
      return present(service.member);
    case 'duplication':
      return present(service.active, service.standby);
    case 'switchover':
      return present(service.primary, service.backup);
    case 'geo-redundant':
      return present(service.primary, service.secondary);
    case 'survivable-core':
      return [...present(service.main), ...service.survivable];
    case 'active-active':
      return service.members;
    case 'n-plus-one':
      return [...service.members, ...service.spares];
    case 'failover-group':
      return service.owners;
  }
}

function present(...ids: (Id | undefined)[]): Id[] {
  return ids.filter((id) => id !== undefined);
}
