/** Which VMs' adapters go over a host's physical adapter. */
import { adaptersOf, find, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Adapter, Cluster, Host, Id, Topology, VirtualAdapter, Vm } from '../../topology/model.ts';
import { oncePerTopology } from './memo.ts';
import { vmsByCluster } from './placement.ts';
import { mayRestartOn } from './restart.ts';
import { isOn } from './uplinks.ts';

/** A VM's adapter that goes over a physical one while the VM runs on that host. */
export interface Guest {
  readonly vm: Vm;
  readonly nic: VirtualAdapter;
}

/** The VMs' adapters of a cluster: by each name in `via`, and by the network of those that name none. */
interface Ways {
  readonly named: ReadonlyMap<string, readonly Guest[]>;
  readonly unnamed: ReadonlyMap<Id, readonly Guest[]>;
}

const waysByCluster = oncePerTopology(() => new Map<Id, Ways>());

function waysIn(topology: Topology, cluster: Cluster): Ways {
  const known = waysByCluster(topology).get(cluster.id);
  if (known) return known;
  const named = new Map<string, Guest[]>();
  const unnamed = new Map<Id, Guest[]>();
  for (const vm of vmsByCluster(topology).get(cluster.id) ?? [])
    for (const nic of virtualAdaptersOf(topology, vm)) {
      for (const name of nic.via) listIn(named, name).push({ vm, nic });
      if (nic.via.length === 0) listIn(unnamed, nic.network).push({ vm, nic });
    }
  const found = { named, unnamed };
  waysByCluster(topology).set(cluster.id, found);
  return found;
}

function listIn<Key>(lists: Map<Key, Guest[]>, key: Key): Guest[] {
  const known = lists.get(key);
  if (known) return known;
  const made: Guest[] = [];
  lists.set(key, made);
  return made;
}

/**
 * The adapters of the cluster's VMs that go over this adapter of a host while they run there, be it after a
 * restart. One without `via` counts only where no other adapter of the host, `besides` those left out, carries
 * its network: elsewhere the text does not say that it goes over this one.
 */
export function guestsOn(
  topology: Topology,
  cluster: Cluster,
  host: Host,
  adapter: Adapter,
  besides: readonly Adapter[] = [adapter],
): readonly Guest[] {
  const ways = waysIn(topology, cluster);
  const named = (ways.named.get(adapter.name) ?? []).filter(({ nic }) => isOnNetwork(topology, adapter, nic.network));
  const others = adaptersOf(topology, host).filter((each) => !besides.includes(each));
  const unnamed = [...ways.unnamed].flatMap(([network, guests]) =>
    isOnNetwork(topology, adapter, network) && !others.some((other) => isOnNetwork(topology, other, network))
      ? guests
      : [],
  );
  return [...named, ...unnamed]
    .filter(({ vm }) => mayRestartOn(topology, vm, host))
    .sort((one, other) => one.nic.order - other.nic.order);
}

function isOnNetwork(topology: Topology, adapter: Adapter, id: Id): boolean {
  const network = find(topology, 'network', id);
  return network !== undefined && isOn(adapter, network);
}
