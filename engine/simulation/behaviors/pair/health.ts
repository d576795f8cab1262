/** Of two members of a mirrored pair that both work the one that reaches more clients is the healthier: it takes over. */
import { nameOf, namesOf } from '../../log.ts';
import { derived } from '../../own.ts';
import { healthSource, sourceFor } from '../../sources.ts';
import { membersEvent } from '../../state/causes.ts';
import type { ServiceState, World } from '../../world.ts';
import { type Area, clientAreas, reachesMember } from '../area/area.ts';
import { note } from '../service.ts';
import { keptNow, type Pair, type Side, works } from './pair.ts';
import { abandon, scheduleTakeover } from './takeover.ts';

/** Who uses a service from where is the same in every run. */
const known = derived(() => new Map<ServiceState, readonly Area[]>());

function areasOf(world: World, state: ServiceState): readonly Area[] {
  let areas = known(world).get(state);
  if (!areas) {
    areas = clientAreas(world, state, state.plan.members[0] ?? -1);
    known(world).set(state, areas);
  }
  return areas;
}

/** Interchanges where the standby, in step, reaches every network of clients that the active member does, and others. */
export function settleHealth(world: World, state: ServiceState, pair: Pair): void {
  const active = pair.sides.find((side) => side.active);
  const standby = pair.sides.find((side) => !side.active);
  if (!works(active) || !works(standby)) return;
  const { takeover } = pair;
  if (takeover && !takeover.healthier) return;
  const more = pair.link ? reachedMore(world, state, standby, active) : [];
  if (more.length === 0) {
    if (takeover) {
      const why = `${nameOf(world, active.ref)} is as healthy again`;
      abandon(world, state, pair, why, membersEvent(world, [active.ref, standby.ref]));
    }
    return;
  }
  if (takeover || !pair.refreshed) return;
  const clients = namesOf(
    world,
    more.flatMap((area) => area.clients),
  );
  const names = [standby, active].map(({ ref }) => nameOf(world, ref));
  const cause = membersEvent(
    world,
    [active.ref, standby.ref],
    more.flatMap(({ network }) => network ?? []),
  );
  note(world, state, {
    mechanism: pair.kind.mechanism,
    cause,
    text: `${names[0]} reaches ${clients} and ${names[1]} does not: it is the healthier and takes over ${nameOf(world, state.ref)}`,
    source: sourceFor(pair.service, healthSource),
  });
  const { value } = pair.service.timings.takeover;
  scheduleTakeover(world, state, pair, standby, value, keptNow(world, pair), cause, true);
}

/** The areas of clients that one member reaches and the other does not; none where that has areas of its own too. */
function reachedMore(world: World, state: ServiceState, one: Side, other: Side): readonly Area[] {
  const areas = areasOf(world, state);
  if (areas.length === 0) return areas;
  const reached = (side: Side) => areas.filter(({ network }) => reachesMember(world, state, network, side.ref));
  const [own, others] = [reached(one), reached(other)];
  return others.every((area) => own.includes(area)) ? own.filter((area) => !others.includes(area)) : [];
}
