import { find } from '../../topology/lookup.ts';
import type { FailoverCluster, Host, Id, Topology, Vm } from '../../topology/model.ts';
import { firstGoodHost } from '../facts/changes.ts';
import { clustersOfNode } from '../facts/failover-groups.ts';
import { moveTo } from '../facts/moving.ts';
import { referenceTo } from '../facts/names.ts';
import { reservedMemory, vmsByHost } from '../facts/placement.ts';
import { mscsOnVsphere } from '../facts/sources.ts';
import { writtenSize } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/vmware-overcommit';

const says = {
  full: message`${'host'} has ${'has'} of memory, and its ${'count'} VMs have ${'need'}, among them ${'nodes'} of ${'clusters'}: a host of cluster nodes must not be overcommitted, since a node whose memory is paged out stalls and counts as lost. Place VMs elsewhere, or give ${'host'} more memory.`,
  node: message`${'node'} is a node of ${'clusters'}.`,
};

const example = (host: string) => `site DataCenter {
  network public
  network heartbeat { dedicated }
  host Host1 { memory: 32 GB  nic vmnic0 -> public for management  nic vmnic1 -> heartbeat }
  host Host2 { memory: 32 GB  nic vmnic0 -> public for management  nic vmnic1 -> heartbeat }
  host Host3 { memory: 32 GB  nic vmnic0 -> public for management  nic vmnic1 -> heartbeat }
}
vm n1 on Host1 { memory: 24 GB  nic eth0 -> public via vmnic0  nic eth1 -> heartbeat via vmnic1 }
vm n2 on Host2 { memory: 24 GB  nic eth0 -> public via vmnic0  nic eth1 -> heartbeat via vmnic1 }
vm n3 on Host3 { memory: 16 GB  nic eth0 -> public via vmnic0  nic eth1 -> heartbeat via vmnic1 }
vm build on ${host} { memory: 16 GB  nic eth0 -> public via vmnic0 }

failover-cluster Files {
  nodes: n1, n2, n3
  networks: heartbeat, public
  quorum: majority
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'Hosts of virtual cluster nodes are not overcommitted with memory',
  why: `The heartbeats of a failover cluster allow a few seconds of silence. A node whose memory the host pages out or takes
back answers later than that, counts as lost, and its groups fail over although nothing is broken. VMware therefore
asks for hosts without memory overcommitment under cluster nodes.

The rule adds up the memory that the VMs on a host state at the start; what is not stated counts nothing, and neither does a host
that does not state its memory.`,
  sources: [{ document: mscsOnVsphere, place: 'p. 14', quote: 'hosts without memory overcommit', statements: [] }],
  messages: says,
  check(topology, report) {
    const hosts = new Map<Id, Vm[]>();
    for (const vm of topology.vms) {
      if (clustersOfNode(topology, vm.id).length === 0) continue;
      const known = hosts.get(vm.host);
      if (known) known.push(vm);
      else hosts.set(vm.host, [vm]);
    }
    for (const [hostId, nodes] of hosts) {
      const host = find(topology, 'host', hostId);
      if (host) checkHost(topology, host, nodes, report);
    }
  },
  examples: { breaks: example('Host1'), keeps: example('Host3'), fixed: example('Host3') },
});

function checkHost(topology: Topology, host: Host, nodes: readonly Vm[], report: Report): void {
  const need = reservedMemory(topology, host);
  const vms = vmsByHost(topology).get(host.id) ?? [];
  // one VM that is too large for its host is the language's to report
  if (host.memory === undefined || need <= host.memory || vms.some((vm) => (vm.memory ?? 0) > (host.memory ?? 0)))
    return;
  const clustersOf = (all: readonly Vm[]) =>
    listed(
      [...new Set(all.flatMap((node) => clustersOfNode(topology, node.id)))].map((each: FailoverCluster) => each.name),
    );
  const text = says.full({
    host: referenceTo(topology, host),
    has: writtenSize(host.memory),
    count: vms.length,
    need: writtenSize(need),
    nodes: listed(nodes.map((node) => node.name)),
    clusters: clustersOf(nodes),
  });
  report(host, text, {
    property: 'memory',
    related: nodes.slice(0, 8).map((node) => ({
      source: node.source,
      message: says.node({ node: node.name, clusters: clustersOf([node]) }),
    })),
    fix: (trial) => movingOff(topology, host, vms, trial),
  });
}

/** Moves one VM after which all is well; others before nodes, the smallest that is enough first. */
function movingOff(topology: Topology, host: Host, vms: readonly Vm[], trial: Trial): Fix | undefined {
  const excess = reservedMemory(topology, host) - (host.memory ?? 0);
  const rank = (vm: Vm) => (clustersOfNode(topology, vm.id).length > 0 ? 1 : 0);
  const enough = vms
    .filter((vm) => (vm.memory ?? 0) >= excess)
    .sort((one, other) => rank(one) - rank(other) || (one.memory ?? 0) - (other.memory ?? 0));
  for (const vm of enough) {
    const target = firstGoodHost(topology, vm, trial, { rule: id, source: host.source });
    if (target) return moveTo(topology, vm, target);
  }
  return undefined;
}
