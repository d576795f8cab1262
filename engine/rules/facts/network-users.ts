/** Who is on a network that should be private to duplication. */
import { adaptersOf } from '../../topology/lookup.ts';
import type { Adapter, Id, Machine, Network, Source, Topology } from '../../topology/model.ts';
import { type CmPair, cmPairs, duplicationAdapters, duplicationNetworks, machinesOf } from './communication-manager.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { isOn } from './uplinks.ts';

/** Somebody on a network, and where the text says so. */
export interface NetworkUser {
  readonly name: string;
  readonly source: Source;
  readonly property: string;
}

const vmsByNetwork = oncePerTopology((topology) =>
  grouped(
    topology.virtualAdapters.filter((nic) => topology.elements.get(nic.machine)?.kind === 'vm'),
    (nic) => nic.network,
  ),
);

const endpointsByNetwork = oncePerTopology((topology) => grouped(topology.endpoints, (endpoint) => endpoint.on));

/** The machines of every pair, by the network that they duplicate over. */
const duplicating = oncePerTopology((topology) => {
  const machines = new Map<Id, Set<Machine>>();
  for (const pair of cmPairs(topology))
    for (const network of duplicationNetworks(topology, pair.service)) {
      const known = machines.get(network.id) ?? new Set<Machine>();
      for (const machine of machinesOf(pair)) known.add(machine);
      machines.set(network.id, known);
    }
  return machines;
});

/**
 * Whoever is on a duplication network and is no member of a pair that duplicates over it: clients, and other
 * machines and what hosts do themselves (management, vMotion) where the network is not declared `dedicated`. Who shares a physical adapter on a
 * dedicated network is `avaya/dup-link-dedicated-uplink`'s to say.
 */
export function networkUsers(topology: Topology, network: Network, pair: CmPair): readonly NetworkUser[] {
  const clients = (endpointsByNetwork(topology).get(network.id) ?? []).map(({ name, source }) => ({
    name,
    source,
    property: 'on',
  }));
  return network.dedicated ? clients : [...clients, ...machineUsers(topology, network, pair)];
}

function machineUsers(topology: Topology, network: Network, pair: CmPair): readonly NetworkUser[] {
  const members = duplicating(topology).get(network.id) ?? new Set(machinesOf(pair));
  const users = new Map<Id, NetworkUser>();
  const add = (machine: Machine | undefined, adapter: { readonly name: string }) => {
    if (machine && !members.has(machine) && !users.has(machine.id))
      users.set(machine.id, { name: machine.name, source: machine.source, property: `nic ${adapter.name}` });
  };
  for (const nic of vmsByNetwork(topology).get(network.id) ?? []) {
    const machine = topology.elements.get(nic.machine);
    add(machine?.kind === 'vm' ? machine : undefined, nic);
  }
  for (const server of topology.servers)
    for (const adapter of adaptersOf(topology, server)) if (isOn(adapter, network)) add(server, adapter);
  // what goes over an adapter together with the duplication is said at that adapter
  const vias = duplicationAdapters(topology, pair).map(({ via }) => via);
  const isCarrier = ({ name }: Adapter) => vias.some((via) => via.length === 0 || via.includes(name));
  for (const host of topology.hosts) {
    const used = adaptersOf(topology, host).find(
      (each) => each.target === network.id && each.uses.length > 0 && !isCarrier(each),
    );
    if (used) users.set(host.id, { name: host.name, source: host.source, property: `nic ${used.name}` });
  }
  return [...users.values()];
}
