/**
 * How many clients a survivable side can serve: the limit `clients` of the product of a service, and
 * `survivable-clients` of the core's own product where the side is a machine. Without one there is no limit.
 */
import type { Ref } from '../../../topology/ranks.ts';
import { listOf, log, nameOf } from '../../log.ts';
import type { EndpointState, ServiceState, World } from '../../world.ts';
import type { Core } from './core.ts';

/** Whether a member has room for a client that stands with it: endpoints are taken in order of declaration, whole. */
export function hasRoomFor(world: World, state: ServiceState, core: Core, member: Ref, client: EndpointState): boolean {
  return !turnedAway(world, state, core, member).includes(client);
}

/** The endpoints with a member for which it has no room. */
function turnedAway(world: World, state: ServiceState, core: Core, member: Ref): readonly EndpointState[] {
  const capacity = capacityOf(world, state, core, member);
  if (capacity === undefined) return [];
  const here = new Set(core.areas.filter(({ home }) => home === member).flatMap(({ clients }) => clients));
  let taken = 0;
  return world.endpoints.filter((endpoint) => {
    if (!here.has(endpoint.ref)) return false;
    if (taken + endpoint.plan.endpoint.count > capacity) return true;
    taken += endpoint.plan.endpoint.count;
    return false;
  });
}

function capacityOf(world: World, state: ServiceState, core: Core, member: Ref): number | undefined {
  if (member === core.main.ref) return undefined;
  const below = world.serviceOf[member];
  const limits = (below ?? state).plan.service.product?.limits;
  const number = Number.parseInt(limits?.[below ? 'clients' : 'survivable-clients'] ?? '', 10);
  return Number.isFinite(number) ? number : undefined;
}

/** Says for whom members have no room, once all that move at an instant have moved to them. */
export function tellFull(world: World, state: ServiceState, core: Core): void {
  for (const [member, cause] of core.filled) {
    const away = turnedAway(world, state, core, member);
    if (away.length === 0) continue;
    const names = away.map(({ ref, plan }) => `${nameOf(world, ref)} (${plan.endpoint.count})`);
    log(world, {
      mechanism: 'survivable-core',
      subject: state.ref,
      cause,
      text: `${nameOf(world, member)} can serve ${capacityOf(world, state, core, member)} clients: it has no room for ${listOf(names)}`,
    });
  }
  core.filled.clear();
}
