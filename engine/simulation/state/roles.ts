/** Events of a member's role in a service. */
import type { Ref } from '../../topology/ranks.ts';
import { type Entry, log } from '../log.ts';
import { own } from '../own.ts';
import type { ServiceState, World } from '../world.ts';
import { machineIsUp, machineWord } from './machines.ts';

/** By service and member: the role that users were told last. A machine may have one in each of its services. */
const told = own(() => new Map<ServiceState, Map<Ref, string>>());

/** By service: the last event of the role of a member that is a service itself. */
const events = own(() => new Map<ServiceState, number>());

/** The last event of a role in a service that was told at the service itself; -1 for none. */
export function roleEvent(world: World, service: ServiceState): number {
  return events(world).get(service) ?? -1;
}

/** The roles of a service's members as they were told last. */
export function toldRoles(world: World, service: ServiceState): Map<Ref, string> {
  const known = told(world).get(service);
  if (known) return known;
  const made = new Map<Ref, string>();
  told(world).set(service, made);
  return made;
}

/** Tells that a member now holds `role`: at the machine, or at the service whose member is a service itself. */
export function tellRole(
  world: World,
  service: ServiceState,
  member: Ref,
  role: string,
  entry: Omit<Entry, 'subject' | 'to'>,
): number {
  const machine = world.machineOf[member];
  if (machine) {
    const held = role === 'up' ? '' : role;
    toldRoles(world, service).set(member, held);
    service.roles = service.plan.members.map((one, at) => (one === member ? held : (service.roles[at] ?? '')));
    // A picture shows one role: that in the first of its services.
    const to = machineIsUp(machine) ? machineWord(world, machine) : role;
    return log(world, { ...entry, subject: member, to, place: machine.host });
  }
  const event = log(world, { ...entry, subject: service.ref });
  events(world).set(service, event);
  return event;
}
