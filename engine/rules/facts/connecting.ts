/** Adapters that would connect a machine to a network: what a fix offers to add. */
import { adaptersOf, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Adapter, Host, Machine, Network, Topology, VirtualAdapter } from '../../topology/model.ts';
import type { Trial } from '../rule.ts';
import { type Mended, mends, withElements } from './changes.ts';
import { freeName } from './names.ts';
import { restartHosts } from './restart.ts';
import { adaptersOn, isOn, namesOnAll } from './uplinks.ts';

/** An adapter to be: its name, its network, and the physical adapters that carry it. */
export interface Connection {
  readonly name: string;
  readonly network: Network;
  readonly via: readonly string[];
}

/**
 * The ways to connect a machine to these networks, best first. A VM: over the physical adapters that its
 * partner uses, else over one that every host where it may run has on the network, else over whichever
 * each has. A server: by an adapter of its own, named like its partner's.
 */
export function connections(
  topology: Topology,
  machine: Machine,
  networks: readonly Network[],
  partner: Machine | undefined,
): readonly Connection[] {
  const taken = new Set(adapterNames(topology, machine));
  return networks.flatMap((network) => {
    const like = partner && connectionLike(topology, partner, network);
    const name = freeName(like?.name ?? 'eth0', taken);
    if (machine.kind === 'server') return [{ name, network, via: [] }];
    const hosts = restartHosts(topology, machine);
    return waysOnto(topology, hosts, network, like?.via ?? []).map((via) => ({ name, network, via }));
  });
}

/** The first way to connect a machine that breaks no rule. */
export function connectionOf(
  topology: Topology,
  machine: Machine,
  networks: readonly Network[],
  partner: Machine | undefined,
  trial: Trial,
  mended: Mended,
): Connection | undefined {
  return connections(topology, machine, networks, partner).find((connection) =>
    mends(topology, withConnection(topology, machine, connection), trial, mended),
  );
}

/** The topology with a machine connected. */
export function withConnection(topology: Topology, machine: Machine, connection: Connection): Topology {
  const { name, network, via } = connection;
  const id = `${machine.id}.${name}`;
  const base = { id, name, source: machine.source, order: topology.elements.size, machine: machine.id };
  const adapter: Adapter | VirtualAdapter =
    machine.kind === 'vm'
      ? { ...base, kind: 'virtual-adapter', network: network.id, via }
      : { ...base, kind: 'adapter', target: network.id, uses: [] };
  return withElements(topology, { ...machine, adapters: [...machine.adapters, id] }, adapter);
}

function adapterNames(topology: Topology, machine: Machine): readonly string[] {
  const adapters = machine.kind === 'vm' ? virtualAdaptersOf(topology, machine) : adaptersOf(topology, machine);
  return adapters.map((adapter) => adapter.name);
}

/** How the partner is on that network; its own name for it also where it is on the other end of a cable. */
function connectionLike(
  topology: Topology,
  partner: Machine,
  network: Network,
): { readonly name: string; readonly via: readonly string[] } | undefined {
  if (partner.kind === 'server') {
    const adapter = adaptersOf(topology, partner).find((each) => isOn(each, network));
    return adapter && { name: adapter.name, via: [] };
  }
  return virtualAdaptersOf(topology, partner).find((nic) => nic.network === network.id);
}

/** The values of `via` by which a VM is on a network on every one of these hosts, the partner's first. */
function waysOnto(
  topology: Topology,
  hosts: readonly Host[],
  network: Network,
  wanted: readonly string[],
): readonly (readonly string[])[] {
  if (hosts.length === 0 || hosts.some((host) => adaptersOn(topology, host, network).length === 0)) return [];
  const everywhere = namesOnAll(topology, hosts, network);
  const likePartner = wanted.length > 0 && wanted.every((name) => everywhere.includes(name)) ? [wanted] : [];
  return [...likePartner, ...everywhere.map((name) => [name]), []];
}
