import { clusterOf } from '../../topology/lookup.ts';
import type { Cluster, Topology, Vm } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { type CmPair, cmPairs, machinesOf } from '../facts/communication-manager.ts';
import { referenceTo } from '../facts/names.ts';
import { duplicationWithHa, redundancyOptions } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/cm-no-automatic-repair';

const says = {
  noHa: message`${'vms'} ${'run'} where no HA restarts ${'them'} (${'places'}): after the loss of a host ${'service'} stays without redundancy until a technician acts, and the next failure ends it. Switch HA on.`,
  alone: message`${'host'}, in no cluster`,
  cluster: message`${'cluster'} has no HA.`,
};

const example = (ha: string) => `site DataCenter {
  network lan
  network duplication { vlan: 102  dedicated }
  storage san { kind: san }
  template Esxi {
    storage: san
    nic vmnic0 -> lan for management
    nic vmnic2 -> duplication
  }
  cluster DataClusterA {
    ha
    host Host1 : Esxi
    host Host3 : Esxi
  }
  cluster DataClusterB {
${ha}    host Host2 : Esxi
    host Host4 : Esxi
  }
}

vm CMVM_01 on Host1 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
vm CMVM_02 on Host4 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }

service CommunicationManager : duplication {
  product: avaya.communication-manager
  active: CMVM_01
  standby: CMVM_02
  link: duplication
}
`;

export default rule({
  id,
  severity: 'info',
  advisory: true,
  title: 'HA restores the redundancy of a Communication Manager pair after the loss of a host',
  why: `Duplication answers the first failure: the standby takes over and calls go on. Then the pair stands on one leg. With
VMware HA in the cluster of each member, HA starts the lost member on another host, it is initialised as the new standby,
and the pair is redundant again, “without ever requiring a call to services or a truck roll”. Without HA somebody has to
notice, come, and repair. That may be meant, so this is information.

Dedicated servers are not spoken of: HA cannot restart them.`,
  sources: [
    {
      document: redundancyOptions,
      place: 'Figure 5',
      quote: 'without ever requiring a call to services or a truck roll',
      statements: ['S1-23'],
    },
    { document: duplicationWithHa, quote: 'Each cluster is using the VMware HA', statements: ['S0-2'] },
  ],
  messages: says,
  check(topology, report) {
    for (const pair of cmPairs(topology)) checkPair(topology, pair, report);
  },
  examples: {
    breaks: example(''),
    keeps: example('    ha { admission: tolerate 1 host }\n'),
    fixed: example('    ha\n'),
  },
});

function checkPair(topology: Topology, pair: CmPair, report: Report): void {
  const vms = machinesOf(pair).filter((machine): machine is Vm => machine.kind === 'vm');
  const unprotected = vms.filter((vm) => !clusterOf(topology, vm)?.ha);
  if (unprotected.length === 0) return;
  const clusters = [...new Set(unprotected.flatMap((vm) => clusterOf(topology, vm) ?? []))];
  const places = [...new Set(unprotected.map((vm) => placeOf(topology, vm)))];
  const text = says.noHa({
    vms: listed(unprotected.map((vm) => vm.name)),
    run: unprotected.length > 1 ? 'run' : 'runs',
    them: unprotected.length > 1 ? 'them' : 'it',
    places: listed(places),
    service: pair.service.name,
  });
  report(pair.service, text, {
    related: clusters.map((cluster) => ({
      source: cluster.source,
      message: says.cluster({ cluster: referenceTo(topology, cluster) }),
    })),
    fix: (trial) => enablingFix(topology, pair, clusters, trial),
  });
}

function placeOf(topology: Topology, vm: Vm): string {
  const cluster = clusterOf(topology, vm);
  if (cluster) return referenceTo(topology, cluster);
  const host = topology.elements.get(vm.host);
  return says.alone({ host: host ? referenceTo(topology, host) : vm.host });
}

/** Switches HA on in every cluster that lacks it; none where a host stands alone, or HA would break another rule. */
function enablingFix(topology: Topology, pair: CmPair, clusters: readonly Cluster[], trial: Trial): Fix | undefined {
  const changed = clusters.map((cluster): Cluster => ({ ...cluster, ha: { source: cluster.source } }));
  const mended = { rule: id, source: pair.service.source };
  if (clusters.length === 0 || !mends(topology, withElements(topology, ...changed), trial, mended)) return undefined;
  return {
    title: `Switch HA on in ${listed(clusters.map((cluster) => referenceTo(topology, cluster)))}`,
    edits: clusters.map((cluster) => ({ edit: 'add', element: cluster.source, item: 'ha' })),
    safe: false,
  };
}
