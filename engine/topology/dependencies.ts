/**
 * What an element needs in order to work, and what needs it. Everything that it may come to need counts: both members of
 * a pair, every host on which a VM may run. What only manages it (a vCenter) or copies to it does not.
 */
import { find, membersOf, virtualAdaptersOf } from './lookup.ts';
import type { Adapter, Element, Endpoint, Host, Id, Placed, Server, Service, Topology, Vm } from './model.ts';
import { sitesAround } from './places.ts';
import { segmentsOnTheWay } from './reach-way.ts';

/** What each element needs at first hand. Keys that are no element's id stand for what many need alike. */
interface Needs {
  readonly of: ReadonlyMap<string, readonly string[]>;
  /** Who needs it at first hand; made when it is asked for. */
  by?: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<Topology, Needs>();

/** What `id` needs in order to work, itself included; empty where there is no such element. */
export function dependenciesOf(topology: Topology, id: Id): ReadonlySet<Id> {
  return closure(topology, id, needsOf(topology).of);
}

/** What needs `id` in order to work, itself included; empty where there is no such element. */
export function dependentsOf(topology: Topology, id: Id): ReadonlySet<Id> {
  const needs = needsOf(topology);
  needs.by ??= turned(needs.of);
  return closure(topology, id, needs.by);
}

/** What `id` needs at first hand, each once and without itself. */
export function firstDependenciesOf(topology: Topology, id: Id): readonly Id[] {
  return oneStep(topology, id, needsOf(topology).of);
}

/** What needs `id` at first hand, each once. */
export function firstDependentsOf(topology: Topology, id: Id): readonly Id[] {
  const needs = needsOf(topology);
  needs.by ??= turned(needs.of);
  return oneStep(topology, id, needs.by);
}

/** The next elements; a key that is none stands for those behind it. */
function oneStep(topology: Topology, id: Id, next: ReadonlyMap<string, readonly string[]>): readonly Id[] {
  if (!topology.elements.has(id)) return [];
  const found = new Set<Id>();
  for (const key of next.get(id) ?? []) {
    if (topology.elements.has(key)) found.add(key);
    else for (const behind of next.get(key) ?? []) if (topology.elements.has(behind)) found.add(behind);
  }
  found.delete(id);
  return [...found];
}

function closure(topology: Topology, id: Id, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<Id> {
  const found = new Set<string>();
  const open: string[] = topology.elements.has(id) ? [id] : [];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    for (const other of next.get(key) ?? []) if (!found.has(other)) open.push(other);
  }
  for (const key of found) if (!topology.elements.has(key)) found.delete(key);
  return found;
}

function turned(of: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const by = new Map<string, string[]>();
  for (const [key, others] of of) {
    for (const other of others) {
      const list = by.get(other);
      if (list) list.push(key);
      else by.set(other, [key]);
    }
  }
  return by;
}

function needsOf(topology: Topology): Needs {
  let needs = known.get(topology);
  if (!needs) {
    const of = new Map<string, readonly string[]>();
    for (const element of topology.elements.values()) of.set(element.id, firstHand(topology, element, of));
    needs = { of };
    known.set(topology, needs);
  }
  return needs;
}

function firstHand(topology: Topology, element: Element, shared: Map<string, readonly string[]>): readonly Id[] {
  switch (element.kind) {
    case 'site':
    case 'circuit':
    case 'rack':
      return around(topology, element);
    case 'switch':
      return placed(topology, element);
    case 'storage':
      return [...placed(topology, element), ...element.networks];
    case 'network':
      return [...around(topology, element), ...element.switches];
    case 'link':
      return [...around(topology, element), ...element.ends];
    case 'cluster':
      return [...around(topology, element), ...element.hosts];
    case 'host':
      return [...placed(topology, element), ...hostAdapters(topology, element, ['management'])];
    case 'server':
      return [...placed(topology, element), ...element.storage, ...element.adapters, ...(element.licensed ?? [])];
    case 'adapter':
      return [element.machine, element.target];
    case 'virtual-adapter':
      return nic(topology, element.machine, element.network, element.via, shared);
    case 'vm':
      return vm(topology, element);
    case 'resource': {
      const group = find(topology, 'service', element.group);
      const owners = element.owners ?? (group ? membersOf(group) : []);
      return [...element.after, ...element.afterAny, ...owners];
    }
    case 'failover-cluster': {
      const { quorum, nodes, networks } = element;
      const voter = quorum?.kind === 'disk' ? quorum.disk : quorum?.witness;
      return [...nodes, ...networks, ...one(voter)];
    }
    case 'service':
      return service(topology, element);
    case 'endpoint':
      return endpoint(topology, element);
  }
}

function one(id: Id | undefined): readonly Id[] {
  return id === undefined ? [] : [id];
}

function around(topology: Topology, element: Element): readonly Id[] {
  return sitesAround(topology, element.site).map((site) => site.id);
}

function placed(topology: Topology, element: Element & Placed): readonly Id[] {
  const rack = find(topology, 'rack', element.rack);
  const circuits = element.circuits.length > 0 ? element.circuits : (rack?.circuits ?? []);
  return [...around(topology, element), ...one(rack?.id), ...circuits];
}

function hostAdapters(topology: Topology, host: Host, uses: readonly Adapter['uses'][number][]): readonly Id[] {
  return host.adapters.filter((id) => find(topology, 'adapter', id)?.uses.some((use) => uses.includes(use)));
}

function vm(topology: Topology, element: Vm): readonly Id[] {
  const host = find(topology, 'host', element.host);
  const cluster = find(topology, 'cluster', host?.cluster);
  const copied = element.ft && (cluster?.hosts ?? [element.host]);
  const logging = (copied ?? []).flatMap((id) => {
    const own = find(topology, 'host', id);
    return own ? hostAdapters(topology, own, ['ft-logging']) : [];
  });
  return [
    element.host,
    ...one(cluster?.id),
    ...one(element.ft?.secondary),
    ...logging,
    ...element.disks,
    ...element.adapters,
    ...(element.licensed ?? []),
  ];
}

/** A NIC of a VM needs its network and, on every host where the VM may run, the adapters that carry it there. */
function nic(
  topology: Topology,
  machine: Id,
  network: Id,
  via: readonly string[],
  shared: Map<string, readonly string[]>,
): readonly string[] {
  const start = find(topology, 'host', find(topology, 'vm', machine)?.host);
  if (!start) return [network];
  const cluster = find(topology, 'cluster', start.cluster);
  // all VMs of a cluster with the same team on the same network need the same adapters: told once
  const key = `team\n${cluster?.id ?? start.id}\n${network}\n${via.join('\n')}`;
  if (!shared.has(key)) {
    const carried = find(topology, 'network', network)?.switches ?? [];
    const adapters = (cluster?.hosts ?? [start.id]).flatMap((id) => find(topology, 'host', id)?.adapters ?? []);
    const team = adapters.filter((id) => {
      const adapter = find(topology, 'adapter', id);
      if (!adapter || (via.length > 0 && !via.includes(adapter.name))) return false;
      return adapter.target === network || carried.includes(adapter.target);
    });
    shared.set(key, team);
  }
  return [network, key];
}

function service(topology: Topology, element: Service): readonly Id[] {
  const members = membersOf(element);
  const first = membersNetworks(topology, members.slice(0, 1));
  const needs = [...members, ...element.needs];
  // members talk to each other, and to what the service needs
  const others = [...members.slice(1), ...element.needs];
  for (const other of others) needs.push(...segmentsOnTheWay(topology, first, membersNetworks(topology, [other])));
  if (element.mode === 'duplication') needs.push(...one(element.link));
  if (element.mode === 'failover-group') needs.push(...one(element.cluster), ...element.resources);
  return needs;
}

function endpoint(topology: Topology, element: Endpoint): readonly Id[] {
  const services = [...element.registers, ...element.alternates, ...element.subscribes];
  const needs = [...one(element.on), ...services];
  if (element.on === undefined) return needs;
  for (const id of services) needs.push(...segmentsOnTheWay(topology, [element.on], membersNetworks(topology, [id])));
  return needs;
}

/** The networks (or switches) on which machines stand, those of services their members'; dedicated ones are no way to others. */
function membersNetworks(topology: Topology, ids: readonly Id[]): readonly Id[] {
  const networks = new Set<Id>();
  const seen = new Set<Id>();
  const look = (id: Id): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const element = topology.elements.get(id);
    if (element?.kind === 'service') for (const member of membersOf(element)) look(member);
    else if (element?.kind === 'server') for (const own of targets(topology, element)) networks.add(own);
    else if (element?.kind === 'vm')
      for (const { network } of virtualAdaptersOf(topology, element)) networks.add(network);
  };
  for (const id of ids) look(id);
  const open = [...networks].filter((id) => find(topology, 'network', id)?.dedicated !== true);
  return open.length > 0 ? open : [...networks];
}

function targets(topology: Topology, server: Server): readonly Id[] {
  return server.adapters.flatMap((id) => find(topology, 'adapter', id)?.target ?? []);
}
