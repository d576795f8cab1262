import { find } from '../../topology/lookup.ts';
import type { FailoverCluster, Host, Topology, Vm } from '../../topology/model.ts';
import { mostTolerantVcpus, mostTolerantVms } from '../../topology/placing/fault-tolerance.ts';
import { versionNumber } from '../../topology/versions.ts';
import { mends, withElements } from '../facts/changes.ts';
import { type FtVm, ftVersion, ftVms, isLegacy } from '../facts/fault-tolerance.ts';
import { copiesOn } from '../facts/ft-room.ts';
import { secondaryFix } from '../facts/moving.ts';
import { availability60, availability67, ftInteroperability, ftThreeHosts, mscsOnVsphere } from '../facts/sources.ts';

import { listed, message } from '../message.ts';
import { type Fix, type OptionValues, type Report, rule, type Trial } from '../rule.ts';

const id = 'vsphere/ft-host-limits';

const says = {
  vms: message`${'host'} carries ${'count'} fault-tolerant VMs, secondaries included (${'vms'}), and vSphere allows ${'limit'} a host (das.maxftvmsperhost): it starts no more of them there. Place a secondary on another host.`,
  vcpus: message`${'host'} carries fault-tolerant VMs with ${'count'} virtual CPUs, secondaries included (${'vms'}), and vSphere allows ${'limit'} a host (das.maxftvcpusperhost): it starts no more of them there. Place a secondary on another host.`,
  features: message`${'vm'} is to be fault tolerant and uses ${'features'}, which Fault Tolerance does not support: it cannot be switched on. Do without ${'them'}, or protect ${'vm'} otherwise.`,
  encryption: message`${'vm'} is to be fault tolerant and uses disk-encryption, which Fault Tolerance supports from vSphere 7.0 Update 2, and the text does not state whether its hosts run that. State their version with its update.`,
  node: message`${'vm'} is to be fault tolerant and is a node of ${'failoverCluster'}: VMware does not support Fault Tolerance for nodes of Windows failover clusters. Leave its protection to ${'failoverCluster'}.`,
  copy: message`${'vm'} has a copy there.`,
  failoverCluster: message`${'failoverCluster'} has ${'vm'} as a node.`,
};

const example = (uses: string) => `site HeadOffice {
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
    host Esx3 : Esxi
  }
}

vm SN1 on Esx1 {
  vcpu: 1  memory: 4 GB  disk: san
${uses}  nic eth0 -> lan via vmnic0
  ft { secondary: Esx2 }
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'Fault-tolerant VMs use nothing that Fault Tolerance excludes, and a host carries no more of them than it may',
  why: `Fault Tolerance cannot be switched on for a VM that uses what it does not support: snapshots, linked clones, Storage vMotion,
virtual volumes, storage policies other than vSAN's, I/O filters, encrypted disks (before 7.0 Update 2), a virtual TPM,
virtualization-based security; nor for a node of a Windows failover cluster. The VM is then protected by HA alone.

Of fault-tolerant VMs a host carries 4, and from vSphere 6.0 8 virtual CPUs of them, primaries and secondaries alike: beyond that no
copy is started there, so that after a loss some VMs stay unprotected. That is a warning. From 7.0 these are defaults that may be
raised: write \`ft-vms-per-host\` and \`ft-vcpus-per-host\` in the cluster's \`ha\`, or set the options where all your clusters have the same, 0 for no limit.`,
  sources: [
    { document: availability60, place: 'p. 47: das.maxftvmsperhost, das.maxftvcpusperhost', statements: [] },
    { document: availability67, place: 'pp. 50 and 51', statements: [] },
    { document: ftThreeHosts, quote: 'no more than four', statements: [] },
    { document: ftInteroperability, statements: [] },
    { document: mscsOnVsphere, place: 'p. 14', statements: [] },
  ],
  messages: says,
  options: {
    vms: {
      summary: 'Fault-tolerant VMs on one host, copies included; 0 for no limit',
      default: mostTolerantVms,
      least: 0,
    },
    vcpus: {
      summary: 'Virtual CPUs of fault-tolerant VMs on one host, copies included; 0 for no limit',
      default: mostTolerantVcpus,
      least: 0,
    },
  },
  check(topology, report, options) {
    const hosts = new Set(ftVms(topology).flatMap((vm) => [vm.host, ...(vm.ft.secondary ? [vm.ft.secondary] : [])]));
    for (const each of hosts) {
      const host = find(topology, 'host', each);
      if (host) checkHost(topology, host, options, report);
    }
    const nodes = nodesOf(topology);
    for (const vm of ftVms(topology)) checkVm(topology, vm, nodes.get(vm.id), report);
  },
  examples: {
    breaks: example('  uses: snapshots\n'),
    keeps: example(''),
    fixed: example(''),
  },
});

function checkHost(topology: Topology, host: Host, options: OptionValues, report: Report): void {
  const copies = copiesOn(topology, host.id);
  const vcpus = copies.reduce((sum, vm) => sum + (vm.vcpu ?? 1), 0);
  const ha = find(topology, 'cluster', host.cluster)?.ha;
  const [mostVms = 0, mostVcpus = 0] = [ha?.ftVms ?? options.vms, ha?.ftVcpus ?? options.vcpus];
  const tooMany = mostVms > 0 && copies.length > mostVms;
  // with one virtual CPU a VM, as before 6.0, there is no second limit
  const legacy = copies.every((vm) => isLegacy(ftVersion(topology, vm)?.number, vm.ft.technique));
  if (!tooMany && (legacy || mostVcpus === 0 || vcpus <= mostVcpus)) return;
  const names = { host: host.name, vms: listed([...new Set(copies.map((vm) => vm.name))]) };
  const text = tooMany
    ? says.vms({ ...names, count: copies.length, limit: mostVms })
    : says.vcpus({ ...names, count: vcpus, limit: mostVcpus });
  report(host, text, {
    caseSeverity: 'warning',
    related: copies.slice(0, 8).map((vm) => ({ source: vm.source, message: says.copy({ vm: vm.name }) })),
    fix: (trial) => spreadingFix(topology, host, copies, trial),
  });
}

/** Places the secondary of one of the VMs elsewhere. */
function spreadingFix(topology: Topology, host: Host, copies: readonly FtVm[], trial: Trial): Fix | undefined {
  for (const vm of copies) {
    if (vm.ft.secondary !== host.id) continue;
    const fix = secondaryFix(topology, vm, trial, { rule: id, source: host.source }, (each) => each.id !== host.id);
    if (fix) return fix;
  }
  return undefined;
}

const unsupported: ReadonlySet<string> = new Set([
  'snapshots',
  'linked-clones',
  'storage-vmotion',
  'vvol',
  'storage-policies',
  'io-filters',
  'disk-encryption',
  'tpm',
  'vbs',
]);

function checkVm(topology: Topology, vm: FtVm, failoverCluster: FailoverCluster | undefined, report: Report): void {
  if (failoverCluster)
    report(vm, says.node({ vm: vm.name, failoverCluster: failoverCluster.name }), {
      property: 'ft',
      related: [
        {
          source: failoverCluster.source,
          property: 'nodes',
          message: says.failoverCluster({ failoverCluster: failoverCluster.name, vm: vm.name }),
        },
      ],
      fix: (trial) => withoutFtFix(topology, vm, trial),
    });
  const encryption = encryptionSupport(topology, vm);
  const features = vm.uses.filter(
    (each) => unsupported.has(each) && (each !== 'disk-encryption' || encryption === 'no'),
  );
  if (features.length > 0)
    report(vm, says.features({ vm: vm.name, features: listed(features), them: features.length > 1 ? 'them' : 'it' }), {
      property: 'uses',
      fix: (trial) => withoutFeatures(topology, vm, features, trial),
    });
  else if (encryption === 'unknown' && vm.uses.includes('disk-encryption'))
    report(vm, says.encryption({ vm: vm.name }), { property: 'uses', notStated: true });
}

/** Encrypted disks: from 7.0 Update 2. */
function encryptionSupport(topology: Topology, vm: FtVm): 'yes' | 'no' | 'unknown' {
  const version = ftVersion(topology, vm);
  if (!version) return 'unknown';
  if (version.number !== 7) return version.number > 7 ? 'yes' : 'no';
  const [, update] = /^7\.0(?:\.|\s*(?:u|update)\s*)(\d+)/i.exec(version.version) ?? [];
  if (update === undefined) return 'unknown';
  return (versionNumber(update) ?? 0) >= 2 ? 'yes' : 'no';
}

function withoutFeatures(topology: Topology, vm: FtVm, features: readonly string[], trial: Trial): Fix | undefined {
  const uses = vm.uses.filter((each) => !features.includes(each));
  if (!mends(topology, withElements(topology, { ...vm, uses }), trial, { rule: id, source: vm.source }))
    return undefined;
  const at = { element: vm.source, property: 'uses' };
  return {
    title: `Do without ${listed(features)} in ${vm.name}`,
    edits: [uses.length > 0 ? { edit: 'set', ...at, value: uses.join(', ') } : { edit: 'remove', ...at }],
    safe: false,
  };
}

function withoutFtFix(topology: Topology, vm: FtVm, trial: Trial): Fix | undefined {
  const { ft: _, ...rest } = vm;
  const alone: Vm = rest;
  if (!mends(topology, withElements(topology, alone), trial, { rule: id, source: vm.source })) return undefined;
  return {
    title: `Switch Fault Tolerance of ${vm.name} off`,
    edits: [{ edit: 'remove', element: vm.source, property: 'ft' }],
    safe: false,
  };
}

function nodesOf(topology: Topology): ReadonlyMap<Vm['id'], FailoverCluster> {
  return new Map(topology.failoverClusters.flatMap((each) => each.nodes.map((node) => [node, each] as const)));
}
