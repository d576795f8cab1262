import { clusterOf } from '../../topology/lookup.ts';
import type { Id, Service, Topology, Vm } from '../../topology/model.ts';
import { cmPairs } from '../facts/communication-manager.ts';
import { excludesHa } from '../facts/ha-exclusion.ts';
import { restartingFix, switchingHaOn } from '../facts/ha-settings.ts';
import { serverRedundancyMachines } from '../facts/mx-one.ts';
import { machinesUnder } from '../facts/placement.ts';
import { partnersOf } from '../facts/redundancy.ts';
import { isHaProtected } from '../facts/restart.ts';
import { duplicationWithHa, redundancyOptions } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Related, type Report, rule } from '../rule.ts';

const id = 'vsphere/ha-restart-disabled';

const says = {
  disabled: message`HA does not restart ${'vm'} (restart-priority: disabled): once its host is lost, ${'service'} stays without redundancy until somebody repairs it, and the next failure ends the service. Let HA restart it.`,
  outside: message`${'vm'} runs in ${'cluster'}, which has no HA, while HA restarts ${'partners'}: once the host of ${'vm'} is lost, ${'service'} stays without redundancy until somebody repairs it. Switch HA on in ${'cluster'}.`,
  service: message`${'service'} is redundant by ${'vm'} and ${'partners'}.`,
  cluster: message`${'cluster'} has no HA.`,
};

const example = (priority: string) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster A {
    ha
    host Host1 { storage: san  nic vmnic0 -> lan for management }
    host Host3 { storage: san  nic vmnic0 -> lan for management }
  }
  cluster B {
    ha
    host Host2 { storage: san  nic vmnic0 -> lan for management }
    host Host4 { storage: san  nic vmnic0 -> lan for management }
  }
}

vm Register_1 on Host1 { disk: san  nic eth0 -> lan via vmnic0 }
vm Register_2 on Host2 {
  disk: san
${priority}  nic eth0 -> lan via vmnic0
}

service Registration : switchover {
  primary: Register_1
  backup: Register_2
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'HA restarts the members of a redundant service',
  why: `After a failure the partner serves, but alone: the next failure ends the service. What brings the redundancy back
without a technician is HA, which restarts the lost member on another host of its cluster. A member with
\`restart-priority: disabled\` stays down instead, and so does one in a cluster without HA while its partner's cluster has
it.

The restart of a fault-tolerant VM is \`vsphere/ft-prerequisites\`'s to check; a Communication Manager outside HA is
\`avaya/cm-no-automatic-repair\`'s. Where a product's own redundancy excludes HA (IP Office resilience, MX-ONE server
redundancy) the rule is silent. A VM on a host of its own is left alone: HA needs a cluster. So
are the servers of an MX-ONE server redundancy, which stands without HA (\`mxone/ha-vs-server-redundancy\`).`,
  sources: [
    {
      document: duplicationWithHa,
      place: 'Figure 1',
      quote: 'VMware HA starts CMVM_01 on Host 3',
      statements: ['S0-12'],
    },
    {
      document: redundancyOptions,
      place: 'Figure 5',
      quote: 'is now, once again, a viable backup',
      statements: ['S1-22'],
    },
  ],
  messages: says,
  check(topology, report) {
    const said = new Set<Id>();
    const pairs = new Set<Id>(cmPairs(topology).map(({ service }) => service.id));
    for (const service of topology.services) {
      if (excludesHa(service)) continue;
      const vms = memberVms(topology, service);
      for (const vm of vms) {
        if (said.has(vm.id) || vm.ft || serverRedundancyMachines(topology).has(vm.id)) continue;
        if (clusterOf(topology, vm)?.hypervisor !== 'vsphere') continue;
        const partners = vms.filter((other) => other !== vm);
        if (checkMember(topology, service, vm, partners, pairs.has(service.id), report)) said.add(vm.id);
      }
    }
  },
  examples: {
    breaks: example('  restart-priority: disabled\n'),
    keeps: example(''),
    fixed: example('  restart-priority: high\n'),
  },
});

/** The VMs that carry a redundant service, in the order of its members. */
function memberVms(topology: Topology, service: Service): readonly Vm[] {
  const machines = partnersOf(service).flatMap(({ member }) => machinesUnder(topology, member));
  return [...new Set(machines)].filter((machine): machine is Vm => machine.kind === 'vm');
}

/** True where something was reported. */
function checkMember(
  topology: Topology,
  service: Service,
  vm: Vm,
  partners: readonly Vm[],
  isCmPair: boolean,
  report: Report,
): boolean {
  const cluster = clusterOf(topology, vm);
  if (!cluster) return false;
  if (cluster.ha) {
    if (vm.restartPriority !== 'disabled') return false;
    report(vm, says.disabled({ vm: vm.name, service: service.name }), {
      property: 'restart-priority',
      related: [relatedService(service, vm, partners)],
      fix: (trial) => restartingFix(topology, vm, trial, { rule: id, source: vm.source }),
    });
    return true;
  }
  const restarted = partners.filter((other) => isHaProtected(topology, other));
  if (isCmPair || restarted.length === 0) return false;
  const names = listed(restarted.map((other) => other.name));
  report(vm, says.outside({ vm: vm.name, service: service.name, cluster: cluster.name, partners: names }), {
    property: 'host',
    related: [
      relatedService(service, vm, restarted),
      { source: cluster.source, message: says.cluster({ cluster: cluster.name }) },
    ],
    fix: (trial) => switchingHaOn(topology, cluster, trial, { rule: id, source: vm.source }),
  });
  return true;
}

function relatedService(service: Service, vm: Vm, partners: readonly Vm[]): Related {
  const names = listed(partners.map((other) => other.name));
  return { source: service.source, message: says.service({ service: service.name, vm: vm.name, partners: names }) };
}
