import { find } from '../../topology/lookup.ts';
import type { Cluster, Host, Topology, Vm } from '../../topology/model.ts';
import { vmsByCluster } from '../facts/placement.ts';
import { boundHostsOf, isHaProtected, mayRunOn } from '../facts/restart.ts';
import { duplicationWithHa, haChecklist, redundancyOptions } from '../facts/sources.ts';
import { writtenSize } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Related, type Report, rule } from '../rule.ts';

const says = {
  tooFew: message`${'cluster'} has HA but ${'hosts'}: a VM of a lost host has nowhere to be restarted. HA needs at least 2 hosts; add one, or take HA off.`,
  noHost: message`no host`,
  oneHost: message`only one host, ${'host'}`,
  nowhere: message`HA protects ${'vm'}, but no host of ${'cluster'} other than ${'host'} can take it (${'reasons'}): it is not restarted when ${'host'} is lost. Let a second host take it.`,
  tooSmall: message`${'host'} has ${'memory'} memory where it needs ${'needed'}`,
  tooFewCores: message`${'host'} has ${'cpu'} cores where it needs ${'needed'}`,
  bound: message`a "must" rule keeps it off ${'host'}`,
  inCluster: message`${'vm'} depends on a restart by HA.`,
  candidate: message`${'reason'}.`,
};

const example = (second: string) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster Production {
    ha
    host Host1 { memory: 64 GB  storage: san  nic vmnic0 -> lan for management }
${second}  }
}

vm Database on Host1 { memory: 16 GB  disk: san  nic eth0 -> lan via vmnic0 }
`;

export default rule({
  id: 'vsphere/ha-min-hosts',
  severity: 'error',
  title: 'A cluster with HA has at least two hosts, and each protected VM another host that can take it',
  why: `HA does not keep a VM running, it starts it again on another host. With one host there is no other, and the same
holds for a VM that no other host can take: because it is larger than all others where it may run. HA then looks
switched on, but when the host is lost the VM stays down until the host is repaired.

A cluster without HA, and a VM whose \`restart-priority\` is \`disabled\`, are left alone; sizes that are not stated are
taken to suffice. A VM that *must* rules bind to one host is \`vsphere/affinity-unsatisfiable\`'s to report.`,
  sources: [
    {
      document: duplicationWithHa,
      place: 'Figure 1',
      quote: 'Each cluster is using the VMware HA',
      statements: ['S0-5'],
    },
    {
      document: redundancyOptions,
      quote: 'a backup virtual machine within the same host cluster',
      statements: ['S1-18'],
    },
    { document: haChecklist, place: 'p. 33', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of topology.clusters) {
      if (!cluster.ha || cluster.hypervisor !== 'vsphere') continue;
      const protectedVms = (vmsByCluster(topology).get(cluster.id) ?? []).filter((vm) => isHaProtected(topology, vm));
      if (cluster.hosts.length < 2) reportTooFew(topology, cluster, protectedVms, report);
      else for (const vm of protectedVms) checkVm(topology, cluster, vm, report);
    }
  },
  examples: {
    breaks: example(''),
    keeps: example('    host Host2 { memory: 64 GB  storage: san  nic vmnic0 -> lan for management }\n'),
  },
});

function reportTooFew(topology: Topology, cluster: Cluster, vms: readonly Vm[], report: Report): void {
  const host = find(topology, 'host', cluster.hosts[0]);
  const hosts = host ? says.oneHost({ host: host.name }) : says.noHost({});
  report(cluster, says.tooFew({ cluster: cluster.name, hosts }), {
    property: 'ha',
    related: vms.slice(0, 5).map((vm) => ({ source: vm.source, message: says.inCluster({ vm: vm.name }) })),
  });
}

function checkVm(topology: Topology, cluster: Cluster, vm: Vm, report: Report): void {
  const bound = boundHostsOf(topology, vm);
  if (bound && cluster.hosts.filter((host) => bound.has(host)).length < 2) return;
  const obstacles: { readonly host: Host; readonly reason: string }[] = [];
  for (const id of cluster.hosts) {
    const host = find(topology, 'host', id);
    if (!host || host.id === vm.host) continue;
    const reason = obstacle(topology, vm, host);
    if (reason === undefined) return;
    obstacles.push({ host, reason });
  }
  const own = find(topology, 'host', vm.host);
  const reasons = listed(
    obstacles.map(({ reason }) => reason),
    4,
  );
  report(vm, says.nowhere({ vm: vm.name, cluster: cluster.name, host: own?.name ?? '', reasons }), {
    related: obstacles
      .slice(0, 5)
      .map(({ host, reason }): Related => ({ source: host.source, message: says.candidate({ reason }) })),
  });
}

/** Why a host can never take a VM, even when it is empty. */
function obstacle(topology: Topology, vm: Vm, host: Host): string | undefined {
  if (!mayRunOn(topology, vm, host)) return says.bound({ host: host.name });
  if (host.memory !== undefined && vm.memory !== undefined && vm.memory > host.memory)
    return says.tooSmall({ host: host.name, memory: writtenSize(host.memory), needed: writtenSize(vm.memory) });
  if (host.cpu !== undefined && vm.vcpu !== undefined && vm.vcpu > host.cpu)
    return says.tooFewCores({ host: host.name, cpu: host.cpu, needed: vm.vcpu });
  return undefined;
}
