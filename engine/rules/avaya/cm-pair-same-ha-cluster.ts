import { clusterOf, find } from '../../topology/lookup.ts';
import type { Cluster, Topology, Vm } from '../../topology/model.ts';
import { firstGoodHost } from '../facts/changes.ts';
import { type CmPair, cmPairs, profileOf, releaseOf } from '../facts/communication-manager.ts';
import { referenceTo } from '../facts/names.ts';
import { duplicationWithHa, redundancyOptions } from '../facts/sources.ts';
import { message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/cm-pair-same-ha-cluster';

const says = {
  newest: message`${'active'} and ${'standby'}, the duplicated pair ${'service'}, are both in ${'cluster'}, which has VMware HA: Communication Manager 10.2 does not support that (${'release'}; for 6.2 separate clusters were only preferred). Move ${'standby'} to another cluster.`,
  preferred: message`${'active'} and ${'standby'}, the duplicated pair ${'service'}, are both in ${'cluster'}, which has VMware HA: release ${'release'} prefers separate clusters, so that HA does not restart one on the host of the other (from 10.2 one cluster is not supported). Move ${'standby'} to another cluster.`,
  stated: message`release ${'release'} is stated`,
  notStated: message`no release is stated, so the newest counts`,
  partner: message`${'partner'} is in ${'cluster'} too.`,
  cluster: message`${'cluster'} has VMware HA.`,
  pair: message`The pair that must be apart.`,
};

const cluster = (name: string, hosts: readonly string[]) => `  cluster ${name} {
    ha
${hosts.map((host) => `    host ${host} : Esxi\n`).join('')}  }
`;
const example = (standbyHost: string) => `site DataCenter {
  network lan
  network duplication { dedicated }
  storage san { kind: san }
  template Esxi {
    storage: san
    nic vmnic0 -> lan for management
    nic vmnic2 -> duplication
  }
${cluster('DataClusterA', ['Host1', 'Host3'])}${cluster('DataClusterB', ['Host2', 'Host4'])}}

vm CMVM_01 on Host1 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
vm CMVM_02 on ${standbyHost} { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }

service CommunicationManager : duplication {
  product: avaya.communication-manager
  active: CMVM_01
  standby: CMVM_02
  link: duplication
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'The members of a Communication Manager pair must not be in the same cluster with VMware HA',
  why: `When a host fails, HA restarts its VMs on any other host of the same cluster, and that may be the host of the
partner. The pair would then stand on one host, and the next failure would end all calls. Two clusters keep the
pair apart by construction: HA repairs each member within its own.

Without HA on the cluster the rule has nothing to say.`,
  sources: [
    {
      document: duplicationWithHa,
      quote: 'are not supported within the same data cluster with VMware HA',
      statements: ['S0-1', 'S0-3'],
    },
    {
      document: redundancyOptions,
      place: 'Figure 2',
      quote: 'Avaya prefers separate clusters',
      statements: ['S1-8', 'S1-11'],
    },
  ],
  decides: [
    {
      contradiction: 'C1',
      text: `One document does not support the pair in one HA cluster, the other merely prefers separate clusters. The service's
\`release\` decides. From 7.0 on, and where no release is stated, the text for 10.2 counts: one HA cluster is not supported
(error). For 6.x and earlier separate clusters are preferred, as long as the members are on separate hosts (warning).`,
    },
    {
      contradiction: 'C17',
      text: `The white paper for 6.2 has the backup servers of its second data centre (Paris, Figure 6) “within the same host
cluster”, against its own preference. A text that draws it so is told, with HA on: a warning with \`release: 6.2\`, an error
otherwise.`,
    },
  ],
  messages: says,
  check(topology, report) {
    for (const pair of cmPairs(topology)) checkPair(topology, pair, report);
  },
  examples: { breaks: example('Host3'), keeps: example('Host4'), fixed: example('Host2') },
});

function checkPair(topology: Topology, pair: CmPair, report: Report): void {
  for (const standby of pair.standby) {
    if (standby.kind !== 'vm') continue;
    const shared = haClusterOf(topology, standby);
    if (!shared) continue;
    const active = pair.active.find(
      (machine) => machine.kind === 'vm' && machine.id !== standby.id && haClusterOf(topology, machine) === shared,
    );
    if (active?.kind === 'vm') reportShared(topology, pair, active, standby, shared, report);
  }
}

/** The vSphere cluster with HA in which a VM is. */
function haClusterOf(topology: Topology, vm: Vm): Cluster | undefined {
  const found = clusterOf(topology, vm);
  return found?.ha && found.hypervisor === 'vsphere' ? found : undefined;
}

function reportShared(
  topology: Topology,
  { service }: CmPair,
  active: Vm,
  standby: Vm,
  shared: Cluster,
  report: Report,
): void {
  const names = {
    active: active.name,
    standby: standby.name,
    service: service.name,
    cluster: referenceTo(topology, shared),
  };
  const release = releaseOf(topology, service);
  const old = profileOf(release) === '6.2';
  const basis = release === undefined ? says.notStated({}) : says.stated({ release });
  const text = old ? says.preferred({ ...names, release: release ?? '' }) : says.newest({ ...names, release: basis });
  report(standby, text, {
    property: 'host',
    severity: old ? 'warning' : 'error',
    related: [
      {
        source: active.source,
        property: 'host',
        message: says.partner({ partner: active.name, cluster: names.cluster }),
      },
      { source: shared.source, property: 'ha', message: says.cluster({ cluster: names.cluster }) },
      { source: service.source, message: says.pair({}) },
    ],
    fix: (trial) => movingFix(topology, [standby, active], trial, standby),
  });
}

/** Moves the standby, else the active member, to the first host of another cluster that breaks no rule. */
function movingFix(topology: Topology, vms: readonly Vm[], trial: Trial, reported: Vm): Fix | undefined {
  for (const vm of vms) {
    const host = firstGoodHost(topology, vm, trial, { rule: id, source: reported.source });
    if (!host) continue;
    const target = find(topology, 'cluster', host.cluster);
    return {
      title: `Move ${vm.name} to ${host.name}${target ? ` in ${target.name}` : ''}`,
      edits: [{ edit: 'move', element: vm.source, host: referenceTo(topology, host) }],
      safe: false,
    };
  }
  return undefined;
}
