/** Who is on a network. */
import { adaptersOf, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Id, Machine, Network, Source, Topology } from '../../topology/model.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { isOn } from './uplinks.ts';

/** A machine or a client on a network, and where the text says so. */
export interface NetworkGuest {
  readonly id: Id;
  readonly name: string;
  readonly source: Source;
  readonly property: string;
}

/** True where an adapter of a machine is on a network. */
export function isOnNetwork(topology: Topology, machine: Machine, network: Network): boolean {
  return machine.kind === 'vm'
    ? virtualAdaptersOf(topology, machine).some((nic) => nic.network === network.id)
    : adaptersOf(topology, machine).some((adapter) => isOn(adapter, network));
}

const guests = oncePerTopology((topology) => {
  const all: { readonly target: Id; readonly guest: NetworkGuest }[] = [];
  const add = (target: Id, { id, name, source }: { id: Id; name: string; source: Source }, property: string) =>
    all.push({ target, guest: { id, name, source, property } });
  for (const server of topology.servers)
    for (const adapter of adaptersOf(topology, server)) add(adapter.target, server, `nic ${adapter.name}`);
  for (const vm of topology.vms)
    for (const nic of virtualAdaptersOf(topology, vm)) add(nic.network, vm, `nic ${nic.name}`);
  for (const endpoint of topology.endpoints) if (endpoint.on !== undefined) add(endpoint.on, endpoint, 'on');
  return grouped(all, ({ target }) => target);
});

/**
 * Servers, VMs and clients on a network, each once, by the order of the text. Who is cabled to a switch of it counts
 * only where the network is the only one of that switch: else it may be on another.
 */
export function guestsOf(topology: Topology, network: Network): readonly NetworkGuest[] {
  const alone = network.switches.filter(
    (each) => !topology.networks.some((other) => other !== network && other.switches.includes(each)),
  );
  const found = new Map<Id, NetworkGuest>();
  for (const target of [network.id, ...alone])
    for (const { guest } of guests(topology).get(target) ?? []) if (!found.has(guest.id)) found.set(guest.id, guest);
  return [...found.values()];
}
