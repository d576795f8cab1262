/** Standalone: up while its machine runs, is booted and can be reached. A restart keeps neither calls nor state. */

import type { Ref } from '../../topology/ranks.ts';
import type { Behavior, Mode } from '../behavior.ts';
import { own } from '../own.ts';
import { bridgedMembers } from '../state/bridges.ts';
import {
  dropCalls,
  loseFeatures,
  loseState,
  memberEvent,
  memberHoldsState,
  memberReachable,
  memberWorks,
} from '../state/services.ts';
import type { ServiceState, World } from '../world.ts';

/** Services whose member has what it holds in memory. */
const holding = own((world) => new Set<Ref>(world.services.map((service) => service.ref)));

const mode: Mode = {
  confined: true,
  applications: true,
  react(world, service) {
    const member = service.plan.members[0];
    const works = member !== undefined && memberWorks(world, service, member);
    const served = works && memberReachable(world, member);
    const machine = member === undefined ? undefined : world.machineOf[member];
    const bridged = !served && member !== undefined && bridgedMembers(world, [member]).length > 0;
    keepCount(world, service, member, served || bridged);
    service.served = served;
    service.bridged = bridged;
    service.serving = served && member !== undefined ? [member] : [];
    service.protected = served && (machine?.mirrored ?? world.serviceOf[member ?? -1]?.protected ?? false);
    service.partnered = service.protected;
  },
};

/** Calls end with the memory that holds them; while it is merely out of reach they lose their features. */
function keepCount(world: World, service: ServiceState, member: Ref | undefined, kept: boolean): void {
  const held = holding(world);
  const holds = member !== undefined && memberHoldsState(world, service, member);
  const event = member === undefined ? -1 : memberEvent(world, member);
  if (held.has(service.ref) && !holds) {
    held.delete(service.ref);
    dropCalls(world, service, event);
    loseState(world, service, event);
  } else if ((service.served || service.bridged) && !kept && !world.silent) loseFeatures(world, service, event);
  if (holds) held.add(service.ref);
}

export const standalone: Behavior = { mechanism: 'service', modes: { standalone: mode } };
