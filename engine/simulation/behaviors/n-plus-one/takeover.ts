/** A spare takes the identity of a member that it no longer hears; a returning member waits for an operator. */

import type { Ref } from '../../../topology/ranks.ts';
import { latest, log, nameOf, namesOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { nPlusOneSource, type Origin, sourceFor } from '../../sources.ts';
import { membersEvent } from '../../state/causes.ts';
import { tellRole } from '../../state/roles.ts';
import {
  dropCalls,
  loseState,
  memberHoldsState,
  memberReachable,
  membersConnect,
  memberWord,
} from '../../state/services.ts';
import { cancel, type ServiceState, schedule, touch, type World } from '../../world.ts';
import { type Farm, freeSpares, holdersOf, type Identity, misses, works } from './farm.ts';

/** What became of those who hold an identity. */
export function settleHolders(world: World, state: ServiceState, farm: Farm): void {
  for (const identity of farm.identities) {
    const { member, spare } = identity;
    const worksNow = works(world, state, member);
    if (spare !== undefined && !works(world, state, spare)) {
      identity.spare = undefined;
      touch(world, 'services');
    }
    const heard =
      identity.spare !== undefined && worksNow && membersConnect(world, member, identity.spare)
        ? identity.spare
        : undefined;
    if (heard !== undefined && (identity.regular || !identity.worked)) yieldTo(world, state, identity, heard);
    // Who starts and hears nobody with its identity runs it.
    else if (worksNow && !identity.worked && heard === undefined && !identity.regular) identity.regular = true;
    identity.worked = worksNow;
  }
}

/** The regular member hears that a spare has its identity: it stops, or does not start. */
function yieldTo(world: World, state: ServiceState, identity: Identity, spare: Ref): void {
  const { member, worked } = identity;
  identity.regular = false;
  touch(world, 'services');
  const [name, other, of] = [nameOf(world, member), nameOf(world, spare), nameOf(world, state.ref)];
  const text = worked
    ? `${name} hears ${other} again, which has its identity in ${of}: ${name} stops, its calls are dropped`
    : `${name} is back; ${other} keeps its identity in ${of} until an operator activates ${name}`;
  const event = tellRole(world, state, member, 'up', {
    mechanism: 'n-plus-one',
    cause: membersEvent(world, [member, spare]),
    text,
    source: sourceFor(state.plan.service, nPlusOneSource),
  });
  if (worked) dropCalls(world, state, event);
}

/** Gives each identity that nobody holds to a spare, in order of declaration, after `takeover`. */
export function settleTakeovers(world: World, state: ServiceState, farm: Farm): void {
  for (const identity of farm.identities) {
    const { heir } = identity;
    if (heir !== undefined && !mayTake(world, state, farm, identity, heir)) callOff(identity);
    if (identity.heir === undefined) start(world, state, farm, identity);
    else if (identity.due) take(world, state, farm, identity, identity.heir);
  }
}

function mayTake(world: World, state: ServiceState, farm: Farm, identity: Identity, by: Ref): boolean {
  if (!works(world, state, by) || !misses(world, state, identity, by)) return false;
  return by === identity.member ? !identity.regular : identity.spare === undefined && farm.spares.includes(by);
}

function start(world: World, state: ServiceState, farm: Farm, identity: Identity): void {
  const candidates = [identity.member, ...freeSpares(world, state, farm)];
  const heir = candidates.find((by) => mayTake(world, state, farm, identity, by));
  if (heir === undefined) return;
  identity.heir = heir;
  const { takeover } = farm.service.timings;
  const cause = causeOf(world, identity);
  const lost = nameOf(world, identity.member);
  log(world, {
    mechanism: 'n-plus-one',
    subject: state.ref,
    cause,
    text:
      heir === identity.member
        ? `${lost} is to have its identity in ${nameOf(world, state.ref)} again: nobody else holds it`
        : `${nameOf(world, heir)} no longer hears ${lost}: it is to take its identity in ${nameOf(world, state.ref)}`,
    source: takeover,
  });
  identity.timer = schedule(world, takeover.value, Phase.recovery, state.ref, () => {
    identity.timer = undefined;
    identity.due = true;
    touch(world, 'services');
  });
}

function callOff(identity: Identity): void {
  identity.timer = cancel(identity.timer);
  identity.heir = undefined;
  identity.due = false;
}

function take(world: World, state: ServiceState, farm: Farm, identity: Identity, by: Ref): void {
  const both = identity.regular && works(world, state, identity.member) && by !== identity.member;
  const member = nameOf(world, identity.member);
  const split = both ? `; ${member}, out of its reach, runs it too` : '';
  const cause = latest(causeOf(world, identity), state.cause);
  const event = give(world, state, identity, by, cause, split, farm.service.timings.takeover);
  if (both || by === identity.member) return;
  identity.regular = false;
  // A stalled member held on to its calls until now.
  if (memberHoldsState(world, state, identity.member)) {
    dropCalls(world, state, event);
    loseState(world, state, event);
  }
}

function give(
  world: World,
  state: ServiceState,
  identity: Identity,
  by: Ref,
  cause: number,
  rest: string,
  source: Origin,
): number {
  callOff(identity);
  const isOwn = by === identity.member;
  if (isOwn) identity.regular = true;
  else identity.spare = by;
  state.recoveredAt = world.now;
  touch(world, 'services');
  const whose = isOwn ? 'its identity back' : `the identity of ${nameOf(world, identity.member)}`;
  const text = `${nameOf(world, by)} takes ${whose} in ${nameOf(world, state.ref)}${rest}`;
  return tellRole(world, state, by, 'active', { mechanism: 'n-plus-one', cause, text, source });
}

/** By hand: a member takes its identity back, a spare that of the first member that nobody holds, else of the first. */
export function activateByHand(world: World, state: ServiceState, farm: Farm, ref: Ref, cause: number): void {
  const { identities } = farm;
  const own = identities.find(({ member }) => member === ref);
  const identity =
    own ??
    identities.find((one) => misses(world, state, one, ref)) ??
    identities.find(({ spare }) => spare === undefined);
  const why = refusal(world, state, farm, ref, own);
  if (why !== undefined || !identity) {
    const text = `${nameOf(world, ref)} takes no identity in ${nameOf(world, state.ref)}: ${why ?? 'all are held by spares'}`;
    log(world, { mechanism: 'n-plus-one', subject: state.ref, cause, text });
    return;
  }
  const down = holdersOf(world, state, identity).filter((one) => one !== ref && membersConnect(world, one, ref));
  const rest =
    down.length > 0 ? `; ${namesOf(world, down)} ${down.length > 1 ? 'stand' : 'stands'} down, calls are dropped` : '';
  if (own && identity.spare !== undefined && down.includes(identity.spare)) identity.spare = undefined;
  const stops = !own && (down.includes(identity.member) || !works(world, state, identity.member));
  const event = give(world, state, identity, ref, cause, rest, sourceFor(state.plan.service, nPlusOneSource));
  if (stops) identity.regular = false;
  if (down.length > 0) dropCalls(world, state, event);
}

function refusal(
  world: World,
  state: ServiceState,
  farm: Farm,
  ref: Ref,
  own: Identity | undefined,
): string | undefined {
  if (!works(world, state, ref) || !memberReachable(world, ref)) return `it is ${memberWord(world, ref)}`;
  const holds = farm.identities.some(({ spare }) => spare === ref) || (own?.regular && own.spare === undefined);
  return holds ? 'it is active already' : undefined;
}

function causeOf(world: World, { member, spare }: Identity): number {
  return membersEvent(world, spare === undefined ? [member] : [member, spare]);
}
