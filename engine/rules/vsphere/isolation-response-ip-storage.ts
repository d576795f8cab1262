import { adaptersOf, find, hostsOf } from '../../topology/lookup.ts';
import type { Cluster, HaSettings, Host, Id, Storage, Topology } from '../../topology/model.ts';
import { settingHa } from '../facts/ha-settings.ts';
import { referenceTo } from '../facts/names.ts';
import { vmsByCluster } from '../facts/placement.ts';
import { isHaProtected } from '../facts/restart.ts';
import { haDeepdive } from '../facts/sources.ts';
import { isOn } from '../facts/uplinks.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'vsphere/isolation-response-ip-storage';

const says = {
  left: message`${'hosts'} of ${'cluster'} ${'reach'} ${'storage'} over ${'network'} like management: an isolated host has lost both, and leaves its VMs running without disks (isolation: ${'response'}) while others are to restart them. Set isolation to power-off.`,
  unstated: message`${'hosts'} of ${'cluster'} ${'reach'} ${'storage'} over ${'network'} like management, and the isolation response is not stated; unless told otherwise an isolated host leaves its VMs running, without disks. Set isolation to power-off.`,
  storage: message`${'storage'} is reached over ${'network'}.`,
};

const example = (isolation: string) => `site DataCenter {
  network lan
  storage filer { kind: nas  networks: lan }
  cluster Production {
    ha { isolation: ${isolation} }
    host Host1 { storage: filer  nic vmnic0 -> lan for management }
    host Host2 { storage: filer  nic vmnic0 -> lan for management }
  }
}

vm Database on Host1 { disk: filer  nic eth0 -> lan via vmnic0 }
`;

export default rule({
  id,
  severity: 'warning',
  title: 'Hosts that lose their storage with the management network power their VMs off when isolated',
  why: `Where storage is reached over the network that also carries management, an isolated host has lost its disks together
with its heartbeats. Left powered on, its VMs hang there and still hold their memory, while HA starts them elsewhere: once
the network is back the same VM exists twice, one of them with a memory older than its disk. Powered off, they exist once.

The rule looks at hosts whose adapters for management are on the only networks by which they reach the storage of a protected
VM. Storage on a network of its own, and storage that names no network, are left alone. Unless stated, the response is to leave
VMs on (since vSphere 5.0); that is information.`,
  sources: [{ document: haDeepdive, place: 'the table of isolation responses: IP storage, power off', statements: [] }],
  messages: says,
  check(topology, report) {
    for (const cluster of vsphereClusters(topology))
      if (cluster.ha) checkCluster(topology, cluster, cluster.ha, report);
  },
  examples: { breaks: example('leave-on'), keeps: example('power-off'), fixed: example('power-off') },
});

function checkCluster(topology: Topology, cluster: Cluster, ha: HaSettings, report: Report): void {
  if (ha.isolation === 'power-off' || ha.isolation === 'shut-down') return;
  for (const storage of protectedStorages(topology, cluster)) {
    const hosts = hostsOf(topology, cluster).filter((host) => losesWithManagement(topology, host, storage));
    if (hosts.length === 0) continue;
    const network = listed(
      storage.networks
        .flatMap((each) => find(topology, 'network', each) ?? [])
        .map((each) => referenceTo(topology, each)),
    );
    const names = {
      hosts: listed(hosts.map((host) => host.name)),
      cluster: cluster.name,
      reach: hosts.length > 1 ? 'reach' : 'reaches',
      storage: referenceTo(topology, storage),
      network,
    };
    const text = ha.isolation ? says.left({ ...names, response: ha.isolation }) : says.unstated(names);
    const at = { source: ha.source };
    report(at, text, {
      property: 'isolation',
      related: [
        { source: storage.source, property: 'networks', message: says.storage({ storage: names.storage, network }) },
      ],
      ...(ha.isolation === undefined && { notStated: true }),
      fix: (trial) =>
        settingHa(
          topology,
          cluster,
          {
            title: 'Power VMs off when a host is isolated',
            property: 'isolation',
            value: 'power-off',
            settings: { isolation: 'power-off' },
          },
          trial,
          { rule: id, source: ha.source },
        ),
    });
    return;
  }
}

/** The storage reached over networks that holds disks of protected VMs. */
function protectedStorages(topology: Topology, cluster: Cluster): readonly Storage[] {
  const vms = (vmsByCluster(topology).get(cluster.id) ?? []).filter((vm) => isHaProtected(topology, vm) && !vm.ft);
  const disks = new Set<Id>(vms.flatMap((vm) => vm.disks));
  return [...disks].flatMap((disk) => {
    const storage = find(topology, 'storage', disk);
    return storage && storage.networks.length > 0 ? [storage] : [];
  });
}

/** True where all the ways of a host to a storage go over its adapters for management, or beside them on their network. */
function losesWithManagement(topology: Topology, host: Host, storage: Storage): boolean {
  const adapters = adaptersOf(topology, host);
  const managed = new Set(adapters.filter(({ uses }) => uses.includes('management')).map(({ target }) => target));
  const networks = storage.networks.flatMap((each) => find(topology, 'network', each) ?? []);
  const ways = adapters.filter((adapter) => networks.some((network) => isOn(adapter, network)));
  const stated = ways.filter(({ uses }) => uses.includes('storage'));
  const used = stated.length > 0 ? stated : ways;
  return used.length > 0 && used.every(({ target }) => managed.has(target));
}
