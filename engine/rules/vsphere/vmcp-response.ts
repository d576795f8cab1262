import { find } from '../../topology/lookup.ts';
import type { Cluster, HaSettings, Topology, Vm } from '../../topology/model.ts';
import { settingHa } from '../facts/ha-settings.ts';
import { vmsByCluster } from '../facts/placement.ts';
import { isHaProtected } from '../facts/restart.ts';
import { availability60, availability65, availability67 } from '../facts/sources.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'vsphere/vmcp-response';

const says = {
  off: message`${'cluster'} does not answer the loss of paths to storage (storage-response: off): when one host loses its paths, ${'vms'} ${'hang'} there although others still see the disks. Set storage-response to on.`,
  unstated: message`Whether ${'cluster'} answers the loss of paths to storage is not stated; it does not unless told to: when one host loses its paths, ${'vms'} ${'hang'} there although others still see the disks. Set storage-response to on.`,
  onlyFt: message`${'cluster'} is to answer the loss of paths to storage, but that answer does not cover fault-tolerant VMs, and all its VMs on shared storage are (${'vms'}): give their hosts several paths.`,
  vm: message`${'vm'} lives on ${'storage'}.`,
};

const example = (response: string) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster Production {
    ha { admission: tolerate 1 host${response} }
    host Host1 { storage: san  nic vmnic0 -> lan for management }
    host Host2 { storage: san  nic vmnic0 -> lan for management }
  }
}

vm Database on Host1 { disk: san  nic eth0 -> lan via vmnic0 }
`;

export default rule({
  id,
  severity: 'info',
  advisory: true,
  title: 'HA answers the loss of paths to shared storage',
  why: `A host that loses its paths to the storage stays alive: HA hears its heartbeats and does nothing, while its VMs hang on
disks that every other host still sees. VM Component Protection closes that gap: after 140 s without paths and a delay of
180 s it ends the VMs and restarts them elsewhere. It is off unless it is set.

It protects no fault-tolerant VMs, and none on vSAN: those are left out. \`storage-response: on\` in a cluster that has
only fault-tolerant VMs on shared storage does nothing, and that is said too.`,
  sources: [
    { document: availability60, place: 'p. 20, VM Component Protection', statements: [] },
    { document: availability65, place: 'p. 26: not for Fault Tolerance', statements: [] },
    { document: availability67, place: 'p. 29', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    // where there is one host, no other sees the disks
    for (const cluster of vsphereClusters(topology))
      if (cluster.ha && cluster.hosts.length > 1) checkCluster(topology, cluster, cluster.ha, report);
  },
  examples: {
    breaks: example(''),
    keeps: example('  storage-response: on'),
    fixed: example('  storage-response: on'),
  },
});

function checkCluster(topology: Topology, cluster: Cluster, ha: HaSettings, report: Report): void {
  const vms = (vmsByCluster(topology).get(cluster.id) ?? []).filter(
    (vm) => isHaProtected(topology, vm) && sharedDisk(topology, vm) !== undefined,
  );
  const covered = vms.filter((vm) => !vm.ft);
  const [first] = vms;
  if (!first || (ha.storageResponse ? covered.length > 0 : covered.length === 0)) return;
  const said = ha.storageResponse ? vms : covered;
  const names = { cluster: cluster.name, vms: listed(said.map((vm) => vm.name)) };
  const hang = said.length > 1 ? 'hang' : 'hangs';
  const options = {
    property: 'storage-response',
    related: said.slice(0, 5).map((vm) => ({
      source: vm.source,
      message: says.vm({ vm: vm.name, storage: sharedDisk(topology, vm)?.name ?? '' }),
    })),
  };
  const at = { source: ha.source };
  if (ha.storageResponse) {
    report(at, says.onlyFt(names), options);
    return;
  }
  const fixing = {
    ...options,
    fix: (trial: Parameters<typeof settingHa>[3]) =>
      settingHa(
        topology,
        cluster,
        {
          title: 'Let HA answer the loss of storage paths',
          property: 'storage-response',
          value: 'on',
          settings: { storageResponse: true },
        },
        trial,
        { rule: id, source: ha.source },
      ),
  };
  if (ha.storageResponse === false) report(at, says.off({ ...names, hang }), fixing);
  else report(at, says.unstated({ ...names, hang }), { ...fixing, notStated: true });
}

/** The first disk of a VM on storage that paths lead to: a SAN or file storage. */
function sharedDisk(topology: Topology, vm: Vm) {
  return vm.disks
    .flatMap((disk) => find(topology, 'storage', disk) ?? [])
    .find(({ storageKind }) => storageKind === 'san' || storageKind === 'nas');
}
