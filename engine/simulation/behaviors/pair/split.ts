/** Every path between the two lost: both may come to serve. On reconnect the one that did so last stays. */

import { log, nameOf } from '../../log.ts';
import { sourceFor } from '../../sources.ts';
import { membersEvent } from '../../state/causes.ts';
import { tellRole } from '../../state/roles.ts';
import { dropCallsOn, loseState, memberReachable } from '../../state/services.ts';
import { type ServiceState, touch, type World } from '../../world.ts';
import { note } from '../service.ts';
import { bothWork, keptNow, type Pair, pathLives, type Side } from './pair.ts';
import { abandon, scheduleTakeover } from './takeover.ts';

/** Sees whether two members that work have lost or found each other. */
export function settleSplit(world: World, state: ServiceState, pair: Pair): void {
  const [one, other] = pair.sides;
  if (!one || !other || !bothWork(pair)) return;
  const had = pair.path;
  // Who returns into a split hears nobody either.
  const returned = pair.sides.some(({ was }) => was !== 'works');
  pair.path = pathLives(world, pair);
  if (one.active && other.active) {
    if (pair.path) reunite(world, state, pair, one, other);
    return;
  }
  const active = pair.sides.find((side) => side.active);
  const standby = pair.sides.find((side) => !side.active);
  if (!active || !standby) return;
  if (pair.path) {
    if (!had && pair.takeover) foundAgain(world, state, pair, active, standby);
  } else if ((had || returned) && !pair.takeover && pair.automatic) loseSight(world, state, pair, active, standby);
}

function loseSight(world: World, state: ServiceState, pair: Pair, active: Side, standby: Side): void {
  const cause = membersEvent(world, [active.ref, standby.ref]);
  const { takeover } = pair.service.timings;
  const words = {
    mechanism: pair.kind.mechanism,
    cause,
    text: `${nameOf(world, standby.ref)} hears nothing of ${nameOf(world, active.ref)} on any path and takes over as ${pair.kind.serving} of ${nameOf(world, state.ref)}`,
    source: sourceFor(pair.service, pair.kind.splitSource),
  };
  // Where nobody reaches either, the loss of the service has its own event.
  const isReached = pair.sides.some((side) => memberReachable(world, side.ref));
  if (isReached) note(world, state, words);
  const because = isReached ? cause : log(world, { ...words, subject: state.ref });
  scheduleTakeover(world, state, pair, standby, takeover.value, keptNow(world, pair), because);
}

function foundAgain(world: World, state: ServiceState, pair: Pair, active: Side, standby: Side): void {
  const names = `${nameOf(world, active.ref)} and ${nameOf(world, standby.ref)}`;
  const cause = membersEvent(world, [active.ref, standby.ref]);
  abandon(world, state, pair, `${names} hear each other again`, cause);
}

function reunite(world: World, state: ServiceState, pair: Pair, one: Side, other: Side): void {
  const [stays, yields] = one.since > other.since ? [one, other] : [other, one];
  yields.active = false;
  pair.refreshed = false;
  touch(world, 'services', state.ref);
  const cause = membersEvent(world, [one.ref, other.ref]);
  const event = tellRole(world, state, yields.ref, 'up', {
    mechanism: pair.kind.mechanism,
    cause,
    text: `${nameOf(world, one.ref)} and ${nameOf(world, other.ref)} hear each other again: the newly ${pair.kind.serving} ${nameOf(world, stays.ref)} stays ${pair.kind.serving} of ${nameOf(world, state.ref)}, ${nameOf(world, yields.ref)} backs down and its calls are dropped`,
    source: sourceFor(pair.service, pair.kind.splitSource),
  });
  dropCallsOn(world, state, event, [yields.ref]);
  // What it held in memory since they lost each other is gone with it.
  loseState(world, state, event);
}
