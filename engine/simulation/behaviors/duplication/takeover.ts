/** Interchange: the standby becomes active, with calls where it was refreshed. */
import { latest, log, nameOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { arbiterSource, duplicationSource } from '../../sources.ts';
import { tellRole } from '../../state/roles.ts';
import { dropCalls, loseFeatures, loseState, memberEvent, memberReachable, memberWord } from '../../state/services.ts';
import { cancel, type ServiceState, schedule, touch, type World } from '../../world.ts';
import { note } from '../service.ts';
import { bothWork, callOff, otherOf, type Pair, pathLives, type Side, works } from './pair.ts';

/** What follows from the loss or stall of a member that was active. */
export function settleLoss(world: World, state: ServiceState, pair: Pair): void {
  if (pair.takeover && !works(pair.takeover.to)) callOff(pair);
  for (const side of pair.sides) {
    if (!side.active || side.status === side.was) continue;
    if (side.status === 'works') goOn(pair);
    else if (side.status === 'stalled') stall(world, state, pair, side);
    else lose(world, state, pair, side);
  }
  const active = pair.sides.find((side) => side.active);
  const heir = pair.sides.find((side) => works(side) && !side.active);
  if (pair.takeover) return;
  if (active?.status === 'stalled' && heir) partnerTakesOver(world, state, pair, active, heir);
  else if (!active && heir) firstReady(world, state, pair, heir);
  else if (!active && !pair.gone) {
    pair.gone = true;
    cutOff(world, state, latest(...pair.sides.map((side) => memberEvent(world, side.ref))));
  }
}

/** The stalled active member works again before anybody took over. */
function goOn(pair: Pair): void {
  if (pair.path) callOff(pair);
}

function stall(world: World, state: ServiceState, pair: Pair, side: Side): void {
  if (!works(otherOf(pair, side))) loseFeatures(world, state, memberEvent(world, side.ref));
}

function lose(world: World, state: ServiceState, pair: Pair, side: Side): void {
  side.active = false;
  const other = otherOf(pair, side);
  const cause = memberEvent(world, side.ref);
  if (other?.active) {
    // Both were active: what the lost one served is cut, the other goes on.
    dropCalls(world, state, cause);
    return;
  }
  if (works(other)) partnerTakesOver(world, state, pair, side, other);
}

function partnerTakesOver(world: World, state: ServiceState, pair: Pair, lost: Side, heir: Side): void {
  const { takeover, hang } = pair.service.timings;
  const stalled = lost.status === 'stalled';
  const delay = takeover.value + (stalled ? hang.value : 0);
  if (pair.takeover && pair.takeover.due <= world.now + delay) return;
  const pending = pair.takeover;
  const keeps = pending?.keeps ?? isRefreshed(world, pair);
  const cause = memberEvent(world, lost.ref);
  callOff(pair);
  scheduleTakeover(world, state, pair, heir, delay, keeps, cause);
  if (!keeps && !stalled) cutOff(world, state, cause);
  if (pending) return;
  const name = nameOf(world, heir.ref);
  note(world, state, {
    mechanism: 'duplication',
    cause,
    text: `${nameOf(world, state.ref)} loses its active member ${nameOf(world, lost.ref)} (${memberWord(world, lost.ref)}): ${keeps ? `${name} is refreshed and takes over` : `${name} takes over without being refreshed, calls are dropped`}`,
    source: stalled ? hang : duplicationSource,
  });
}

/** In step until now: refreshed, or the link went at this very instant. */
export function isRefreshed(world: World, pair: Pair): boolean {
  return pair.refreshed || pair.agedAt === world.now;
}

export function scheduleTakeover(
  world: World,
  state: ServiceState,
  pair: Pair,
  to: Side,
  delay: number,
  keeps: boolean,
  cause: number,
): void {
  const timer = schedule(world, delay, Phase.recovery, state.ref, () => {
    pair.takeover = undefined;
    // What told users of the loss comes between the loss and the takeover.
    takeOver(world, state, pair, to, keeps, latest(cause, state.cause));
  });
  pair.takeover = { to, due: world.now + delay, timer, keeps };
}

function takeOver(world: World, state: ServiceState, pair: Pair, side: Side, keeps: boolean, cause: number): void {
  const other = otherOf(pair, side);
  const split = other?.active === true && works(other) && !pathLives(world, pair);
  const replaced = other?.active === true && !split;
  if (replaced) other.active = false;
  makeActive(world, pair, side);
  const { preserves, timings } = pair.service;
  const kept = keeps && preserves === 'calls';
  const goesOn = split && memberReachable(world, other.ref);
  if (replaced && !keeps) cutOff(world, state, cause);
  if (keeps && preserves !== 'calls' && !goesOn) dropCalls(world, state, cause);
  if (keeps && preserves === 'nothing' && !goesOn) loseState(world, state, cause);
  if (!kept && !goesOn) state.reconnectAt = world.now + timings.reconnect.value;
  state.recoveredAt = world.now;
  const calls = goesOn ? '' : kept ? '; calls are kept' : '; calls are dropped';
  const both = split ? ` too: ${nameOf(world, other.ref)} stays active where nobody tells it otherwise` : '';
  tellRole(world, state, side.ref, 'active', {
    mechanism: 'duplication',
    cause,
    text: `${nameOf(world, side.ref)} becomes active of ${nameOf(world, state.ref)}${both}${calls}`,
    source: split ? arbiterSource : timings.takeover,
    assumption: timings.takeover.assumption,
  });
}

/** Nobody serves: the first member that is ready becomes active at once. */
function firstReady(world: World, state: ServiceState, pair: Pair, side: Side): void {
  makeActive(world, pair, side);
  tellRole(world, state, side.ref, 'active', {
    mechanism: 'duplication',
    cause: memberEvent(world, side.ref),
    text: `${nameOf(world, side.ref)} is the first ready and becomes active of ${nameOf(world, state.ref)}; its state is lost`,
    source: duplicationSource,
  });
}

function makeActive(world: World, pair: Pair, side: Side): void {
  side.active = true;
  side.since = world.now;
  pair.gone = false;
  pair.refreshed = false;
  pair.resync = cancel(pair.resync);
  touch(world, 'services');
}

function cutOff(world: World, state: ServiceState, event: number): void {
  dropCalls(world, state, event);
  loseState(world, state, event);
}

/** An operator makes a member active: an interchange by hand. */
export function activateSide(world: World, state: ServiceState, pair: Pair, side: Side, cause: number): void {
  const name = nameOf(world, side.ref);
  const other = otherOf(pair, side);
  const idle = side.status === 'works' ? undefined : `it is ${memberWord(world, side.ref)}`;
  const why = idle ?? (side.active ? 'it is active already' : undefined);
  if (why !== undefined) {
    const text = `${name} does not become active of ${nameOf(world, state.ref)}: ${why}`;
    log(world, { mechanism: 'duplication', subject: state.ref, cause, text });
    return;
  }
  callOff(pair);
  const keeps = bothWork(pair) && isRefreshed(world, pair);
  scheduleTakeover(world, state, pair, side, other?.active ? pair.service.timings.takeover.value : 0, keeps, cause);
}
