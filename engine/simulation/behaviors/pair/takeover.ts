/** The serving member of a pair is lost: the other takes over, with what its kind keeps. */

import type { Ref } from '../../../topology/ranks.ts';
import { latest, log, nameOf, namesOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { sourceFor } from '../../sources.ts';
import { tellRole } from '../../state/roles.ts';
import {
  dropCalls,
  dropCallsOn,
  loseFeatures,
  loseState,
  memberEvent,
  memberReachable,
  memberWord,
} from '../../state/services.ts';
import { cancel, type ServiceState, schedule, touch, type World } from '../../world.ts';
import { clientAreas, reachesMember } from '../area/area.ts';
import { note } from '../service.ts';
import { bothWork, callOff, type Kept, keptNow, otherOf, type Pair, pathLives, type Side, works } from './pair.ts';

const nothing: Kept = { calls: false, state: false };

/** What follows from the loss or stall of a member that was active. */
export function settleLoss(world: World, state: ServiceState, pair: Pair): void {
  const heirRef = pair.takeover?.to.ref;
  if (heirRef !== undefined && !works(pair.takeover?.to))
    abandon(world, state, pair, `it is ${memberWord(world, heirRef)}`, memberEvent(world, heirRef));
  for (const side of pair.sides) {
    if (!side.active || side.status === side.was) continue;
    if (side.status === 'works') goOn(world, state, pair, side);
    else if (side.status === 'stalled') stall(world, state, pair, side);
    else lose(world, state, pair, side);
  }
  const active = pair.sides.find((side) => side.active);
  const heir = pair.sides.find((side) => works(side) && !side.active);
  // The first to be ready serves where nobody does; who takes over from another must do so by itself.
  if (pair.takeover) return;
  if (active?.status === 'stalled' && heir && pair.automatic) partnerTakesOver(world, state, pair, active, heir);
  else if (!active && heir && mayServe(pair, heir)) firstReady(world, state, pair, heir);
  else if (!active && !pair.gone) {
    pair.gone = true;
    cutOff(world, state, nothing, latest(...pair.sides.map((side) => memberEvent(world, side.ref))));
  }
}

/** Where nobody takes over by itself, only who served last serves again by itself. */
function mayServe(pair: Pair, side: Side): boolean {
  const other = otherOf(pair, side);
  return pair.automatic || !other || side.since > other.since;
}

/** A takeover that was announced does not happen. */
export function abandon(world: World, state: ServiceState, pair: Pair, why: string, cause: number): void {
  const { takeover, kind } = pair;
  if (!takeover) return;
  callOff(pair);
  const text = `${nameOf(world, takeover.to.ref)} does not take over ${nameOf(world, state.ref)}: ${why}`;
  state.cause = log(world, {
    mechanism: kind.mechanism,
    subject: state.ref,
    cause,
    text,
    source: sourceFor(state.plan.service, kind.source),
  });
}

/** The stalled active member works again before anybody took over. */
function goOn(world: World, state: ServiceState, pair: Pair, side: Side): void {
  if (pair.path) abandon(world, state, pair, `${nameOf(world, side.ref)} works again`, memberEvent(world, side.ref));
}

function stall(world: World, state: ServiceState, pair: Pair, side: Side): void {
  if (!works(otherOf(pair, side)) || !pair.automatic) loseFeatures(world, state, memberEvent(world, side.ref));
}

function lose(world: World, state: ServiceState, pair: Pair, side: Side): void {
  side.active = false;
  const other = otherOf(pair, side);
  const cause = memberEvent(world, side.ref);
  if (other?.active) {
    // Both were active: what the lost one served is cut, the other goes on.
    dropCallsOn(world, state, cause, [side.ref]);
    return;
  }
  if (!works(other)) return;
  if (pair.automatic) partnerTakesOver(world, state, pair, side, other);
  else staysDown(world, state, pair, side, other, cause);
}

/** A backup that may not take over by itself waits for an operator. */
function staysDown(world: World, state: ServiceState, pair: Pair, lost: Side, other: Side, cause: number): void {
  const { kind } = pair;
  pair.gone = true;
  cutOff(world, state, nothing, cause);
  const [service, heir] = [nameOf(world, state.ref), nameOf(world, other.ref)];
  note(world, state, {
    mechanism: kind.mechanism,
    cause,
    text: `${service} loses its ${kind.serving} member ${nameOf(world, lost.ref)} (${memberWord(world, lost.ref)}): ${heir} is on another release and does not take over by itself`,
    source: sourceFor(state.plan.service, kind.source),
  });
}

function partnerTakesOver(world: World, state: ServiceState, pair: Pair, lost: Side, heir: Side): void {
  const { takeover, hang } = pair.service.timings;
  const stalled = lost.status === 'stalled';
  const delay = takeover.value + (stalled && pair.kind.mirrors ? hang.value : 0);
  if (pair.takeover && pair.takeover.due <= world.now + delay) return;
  const pending = pair.takeover;
  const keeps = pending?.keeps ?? keptNow(world, pair);
  const cause = memberEvent(world, lost.ref);
  callOff(pair);
  scheduleTakeover(world, state, pair, heir, delay, keeps, cause);
  // A stalled member may still go on with its calls: they end when the other takes over.
  if (!stalled) cutOff(world, state, keeps, cause);
  if (pending) return;
  const { kind } = pair;
  note(world, state, {
    mechanism: kind.mechanism,
    cause,
    text: `${nameOf(world, state.ref)} loses its ${kind.serving} member ${nameOf(world, lost.ref)} (${memberWord(world, lost.ref)}): ${howTaken(world, pair, heir, keeps)}`,
    source: stalled && kind.mirrors ? hang : sourceFor(state.plan.service, kind.source),
  });
}

function howTaken(world: World, pair: Pair, heir: Side, keeps: Kept): string {
  const name = nameOf(world, heir.ref);
  if (!pair.kind.mirrors) return `${name} takes over${keeps.state ? '' : ', the state in memory is lost'}`;
  return keeps.calls ? `${name} is refreshed and takes over` : `${name} takes over without its calls`;
}

export function scheduleTakeover(
  world: World,
  state: ServiceState,
  pair: Pair,
  to: Side,
  delay: number,
  keeps: Kept,
  cause: number,
  healthier = false,
): void {
  const timer = schedule(world, delay, Phase.recovery, state.ref, () => {
    pair.takeover = undefined;
    // What told users of the loss comes between the loss and the takeover.
    takeOver(world, state, pair, to, keeps, latest(cause, state.cause));
  });
  pair.takeover = { to, due: world.now + delay, timer, keeps, healthier };
}

function takeOver(world: World, state: ServiceState, pair: Pair, side: Side, keeps: Kept, cause: number): void {
  const other = otherOf(pair, side);
  const split = other?.active === true && works(other) && !pathLives(world, pair);
  const replaced = other?.active === true && !split;
  if (replaced) other.active = false;
  makeActive(world, state, pair, side);
  const { kind, service } = pair;
  const goesOn = split && memberReachable(world, other.ref);
  const reached = memberReachable(world, side.ref);
  if (replaced || (split && !goesOn)) cutOff(world, state, keeps, cause);
  const moving = goesOn && !keeps.calls ? movers(world, state, other, side) : [];
  if (!keeps.calls && (!goesOn || moving.length > 0)) {
    state.reconnectAt = world.now + service.timings.reconnect.value;
    state.reconnects = goesOn ? moving : undefined;
  }
  if (reached) state.recoveredAt = world.now;
  const kept = keeps.calls ? '; calls are kept' : '; calls are dropped';
  const gone = `; calls of ${namesOf(world, moving)}, out of reach of ${nameOf(world, other?.ref)}, are dropped`;
  const ends = moving.length > 0 ? gone : '';
  const calls = goesOn ? ends : reached || !keeps.calls ? kept : '; nobody reaches it';
  const both = split ? ` too: ${nameOf(world, other.ref)} stays ${kind.serving} where nobody tells it otherwise` : '';
  const event = tellRole(world, state, side.ref, kind.serving, {
    mechanism: kind.mechanism,
    cause,
    text: `${nameOf(world, side.ref)} becomes ${kind.serving} of ${nameOf(world, state.ref)}${both}${calls}`,
    source: split ? sourceFor(state.plan.service, kind.splitSource) : service.timings.takeover,
    assumption: service.timings.takeover.assumption,
  });
  if (moving.length === 0) return;
  dropCalls(world, state, event, moving);
  if (!keeps.state) loseState(world, state, event);
}

/** The endpoints that reach the new active member, and the one that goes on for others no more. */
function movers(world: World, state: ServiceState, from: Side, to: Side): readonly Ref[] {
  return clientAreas(world, state, to.ref)
    .filter(({ network }) => reachesMember(world, state, network, to.ref))
    .filter(({ network }) => !reachesMember(world, state, network, from.ref))
    .flatMap(({ clients }) => clients);
}

/** Nobody serves: the first member that is ready becomes active at once. */
function firstReady(world: World, state: ServiceState, pair: Pair, side: Side): void {
  const { kind } = pair;
  makeActive(world, state, pair, side);
  tellRole(world, state, side.ref, kind.serving, {
    mechanism: kind.mechanism,
    cause: memberEvent(world, side.ref),
    text: `${nameOf(world, side.ref)} is the first ready and becomes ${kind.serving} of ${nameOf(world, state.ref)}; its state is lost`,
    source: sourceFor(state.plan.service, kind.source),
  });
}

function makeActive(world: World, state: ServiceState, pair: Pair, side: Side): void {
  side.active = true;
  side.since = world.now;
  pair.gone = false;
  pair.refreshed = false;
  pair.resync = cancel(pair.resync);
  touch(world, 'services', state.ref);
}

function cutOff(world: World, state: ServiceState, keeps: Kept, event: number): void {
  if (!keeps.calls) dropCalls(world, state, event);
  if (!keeps.state) loseState(world, state, event);
}

/** An operator makes a member active: an interchange by hand. */
export function activateSide(world: World, state: ServiceState, pair: Pair, side: Side, cause: number): void {
  const name = nameOf(world, side.ref);
  const other = otherOf(pair, side);
  const { kind, service } = pair;
  const idle = side.status === 'works' ? undefined : `it is ${memberWord(world, side.ref)}`;
  const why = idle ?? (side.active ? `it is ${kind.serving} already` : undefined);
  if (why !== undefined) {
    const text = `${name} does not become ${kind.serving} of ${nameOf(world, state.ref)}: ${why}`;
    log(world, { mechanism: kind.mechanism, subject: state.ref, cause, text });
    return;
  }
  callOff(pair);
  const keeps = bothWork(pair) ? keptNow(world, pair) : nothing;
  scheduleTakeover(world, state, pair, side, other?.active ? service.timings.takeover.value : 0, keeps, cause);
}
