/** Adapters that would connect a machine to a network: what a fix offers to add. */
import { adaptersOf, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Host, Machine, Network, Server, Topology, VirtualAdapter, Vm } from '../../topology/model.ts';
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
 * The adapter that connects a VM to the first of `networks` for which there is a way: over the
 * physical adapters that its partner uses, else over one that every host where it may run has on that
 * network, else over whichever each has. None where each way would break a rule.
 */
export function connectionOf(
  topology: Topology,
  vm: Vm,
  networks: readonly Network[],
  partner: Machine | undefined,
  trial: Trial,
  mended: Mended,
): Connection | undefined {
  const hosts = restartHosts(topology, vm);
  const taken = new Set(virtualAdaptersOf(topology, vm).map((nic) => nic.name));
  for (const network of networks) {
    const like = partner && connectionLike(topology, partner, network);
    const name = freeName(like?.name ?? 'eth0', taken);
    for (const via of waysOnto(topology, hosts, network, like?.via ?? [])) {
      const nic = adapterOf(topology, vm, { name, network, via });
      const changed = withElements(topology, { ...vm, adapters: [...vm.adapters, nic.id] }, nic);
      if (mends(topology, changed, trial, mended)) return { name, network, via };
    }
  }
  return undefined;
}

/** The adapter that connects a server to the first of `networks`, named like its partner's. */
export function serverConnection(
  topology: Topology,
  server: Server,
  networks: readonly Network[],
  partner: Machine | undefined,
): Connection | undefined {
  const network = networks[0];
  if (!network) return undefined;
  const taken = new Set(adaptersOf(topology, server).map((adapter) => adapter.name));
  const like = partner && connectionLike(topology, partner, network);
  return { name: freeName(like?.name ?? 'eth0', taken), network, via: [] };
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

function adapterOf(topology: Topology, vm: Vm, { name, network, via }: Connection): VirtualAdapter {
  return {
    kind: 'virtual-adapter',
    id: `${vm.id}.${name}`,
    name,
    source: vm.source,
    order: topology.elements.size,
    machine: vm.id,
    network: network.id,
    via,
  };
}
