/** Who else uses the physical adapters that carry duplication. */
import { adaptersOf, find } from '../../topology/lookup.ts';
import type { Adapter, AdapterUse, Host, Id, Topology, VirtualAdapter, Vm } from '../../topology/model.ts';
import { type CmPair, cmPairs, duplicationAdapters } from './communication-manager.ts';
import { append, grouped, oncePerTopology } from './memo.ts';
import { vmsByHost } from './placement.ts';
import { restartHosts } from './restart.ts';
import { isOn, uplinksOf } from './uplinks.ts';

/** A physical adapter of one host that carries duplication while a member runs there. */
export interface Carrier {
  readonly host: Host;
  readonly adapter: Adapter;
  /** The pairs whose duplication it carries, in the order of the text. */
  readonly pairs: readonly CmPair[];
}

/** Every carrier, on every host where a member runs or HA may restart it, by the id of its adapter. */
export const carriers = oncePerTopology((topology): ReadonlyMap<Id, Carrier> => {
  const found = new Map<Id, Carrier & { readonly pairs: CmPair[] }>();
  for (const pair of cmPairs(topology))
    for (const nic of duplicationAdapters(topology, pair)) {
      const vm = find(topology, 'vm', nic.machine);
      for (const host of vm ? restartHosts(topology, vm) : [])
        for (const adapter of uplinksOf(topology, nic, host)) {
          const known = found.get(adapter.id);
          if (!known) found.set(adapter.id, { host, adapter, pairs: [pair] });
          else if (known.pairs.at(-1) !== pair) known.pairs.push(pair);
        }
    }
  return found;
});

/** A VM's adapter that goes over carriers of pairs, other than that whose duplication it is. */
export interface SharingAdapter {
  readonly vm: Vm;
  readonly nic: VirtualAdapter;
  readonly carriers: readonly Carrier[];
  readonly pairs: readonly CmPair[];
}

interface Nic {
  readonly vm: Vm;
  readonly nic: VirtualAdapter;
}

/** Who may run at a place: the adapters of VMs by the name in their `via`, and by their network where they have none. */
interface PlaceUsers {
  readonly byName: Map<string, Nic[]>;
  readonly byNetwork: Map<Id, Nic[]>;
}

/** Of every cluster, and of every host alone. */
const usersByPlace = oncePerTopology((topology) => {
  const places = new Map<Id, PlaceUsers>();
  for (const [hostId, vms] of vmsByHost(topology)) {
    const place = find(topology, 'host', hostId)?.cluster ?? hostId;
    const users = places.get(place) ?? { byName: new Map(), byNetwork: new Map() };
    places.set(place, users);
    for (const vm of vms)
      for (const id of vm.adapters) {
        const nic = find(topology, 'virtual-adapter', id);
        if (!nic) continue;
        for (const name of nic.via) append(users.byName, name, { vm, nic });
        if (nic.via.length === 0) append(users.byNetwork, nic.network, { vm, nic });
      }
  }
  return places;
});

/** Who goes over an adapter of a host as far as its name and its networks tell. */
function usersOf(topology: Topology, { host, adapter }: Carrier): readonly Nic[] {
  const users = usersByPlace(topology).get(host.cluster ?? host.id);
  if (!users) return [];
  const found = [...(users.byName.get(adapter.name) ?? [])];
  for (const [id, nics] of users.byNetwork) {
    const network = find(topology, 'network', id);
    if (network && isOn(adapter, network)) found.push(...nics);
  }
  return found;
}

/** The pairs whose duplication an adapter of a VM is. */
const ownPairs = oncePerTopology((topology) => {
  const own = new Map<Id, Set<CmPair>>();
  for (const pair of cmPairs(topology))
    for (const nic of duplicationAdapters(topology, pair)) {
      const known = own.get(nic.id);
      if (known) known.add(pair);
      else own.set(nic.id, new Set([pair]));
    }
  return own;
});

/**
 * Adapters of VMs that go over a carrier, other than those that are its duplication, each once, in the order of the
 * text. An adapter without `via` counts only where every adapter on its network is a carrier: elsewhere the text does
 * not say that it goes over one.
 */
export function sharingAdapters(topology: Topology): readonly SharingAdapter[] {
  const all = carriers(topology);
  const found = new Map<Id, Nic & { readonly carriers: Carrier[] }>();
  for (const carrier of all.values()) {
    for (const user of usersOf(topology, carrier)) {
      if (!mayUse(topology, user, carrier, all) || isOwn(topology, user.nic, carrier)) continue;
      const known = found.get(user.nic.id);
      if (known) known.carriers.push(carrier);
      else found.set(user.nic.id, { ...user, carriers: [carrier] });
    }
  }
  return [...found.values()]
    .sort((one, other) => one.nic.order - other.nic.order)
    .map((sharing) => ({ ...sharing, pairs: pairsOver(topology, sharing) }));
}

/** True where all that a carrier duplicates goes over this very adapter. */
function isOwn(topology: Topology, nic: VirtualAdapter, carrier: Carrier): boolean {
  const own = ownPairs(topology).get(nic.id);
  return own !== undefined && carrier.pairs.every((pair) => own.has(pair));
}

function pairsOver(topology: Topology, { nic, carriers: over }: Nic & { readonly carriers: readonly Carrier[] }) {
  const own = ownPairs(topology).get(nic.id);
  const pairs = new Set<CmPair>();
  for (const list of new Set(over.map((carrier) => carrier.pairs)))
    for (const pair of list) if (!own?.has(pair)) pairs.add(pair);
  return [...pairs];
}

function mayUse(topology: Topology, { vm, nic }: Nic, carrier: Carrier, all: ReadonlyMap<Id, Carrier>): boolean {
  if (!restartHosts(topology, vm).includes(carrier.host)) return false;
  return nic.via.length > 0 || uplinksOf(topology, nic, carrier.host).every((adapter) => all.has(adapter.id));
}

/** Carriers that the hypervisor itself uses: those of one name, one use and the same pairs together. */
export function usedByHypervisor(topology: Topology): readonly (readonly Carrier[])[] {
  const used = [...carriers(topology).values()].filter(({ adapter }) => adapter.uses.length > 0);
  const key = ({ adapter, pairs }: Carrier) =>
    JSON.stringify([adapter.name, adapter.uses, pairs.map(({ service }) => service.id)]);
  return [...grouped(used, key).values()];
}

/** True where a host has an adapter for this use that carries no duplication. */
export function hasOtherWithUse(topology: Topology, host: Host, use: AdapterUse): boolean {
  return adaptersOf(topology, host).some((each) => each.uses.includes(use) && !carriers(topology).has(each.id));
}
