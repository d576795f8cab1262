/** What runs where, and what a host takes with it when it is lost. */
import { find, findMachine, membersOf } from '../../topology/lookup.ts';
import type { Host, Id, Machine, Server, Service, Topology, Vm } from '../../topology/model.ts';
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

const fatalSets = oncePerTopology(() => new Map<Id, ReadonlySet<Id>>());
const none: ReadonlySet<Id> = new Set();

/**
 * The hosts each of whose loss alone takes the member down: of a machine where it runs, of a service
 * those after which too few of its members are left.
 */
export function fatalHosts(topology: Topology, member: Id): ReadonlySet<Id> {
  const known = fatalSets(topology);
  const found = known.get(member);
  if (found) return found;
  // a circle of services, which the language reports, ends here
  known.set(member, none);
  const fatal = computeFatalHosts(topology, member);
  known.set(member, fatal);
  return fatal;
}

function computeFatalHosts(topology: Topology, member: Id): ReadonlySet<Id> {
  const machine = findMachine(topology, member);
  if (machine) {
    const metal = metalOf(topology, machine);
    return metal ? new Set([metal.id]) : none;
  }
  const service = find(topology, 'service', member);
  if (!service) return none;
  const lost = new Map<Id, number>();
  const members = new Set(membersOf(service));
  for (const inner of members)
    for (const host of fatalHosts(topology, inner)) lost.set(host, (lost.get(host) ?? 0) + 1);
  const spare = members.size - neededMembers(service);
  return new Set([...lost].flatMap(([host, count]) => (count > spare ? [host] : [])));
}

/** How many members must live for the service to be up. */
function neededMembers(service: Service): number {
  switch (service.mode) {
    case 'active-active':
      return service.needsAtLeast;
    case 'n-plus-one':
      return service.members.length;
    default:
      return 1;
  }
}

/** Memory that the VMs on a host have reserved, in bytes, without `except`. */
export function reservedMemory(topology: Topology, host: Host, except?: Vm): number {
  const vms = vmsByHost(topology).get(host.id) ?? [];
  return vms.reduce((sum, vm) => (vm.id === except?.id ? sum : sum + (vm.memory ?? 0)), 0);
}
