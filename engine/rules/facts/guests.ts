/** Which VMs' adapters go over a host's physical adapter. */
import { adaptersOf, find, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Adapter, Cluster, Host, Id, Topology, VirtualAdapter, Vm } from '../../topology/model.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { vmsByCluster } from './placement.ts';
import { restartHosts } from './restart.ts';
import { isOn } from './uplinks.ts';

/** A VM's adapter that goes over a physical one while the VM runs on that host. */
export interface Guest {
  readonly vm: Vm;
  readonly nic: VirtualAdapter;
}

/** The VMs' adapters of each cluster: by each name in `via`, and by the network of those that name none. */
const guestsByWay = oncePerTopology(() => new Map<Id, ReadonlyMap<string, readonly Guest[]>>());

function guestsIn(topology: Topology, cluster: Cluster): ReadonlyMap<string, readonly Guest[]> {
  const known = guestsByWay(topology).get(cluster.id);
  if (known) return known;
  const guests = (vmsByCluster(topology).get(cluster.id) ?? []).flatMap((vm) =>
    virtualAdaptersOf(topology, vm).flatMap((nic) => waysOf(nic).map((way) => ({ way, guest: { vm, nic } }))),
  );
  const found = new Map(
    [...grouped(guests, ({ way }) => way)].map(([way, all]) => [way, all.map(({ guest }) => guest)]),
  );
  guestsByWay(topology).set(cluster.id, found);
  return found;
}

const waysOf = (nic: VirtualAdapter) =>
  nic.via.length > 0 ? nic.via.map((name) => `via ${name}`) : [`on ${nic.network}`];

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
  const guests = guestsIn(topology, cluster);
  const named = (guests.get(`via ${adapter.name}`) ?? []).filter(({ nic }) => isOnNetwork(topology, adapter, nic));
  const others = adaptersOf(topology, host).filter((each) => !besides.includes(each));
  const unnamed = topology.networks
    .filter((network) => isOn(adapter, network) && !others.some((other) => isOn(other, network)))
    .flatMap((network) => guests.get(`on ${network.id}`) ?? []);
  return [...named, ...unnamed]
    .filter(({ vm }) => restartHosts(topology, vm).includes(host))
    .sort((one, other) => one.nic.order - other.nic.order);
}

function isOnNetwork(topology: Topology, adapter: Adapter, nic: VirtualAdapter): boolean {
  const network = find(topology, 'network', nic.network);
  return network !== undefined && isOn(adapter, network);
}
