/** Which physical adapters carry which network. */
import { adaptersOf, find } from '../../topology/lookup.ts';
import type { Adapter, Host, Network, Server, Topology, VirtualAdapter } from '../../topology/model.ts';

/** True where an adapter is cabled to a network, or to a switch that carries it. */
export function isOn(adapter: Adapter, network: Network): boolean {
  return adapter.target === network.id || network.switches.includes(adapter.target);
}

/** The adapters of a host or server that are on a network, in order. */
export function adaptersOn(topology: Topology, metal: Host | Server, network: Network): readonly Adapter[] {
  return adaptersOf(topology, metal).filter((adapter) => isOn(adapter, network));
}

/** The adapters of a host that carry a VM's adapter while the VM runs there: those in `via`, else any on its network. */
export function uplinksOf(topology: Topology, nic: VirtualAdapter, host: Host): readonly Adapter[] {
  const network = find(topology, 'network', nic.network);
  if (!network) return [];
  const carriers = adaptersOn(topology, host, network);
  return nic.via.length === 0 ? carriers : carriers.filter((adapter) => nic.via.includes(adapter.name));
}

/** The names of adapters that every one of these hosts has on a network, in the order of the first. */
export function namesOnAll(topology: Topology, hosts: readonly Host[], network: Network): readonly string[] {
  const names = hosts.map((host) => new Set(adaptersOn(topology, host, network).map((adapter) => adapter.name)));
  return [...(names[0] ?? [])].filter((name) => names.every((each) => each.has(name)));
}
