import { adaptersOf, clusterOf, find, hostsOf } from '../../topology/lookup.ts';
import type { Cluster, Host, Topology } from '../../topology/model.ts';
import { versionNumber } from '../../topology/versions.ts';
import { type FtVm, ftClusters, ftVms } from '../facts/fault-tolerance.ts';
import { restartingFix, switchingHaOn } from '../facts/ha-settings.ts';
import { ownAdapterFix } from '../facts/own-segment.ts';
import { cicVirtualization, ftChecklist, mxOneFaultTolerance } from '../facts/sources.ts';

import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'vsphere/ft-prerequisites';

const says = {
  noCluster: message`${'vm'} is to be fault tolerant, but ${'host'} stands in no cluster: Fault Tolerance needs a cluster with HA, that starts and replaces the secondary. Put ${'host'} into one.`,
  noHa: message`${'vms'} of ${'cluster'} ${'are'} to be fault tolerant, but ${'cluster'} has no HA, which starts and replaces the secondary. Switch HA on.`,
  notRestarted: message`${'vm'} is to be fault tolerant, but HA is not to restart it (restart-priority: disabled): then it starts no secondary either. Let HA restart it.`,
  version: message`${'hosts'} of ${'cluster'} ${'run'} vSphere ${'version'}, and Fault Tolerance (${'vms'}) came with 4.0. Use a later version.`,
  noVmotion: message`${'hosts'} of ${'cluster'} ${'have'} no adapter for vMotion, by which Fault Tolerance makes the secondary of ${'vms'}. Give ${'them'} one.`,
  edition: message`The edition ${'edition'} of ${'cluster'} has no Fault Tolerance (${'vms'}): Standard, Enterprise and Enterprise Plus have it. Use one of these.`,
  unstated: message`Fault Tolerance of ${'vms'} also needs ${'needs'}, and the text does not state that ${'cluster'} has ${'it'}. State what is there.`,
  vcenter: message`vCenter (vcenter)`,
  vmotion: message`an adapter for vMotion on ${'hosts'}`,
  host: message`${'host'} has no adapter for vMotion.`,
  vm: message`${'vm'} is fault tolerant.`,
};

const example = (ha: string) => `site HeadOffice {
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
    vcenter: vcsa
${ha}    host Esx1 : Esxi
    host Esx2 : Esxi
    host Esx3 : Esxi
  }
}

vm vcsa on Esx3 { vcpu: 4  memory: 16 GB  disk: san  nic eth0 -> lan via vmnic0 }
vm SN1 on Esx1 { vcpu: 1  memory: 4 GB  disk: san  nic eth0 -> lan via vmnic0  ft { secondary: Esx2 } }
`;

export default rule({
  id,
  severity: 'error',
  advisory: true,
  title:
    'A cluster with fault-tolerant VMs has what Fault Tolerance is made of: HA, vMotion, vCenter, a version and an edition with it',
  why: `Fault Tolerance is no feature of its own but of the others: vCenter switches it on, vMotion makes the secondary, HA starts a
new one when a host is lost. Where one of them is missing it cannot be switched on, or protects once and never again.

Hosts that say what they use their adapters for and name none for vMotion are an error; where that, or vCenter, is not
stated, it is information. The edition is a warning, as VMware's own pages disagree about it. Shared storage is
\`vsphere/ha-shared-storage\`'s, the network for logging \`vsphere/ft-networks\`'s.`,
  sources: [
    {
      document: mxOneFaultTolerance,
      place: 'requirements',
      quote: 'should include HA/FT and VMotion',
      statements: ['S3-20', 'S3-21', 'S3-22', 'S3-23', 'S3-24', 'S3-25', 'S3-27', 'S3-28'],
    },
    { document: cicVirtualization, quote: 'in vSphere 4.0', statements: ['S2-24'] },
    { document: ftChecklist, statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const vm of ftVms(topology)) checkVm(topology, vm, report);
    for (const [cluster, vms] of ftClusters(topology)) checkCluster(topology, cluster, vms, report);
  },
  examples: {
    breaks: example(''),
    keeps: example('    ha { admission: tolerate 1 host }\n'),
    fixed: example('    ha\n'),
  },
});

function checkVm(topology: Topology, vm: FtVm, report: Report): void {
  const host = find(topology, 'host', vm.host);
  const cluster = clusterOf(topology, vm);
  if (!cluster) report(vm, says.noCluster({ vm: vm.name, host: host?.name ?? '' }), { property: 'ft' });
  else if (cluster.ha && vm.restartPriority === 'disabled')
    report(vm, says.notRestarted({ vm: vm.name }), {
      property: 'restart-priority',
      fix: (trial) => restartingFix(topology, vm, trial, { rule: id, source: vm.source }),
    });
}

function checkCluster(topology: Topology, cluster: Cluster, ftOnes: readonly FtVm[], report: Report): void {
  const vms = listed(ftOnes.map((vm) => vm.name));
  const names = { cluster: cluster.name, vms };
  const mended = { rule: id, source: cluster.source };
  const related = ftOnes
    .slice(0, 5)
    .map((vm) => ({ source: vm.source, property: 'ft', message: says.vm({ vm: vm.name }) }));
  if (!cluster.ha)
    report(cluster, says.noHa({ ...names, are: ftOnes.length > 1 ? 'are' : 'is' }), {
      related,
      fix: (trial) => switchingHaOn(topology, cluster, trial, mended),
    });
  if (cluster.edition?.startsWith('essentials'))
    report(cluster, says.edition({ ...names, edition: cluster.edition }), {
      property: 'edition',
      related,
      caseSeverity: 'warning',
    });
  const hosts = hostsOf(topology, cluster);
  checkVersions(cluster, hosts, vms, report);
  const { lacking, silent } = vmotionOf(topology, hosts);
  if (lacking.length > 0) {
    const many = lacking.length > 1;
    const hostNames = listed(lacking.map((host) => host.name));
    const text = says.noVmotion({
      ...names,
      hosts: hostNames,
      have: many ? 'have' : 'has',
      them: many ? 'them' : 'it',
    });
    report(cluster, text, {
      related: lacking
        .slice(0, 8)
        .map((host) => ({ source: host.source, property: 'nic', message: says.host({ host: host.name }) })),
      fix: (trial) => ownAdapterFix(topology, cluster, lacking, 'vmotion', trial, mended),
    });
  }
  reportUnstated(cluster, silent, vms, report);
}

function reportUnstated(cluster: Cluster, silent: readonly Host[], vms: string, report: Report): void {
  const needs = [
    ...(cluster.vcenter === undefined ? [says.vcenter({})] : []),
    ...(silent.length > 0 ? [says.vmotion({ hosts: listed(silent.map((host) => host.name)) })] : []),
  ];
  if (needs.length === 0) return;
  const it = needs.length > 1 ? 'them' : 'it';
  report(cluster, says.unstated({ vms, cluster: cluster.name, needs: listed(needs), it }), {
    property: 'vcenter',
    notStated: true,
  });
}

function checkVersions(cluster: Cluster, hosts: readonly Host[], vms: string, report: Report): void {
  const old = hosts.filter((host) => (versionNumber(host.version) ?? 4) < 4);
  const [first] = old;
  if (!first) return;
  const text = says.version({
    hosts: listed(old.map((host) => host.name)),
    run: old.length > 1 ? 'run' : 'runs',
    version: listed([...new Set(old.map((host) => host.version ?? ''))]),
    cluster: cluster.name,
    vms,
  });
  report(first, text, { property: 'version' });
}

/** Hosts that say what their adapters are for and name none for vMotion, and hosts that do not say it. */
function vmotionOf(
  topology: Topology,
  hosts: readonly Host[],
): { readonly lacking: readonly Host[]; readonly silent: readonly Host[] } {
  const without = hosts.filter(
    (host) => !adaptersOf(topology, host).some((adapter) => adapter.uses.includes('vmotion')),
  );
  const states = (host: Host) => adaptersOf(topology, host).some((adapter) => adapter.uses.length > 0);
  return { lacking: without.filter(states), silent: without.filter((host) => !states(host)) };
}
