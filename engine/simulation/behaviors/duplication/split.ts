/** Every path between the two lost: both may become active. On reconnect the newly active stays. */
import { latest, nameOf } from '../../log.ts';
import { arbiterSource } from '../../sources.ts';
import { tellRole } from '../../state/roles.ts';
import { dropCalls, memberEvent } from '../../state/services.ts';
import { type ServiceState, touch, type World } from '../../world.ts';
import { note } from '../service.ts';
import { bothWork, callOff, type Pair, pathLives, type Side } from './pair.ts';
import { isRefreshed, scheduleTakeover } from './takeover.ts';

/** Sees whether two members that work have lost or found each other. */
export function settleSplit(world: World, state: ServiceState, pair: Pair): void {
  const [one, other] = pair.sides;
  if (!one || !other || !bothWork(pair)) return;
  const had = pair.path;
  pair.path = pathLives(world, pair);
  if (one.active && other.active) {
    if (pair.path) reunite(world, state, pair, one, other);
    return;
  }
  const active = pair.sides.find((side) => side.active);
  const standby = pair.sides.find((side) => !side.active);
  if (!active || !standby) return;
  if (pair.path) {
    if (!had) callOff(pair);
  } else if (had && !pair.takeover) loseSight(world, state, pair, active, standby);
}

function loseSight(world: World, state: ServiceState, pair: Pair, active: Side, standby: Side): void {
  const cause = latest(world.networkEvent, memberEvent(world, standby.ref));
  const { takeover } = pair.service.timings;
  note(world, state, {
    mechanism: 'duplication',
    cause,
    text: `${nameOf(world, standby.ref)} hears nothing of ${nameOf(world, active.ref)} on any path and takes over as active of ${nameOf(world, state.ref)}`,
    source: arbiterSource,
  });
  scheduleTakeover(world, state, pair, standby, takeover.value, isRefreshed(world, pair), cause);
}

function reunite(world: World, state: ServiceState, pair: Pair, one: Side, other: Side): void {
  const [stays, yields] = one.since > other.since ? [one, other] : [other, one];
  yields.active = false;
  pair.refreshed = false;
  touch(world, 'services');
  const cause = latest(world.networkEvent, memberEvent(world, one.ref), memberEvent(world, other.ref));
  const event = tellRole(world, state, yields.ref, 'up', {
    mechanism: 'duplication',
    cause,
    text: `${nameOf(world, one.ref)} and ${nameOf(world, other.ref)} hear each other again: the newly active ${nameOf(world, stays.ref)} stays active of ${nameOf(world, state.ref)}, ${nameOf(world, yields.ref)} backs down and its calls are dropped`,
    source: arbiterSource,
  });
  dropCalls(world, state, event);
}
