/** Every path between the two lost: both may come to serve. On reconnect the one that did so last stays. */
import { latest, nameOf } from '../../log.ts';
import { tellRole } from '../../state/roles.ts';
import { dropCalls, memberEvent } from '../../state/services.ts';
import { type ServiceState, touch, type World } from '../../world.ts';
import { note } from '../service.ts';
import { bothWork, callOff, keptNow, type Pair, pathLives, type Side } from './pair.ts';
import { scheduleTakeover } from './takeover.ts';

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
  } else if (had && !pair.takeover && pair.automatic) loseSight(world, state, pair, active, standby);
}

function loseSight(world: World, state: ServiceState, pair: Pair, active: Side, standby: Side): void {
  const cause = latest(world.networkEvent, memberEvent(world, standby.ref));
  const { takeover } = pair.service.timings;
  note(world, state, {
    mechanism: pair.kind.mechanism,
    cause,
    text: `${nameOf(world, standby.ref)} hears nothing of ${nameOf(world, active.ref)} on any path and takes over as ${pair.kind.serving} of ${nameOf(world, state.ref)}`,
    source: pair.kind.splitSource,
  });
  scheduleTakeover(world, state, pair, standby, takeover.value, keptNow(world, pair), cause);
}

function reunite(world: World, state: ServiceState, pair: Pair, one: Side, other: Side): void {
  const [stays, yields] = one.since > other.since ? [one, other] : [other, one];
  yields.active = false;
  pair.refreshed = false;
  touch(world, 'services');
  const cause = latest(world.networkEvent, memberEvent(world, one.ref), memberEvent(world, other.ref));
  const event = tellRole(world, state, yields.ref, 'up', {
    mechanism: pair.kind.mechanism,
    cause,
    text: `${nameOf(world, one.ref)} and ${nameOf(world, other.ref)} hear each other again: the newly ${pair.kind.serving} ${nameOf(world, stays.ref)} stays ${pair.kind.serving} of ${nameOf(world, state.ref)}, ${nameOf(world, yields.ref)} backs down and its calls are dropped`,
    source: pair.kind.splitSource,
  });
  dropCalls(world, state, event);
}
