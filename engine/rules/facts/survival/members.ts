/** The members of services, looked up once, and what services claim of them. */
import { findMachine, membersOf } from '../../../topology/lookup.ts';
import type { Id, Service, Topology } from '../../../topology/model.ts';
import { oncePerTopology } from '../memo.ts';
import { factsOf, type MachineFacts } from './machines.ts';

export type Member = MachineFacts | Service;

export function isMachine(member: Member): member is MachineFacts {
  return 'standings' in member;
}

const known = oncePerTopology(() => new Map<Service, readonly Member[]>());

/** The machines and services that are members of a service, each once, in the order of their positions. */
export function membersIn(topology: Topology, service: Service): readonly Member[] {
  const services = known(topology);
  let members = services.get(service);
  if (!members) {
    const found: Member[] = [];
    for (const id of membersOf(service)) {
      const member = memberOf(topology, id);
      if (member && !found.includes(member)) found.push(member);
    }
    members = found;
    services.set(service, members);
  }
  return members;
}

export function memberOf(topology: Topology, id: Id | undefined): Member | undefined {
  const machine = findMachine(topology, id);
  if (machine) return factsOf(topology, machine);
  const service = id === undefined ? undefined : topology.elements.get(id);
  return service?.kind === 'service' ? service : undefined;
}

const claims = oncePerTopology(() => new Map<Service, boolean>());

/**
 * Whether a service is declared redundant: it has members that stand in for each other, or one that is redundant
 * itself or under Fault Tolerance.
 */
export function isRedundant(topology: Topology, service: Service): boolean {
  if (service.mode !== 'standalone')
    return membersIn(topology, service).length > 1 && spareMembers(topology, service) > 0;
  const all = claims(topology);
  let claim = all.get(service);
  if (claim === undefined) {
    // a circle of services, which the language reports, ends here
    all.set(service, false);
    claim = claimsRedundancy(topology, service);
    all.set(service, claim);
  }
  return claim;
}

function claimsRedundancy(topology: Topology, service: Service): boolean {
  const [member] = membersIn(topology, service);
  if (!member) return false;
  return isMachine(member) ? member.standings.length > 1 : isRedundant(topology, member);
}

/** Whether nothing of a service is another service: then what becomes of it is quickly told. */
export function isSimple(topology: Topology, service: Service): boolean {
  return service.needs.length === 0 && membersIn(topology, service).every(isMachine);
}

/** How many members a service can lose. */
export function spareMembers(topology: Topology, service: Service): number {
  const count = membersIn(topology, service).length;
  if (service.mode === 'active-active') return count - service.needsAtLeast;
  return service.mode === 'n-plus-one' ? service.spares.length : count - 1;
}
