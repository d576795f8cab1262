/** Events of a member's role in a service. */
import type { Ref } from '../../topology/ranks.ts';
import { type Entry, log } from '../log.ts';
import { ownOf, replaced } from '../own.ts';
import type { ServiceState, World } from '../world.ts';
import { machineIsUp, machineWord } from './machines.ts';

/** By service, for each of its members: the role that users were told last. A machine may have one in each of its services. */
const told = ownOf<ServiceState, readonly string[]>(replaced);

/** By service: the last event of the role of a member that is a service itself. */
const events = ownOf<ServiceState, number>(replaced);

/** The last event of a role in a service that was told at the service itself; -1 for none. */
export function roleEvent(world: World, service: ServiceState): number {
  return events(world).get(service) ?? -1;
}

/** The roles of a service's members as they were told last; `undefined` where none was. */
export function toldRoles(world: World, service: ServiceState): readonly string[] | undefined {
  return told(world).get(service);
}

/** Whether nothing is left to tell of a service's roles. */
export function areRolesTold(world: World, service: ServiceState): boolean {
  const known = toldRoles(world, service);
  const { roles } = service;
  for (let position = 0; position < roles.length; position++)
    if (roles[position] !== (known?.[position] ?? '')) return false;
  return true;
}

/** Notes that the role of the member at a position has been told. */
export function noteTold(world: World, service: ServiceState, position: number, role: string): void {
  const before = told(world).get(service) ?? service.plan.members.map(() => '');
  told(world).set(service, before.with(position, role));
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
    const position = service.plan.members.indexOf(member);
    noteTold(world, service, position, held);
    service.roles = service.roles.with(position, held);
    // A picture shows one role: that in the first of its services.
    const to = machineIsUp(machine) ? machineWord(world, machine) : role;
    return log(world, { ...entry, subject: member, to, place: machine.host });
  }
  const event = log(world, { ...entry, subject: service.ref });
  events(world).set(service, event);
  return event;
}
