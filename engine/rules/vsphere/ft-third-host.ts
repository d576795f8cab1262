import { hostsOf } from '../../topology/lookup.ts';
import type { Cluster, Host, Topology } from '../../topology/model.ts';
import { copyHosts, type FtVm, ftClusters } from '../facts/fault-tolerance.ts';
import { freeWithCopies } from '../facts/ft-room.ts';
import { availability67, ftThreeHosts, mxOneFaultTolerance } from '../facts/sources.ts';

import { writtenSize } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const says = {
  few: message`${'cluster'} has ${'count'} ${'hosts'} for its fault-tolerant ${'vms'}: after the loss of one there is none for a new secondary, so that the next loss is an outage. Add a third host.`,
  noRoom: message`No third host of ${'cluster'} could take a new secondary of ${'vm'} (${'reasons'}): after the loss of one copy the other stays unprotected. Make room on another host.`,
  forbidden: message`a must rule forbids ${'host'}`,
  memory: message`${'host'} has ${'free'} of memory free where it needs ${'needed'}`,
  cores: message`${'host'} has ${'cpu'} cores where it needs ${'needed'}`,
  vm: message`${'vm'} is fault tolerant.`,
  host: message`${'reason'}.`,
};

const example = (third: string) => `site HeadOffice {
  network lan
  network vmotion { dedicated }
  network ftlogging { dedicated }
  storage san { kind: san }
  template Esxi {
    version: 6.7  storage: san
    nic vmnic0 -> lan for management
    nic vmnic1 -> vmotion for vmotion
    nic vmnic2 -> ftlogging for ft-logging
  }
  cluster Calls {
    ha { admission: tolerate 1 host }
    host Esx1 : Esxi
    host Esx2 : Esxi
${third}  }
}

vm SN1 on Esx1 { vcpu: 1  memory: 4 GB  disk: san  nic eth0 -> lan via vmnic0  ft { secondary: Esx2 } }
`;

export default rule({
  id: 'vsphere/ft-third-host',
  severity: 'warning',
  advisory: true,
  title: 'A cluster with fault-tolerant VMs has a third host that can take a new secondary',
  why: `When the host of one copy is lost, the other goes on, and HA makes a new secondary within minutes: on a host that runs
neither. With two hosts there is none until the lost one is back, and so long the VM is as vulnerable as any other. The same
holds where a third host is there but has no room, or is forbidden by a *must* rule.

Memory that is not stated is taken to suffice. Processors are \`vsphere/ft-cpu-compatibility\`'s.`,
  sources: [
    {
      document: mxOneFaultTolerance,
      quote: 'always better to have three or more hosts',
      statements: ['S3-13'],
    },
    { document: ftThreeHosts, quote: 'minimum of three hosts in the cluster', statements: [] },
    { document: availability67, place: 'p. 54', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const [cluster, vms] of ftClusters(topology)) checkCluster(topology, cluster, vms, report);
  },
  examples: { breaks: example(''), keeps: example('    host Esx3 : Esxi\n') },
});

function checkCluster(topology: Topology, cluster: Cluster, vms: readonly FtVm[], report: Report): void {
  const hosts = hostsOf(topology, cluster);
  if (hosts.length >= 3) {
    for (const vm of vms) checkVm(topology, cluster, vm, hosts, report);
    return;
  }
  const names = {
    cluster: cluster.name,
    count: hosts.length,
    hosts: hosts.length === 1 ? 'host' : 'hosts',
    vms: listed(vms.map((vm) => vm.name)),
  };
  report(cluster, says.few(names), {
    related: vms.slice(0, 5).map((vm) => ({ source: vm.source, property: 'ft', message: says.vm({ vm: vm.name }) })),
  });
}

function checkVm(topology: Topology, cluster: Cluster, vm: FtVm, hosts: readonly Host[], report: Report): void {
  const allowed = new Set(copyHosts(topology, vm));
  const obstacles: { readonly host: Host; readonly reason: string }[] = [];
  // where the secondary is not stated, it stands on one of the others
  let spare = vm.ft.secondary === undefined ? -1 : 0;
  for (const host of hosts) {
    if (host.id === vm.host || host.id === vm.ft.secondary) continue;
    const reason = allowed.has(host) ? shortage(topology, vm, host) : says.forbidden({ host: host.name });
    if (reason !== undefined) obstacles.push({ host, reason });
    else if (++spare > 0) return;
  }
  const reasons = listed(
    obstacles.map(({ reason }) => reason),
    4,
  );
  if (obstacles.length === 0) return;
  report(vm, says.noRoom({ cluster: cluster.name, vm: vm.name, reasons }), {
    property: 'ft',
    related: obstacles.slice(0, 5).map(({ host, reason }) => ({ source: host.source, message: says.host({ reason }) })),
  });
}

function shortage(topology: Topology, vm: FtVm, host: Host): string | undefined {
  const free = freeWithCopies(topology, host);
  const needed = vm.memory ?? 0;
  if (needed > free)
    return says.memory({ host: host.name, free: writtenSize(Math.max(0, free)), needed: writtenSize(needed) });
  if (host.cpu !== undefined && vm.vcpu !== undefined && vm.vcpu > host.cpu)
    return says.cores({ host: host.name, cpu: host.cpu, needed: vm.vcpu });
  return undefined;
}
