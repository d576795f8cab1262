/** What a pair comes to for its service: who serves, in which role, and whether it would be taken over. */

import { latest } from '../../log.ts';
import { loseFeatures, memberEvent, memberReachable } from '../../state/services.ts';
import type { ServiceState, World } from '../../world.ts';
import { bothWork, type Pair, works } from './pair.ts';

export function publish(world: World, state: ServiceState, pair: Pair): void {
  const { kind } = pair;
  const serving = pair.sides.filter((side) => side.active && works(side) && memberReachable(world, side.ref));
  const waiting = pair.sides.find((side) => !side.active && works(side) && pair.refreshed);
  // The newly active comes first: it is the one that a picture shows.
  if (serving.length > 1) serving.sort((a, b) => b.since - a.since);
  state.serving = serving.map((side) => side.ref);
  const before = state.served || state.bridged;
  const heir = pair.takeover?.keeps.calls ? pair.takeover.to.ref : undefined;
  state.served = serving.length > 0;
  state.roles = pair.sides.map((side) => {
    if (side.active && works(side)) return kind.serving;
    return side === waiting ? kind.waiting : '';
  });
  state.dual = serving.length > 1;
  state.protected = serving.length === 1 && waiting !== undefined && pair.automatic;
  state.partnered = bothWork(pair);
  // Nobody waits for an heir that nobody reaches.
  state.heir = heir !== undefined && memberReachable(world, heir) ? heir : undefined;
  state.bridged = state.heir !== undefined;
  if (before && !state.served && !state.bridged && !world.silent) loseFeatures(world, state, lossEvent(world, pair));
}

function lossEvent(world: World, pair: Pair): number {
  return latest(...pair.sides.map((side) => memberEvent(world, side.ref)));
}
