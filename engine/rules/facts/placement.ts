/** What runs where. */
import { find, findMachine, membersOf } from '../../topology/lookup.ts';
import type { Host, Id, Machine, Server, Topology, Vm } from '../../topology/model.ts';
import { grouped, oncePerTopology } from './memo.ts';

/** The VMs that run on each host at time 0. */
export const vmsByHost = oncePerTopology((topology) => grouped(topology.vms, (vm) => vm.host));

/** The VMs of each cluster, by where they run at time 0. */
export const vmsByCluster = oncePerTopology((topology) =>
  grouped(topology.vms, (vm) => find(topology, 'host', vm.host)?.cluster),
);

/** The metal that a machine runs on at time 0: a VM's host, a server itself. */
export function metalOf(topology: Topology, machine: Machine): Host | Server | undefined {
  return machine.kind === 'vm' ? find(topology, 'host', machine.host) : machine;
}

/** The machines that carry a member: itself, or those of the service that it is, each once. */
export function machinesUnder(topology: Topology, member: Id | undefined): readonly Machine[] {
  const found = new Map<Id, Machine>();
  const seen = new Set<Id>();
  const visit = (id: Id) => {
    if (seen.has(id)) return;
    seen.add(id);
    const machine = findMachine(topology, id);
    if (machine) found.set(id, machine);
    const service = find(topology, 'service', id);
    if (service) for (const inner of membersOf(service)) visit(inner);
  };
  if (member !== undefined) visit(member);
  return [...found.values()];
}

/** Memory that the VMs on a host have reserved, in bytes, without `except`. */
export function reservedMemory(topology: Topology, host: Host, except?: Vm): number {
  const vms = vmsByHost(topology).get(host.id) ?? [];
  return vms.reduce((sum, vm) => (vm.id === except?.id ? sum : sum + (vm.memory ?? 0)), 0);
}
