/** Events of a member's role in a service. */
import type { Ref } from '../../topology/ranks.ts';
import { type Entry, log } from '../log.ts';
import type { ServiceState, World } from '../world.ts';

/** Tells that a member now holds `role`: at the machine, or at the service whose member is a service itself. */
export function tellRole(
  world: World,
  service: ServiceState,
  member: Ref,
  role: string,
  entry: Omit<Entry, 'subject' | 'to'>,
): number {
  const machine = world.machineOf[member];
  if (machine) return log(world, { ...entry, subject: member, to: role, place: machine.host });
  return log(world, { ...entry, subject: service.ref });
}
