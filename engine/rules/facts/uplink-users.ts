/** Who else uses the physical adapters that carry a pair's duplication. */
import { adaptersOf, find } from '../../topology/lookup.ts';
import type { Adapter, AdapterUse, Host, Id, Topology, VirtualAdapter, Vm } from '../../topology/model.ts';
import { type CmPair, duplicationAdapters } from './communication-manager.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { vmsByHost } from './placement.ts';
import { restartHosts } from './restart.ts';
import { uplinksOf } from './uplinks.ts';

/** A physical adapter of one host that carries a pair's duplication while a member runs there. */
export interface Carrier {
  readonly host: Host;
  readonly adapter: Adapter;
}

/** The carriers of a pair, on every host where a member runs or HA may restart it. */
export function carriersOf(topology: Topology, pair: CmPair): readonly Carrier[] {
  const carriers = new Map<Id, Carrier>();
  for (const nic of duplicationAdapters(topology, pair)) {
    const vm = find(topology, 'vm', nic.machine);
    for (const host of vm ? restartHosts(topology, vm) : [])
      for (const adapter of uplinksOf(topology, nic, host)) carriers.set(adapter.id, { host, adapter });
  }
  return [...carriers.values()];
}

/** A VM's adapter that goes over carriers of a pair. */
export interface SharingAdapter {
  readonly vm: Vm;
  readonly nic: VirtualAdapter;
  readonly carriers: readonly Carrier[];
}

/** The adapters of VMs that may run on a host: of all in its cluster, or on the host alone. */
const nicsByPlace = oncePerTopology((topology) => {
  const places = new Map<Id, { readonly vm: Vm; readonly nic: VirtualAdapter }[]>();
  for (const [hostId, vms] of vmsByHost(topology)) {
    const place = find(topology, 'host', hostId)?.cluster ?? hostId;
    const nics = places.get(place) ?? [];
    for (const vm of vms)
      for (const id of vm.adapters) {
        const nic = find(topology, 'virtual-adapter', id);
        if (nic) nics.push({ vm, nic });
      }
    places.set(place, nics);
  }
  return places;
});

/** For each adapter name that some `via` gives at a place, and for each network where none is given: who uses it. */
const nicsByUplink = oncePerTopology((topology) => {
  const users = [...nicsByPlace(topology)].flatMap(([place, nics]) =>
    nics.flatMap((user) =>
      user.nic.via.length > 0
        ? user.nic.via.map((name) => ({ key: viaKey(place, name), user }))
        : [{ key: networkKey(place, user.nic.network), user }],
    ),
  );
  return grouped(users, ({ key }) => key);
});

const viaKey = (place: Id, name: string) => `${place} via ${name}`;
const networkKey = (place: Id, network: Id) => `${place} on ${network}`;

/**
 * Adapters of VMs that go over a carrier of the pair, other than those that are its duplication. An
 * adapter without `via` counts only where every adapter on its network is a carrier: elsewhere the text
 * does not say that it goes over one.
 */
export function sharingAdapters(topology: Topology, pair: CmPair): readonly SharingAdapter[] {
  const own = new Set<Id>(duplicationAdapters(topology, pair).map((nic) => nic.id));
  const carriers = carriersOf(topology, pair);
  const carrierIds = new Set(carriers.map(({ adapter }) => adapter.id));
  const found = new Map<Id, SharingAdapter>();
  for (const carrier of carriers) {
    const place = carrier.host.cluster ?? carrier.host.id;
    const users = [
      ...(nicsByUplink(topology).get(viaKey(place, carrier.adapter.name)) ?? []),
      ...networksOn(topology, carrier.adapter).flatMap(
        (network) => nicsByUplink(topology).get(networkKey(place, network)) ?? [],
      ),
    ];
    for (const { user } of users) {
      if (own.has(user.nic.id) || !mayUse(topology, user, carrier, carrierIds)) continue;
      const earlier = found.get(user.nic.id)?.carriers ?? [];
      found.set(user.nic.id, { ...user, carriers: [...earlier, carrier] });
    }
  }
  return [...found.values()].sort((one, other) => one.nic.order - other.nic.order);
}

function mayUse(
  topology: Topology,
  { vm, nic }: { readonly vm: Vm; readonly nic: VirtualAdapter },
  carrier: Carrier,
  carriers: ReadonlySet<Id>,
): boolean {
  if (!restartHosts(topology, vm).includes(carrier.host)) return false;
  return nic.via.length > 0 || uplinksOf(topology, nic, carrier.host).every((adapter) => carriers.has(adapter.id));
}

const networksBySwitch = oncePerTopology((topology) =>
  grouped(
    topology.networks.flatMap((network) => network.switches.map((id) => ({ id, network: network.id }))),
    ({ id }) => id,
  ),
);

/** The networks that an adapter is on: the one it is cabled to, or those of its switch. */
function networksOn(topology: Topology, adapter: Adapter): readonly Id[] {
  return [adapter.target, ...(networksBySwitch(topology).get(adapter.target) ?? []).map(({ network }) => network)];
}

/** Carriers that the hypervisor itself uses, by adapter name and what for. */
export function usedByHypervisor(topology: Topology, pair: CmPair): readonly (readonly Carrier[])[] {
  const used = carriersOf(topology, pair).filter(({ adapter }) => adapter.uses.length > 0);
  return [...grouped(used, ({ adapter }) => `${adapter.name} for ${adapter.uses.join(', ')}`).values()];
}

/** True where a host has an adapter for this use that is none of the carriers. */
export function hasOtherWithUse(
  topology: Topology,
  host: Host,
  use: AdapterUse,
  carriers: readonly Carrier[],
): boolean {
  return adaptersOf(topology, host).some(
    (each) => each.uses.includes(use) && carriers.every(({ adapter }) => adapter.id !== each.id),
  );
}
