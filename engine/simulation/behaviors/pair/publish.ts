/** What a pair comes to for its service: who serves, in which role, and whether it would be taken over. */

import { latest } from '../../log.ts';
import { loseFeatures, memberEvent, memberReachable } from '../../state/services.ts';
import type { ServiceState, World } from '../../world.ts';
import { bothWork, type Kind, type Pair, type Side, works } from './pair.ts';

export function publish(world: World, state: ServiceState, pair: Pair): void {
  const { kind, sides } = pair;
  const serving: Side[] = [];
  let waiting: Side | undefined;
  for (const side of sides) {
    if (!works(side)) continue;
    if (!side.active && pair.refreshed) waiting ??= side;
    if (side.active && memberReachable(world, side.ref)) serving.push(side);
  }
  // The newly active comes first: it is the one that a picture shows.
  if (serving.length > 1) serving.sort((a, b) => b.since - a.since);
  const before = state.served || state.bridged;
  const heir = pair.takeover?.keeps.calls ? pair.takeover.to.ref : undefined;
  if (!isAsBefore(state, serving)) state.serving = serving.map((side) => side.ref);
  state.served = serving.length > 0;
  let changed = false;
  for (let position = 0; position < sides.length; position++)
    if (state.roles[position] !== roleOf(kind, sides[position], waiting)) changed = true;
  if (changed) state.roles = sides.map((side) => roleOf(kind, side, waiting));
  state.dual = serving.length > 1;
  state.protected = serving.length === 1 && waiting !== undefined && pair.automatic;
  state.partnered = bothWork(pair);
  // Nobody waits for an heir that nobody reaches.
  state.heir = heir !== undefined && memberReachable(world, heir) ? heir : undefined;
  state.bridged = state.heir !== undefined;
  if (before && !state.served && !state.bridged && !world.silent) loseFeatures(world, state, lossEvent(world, pair));
}

function isAsBefore({ serving }: ServiceState, now: readonly Side[]): boolean {
  if (serving.length !== now.length) return false;
  for (let at = 0; at < now.length; at++) if (serving[at] !== now[at]?.ref) return false;
  return true;
}

function roleOf({ serving, waiting }: Kind, side: Side | undefined, next: Side | undefined): string {
  if (side?.active && works(side)) return serving;
  return side !== undefined && side === next ? waiting : '';
}

function lossEvent(world: World, pair: Pair): number {
  return latest(...pair.sides.map((side) => memberEvent(world, side.ref)));
}
