/**
 * N+1: a spare takes the identity of one lost member after `takeover`. A returning member waits: its
 * identity comes back by hand. Out of each other's reach both run it, until they meet again.
 */

import type { Ref } from '../../topology/ranks.ts';
import type { Behavior, Mode } from '../behavior.ts';
import { latest, nameOf, namesOf } from '../log.ts';
import { nPlusOneSource, sourceFor } from '../sources.ts';
import { bridgedMembers } from '../state/bridges.ts';
import { membersEvent } from '../state/causes.ts';
import { dropCalls, loseState, memberEvent, memberHoldsState, membersConnect } from '../state/services.ts';
import type { ServiceState, World } from '../world.ts';
import { type Farm, farmOf, freeSpares, holdersOf, type Identity, servingOf, works } from './n-plus-one/farm.ts';
import { activateByHand, settleHolders, settleTakeovers } from './n-plus-one/takeover.ts';
import { note } from './service.ts';

const mode: Mode = {
  applications: true,
  react(world, state) {
    const farm = farmOf(world, state);
    countLosses(world, state, farm);
    if (!world.silent) {
      settleHolders(world, state, farm);
      for (const { member, cause } of farm.asked.splice(0)) activateByHand(world, state, farm, member, cause);
      settleTakeovers(world, state, farm);
    }
    publish(world, state, farm);
    farm.holding = holdingNow(world, state, farm);
  },
  standsFor(world, state, member) {
    const identity = farmOf(world, state).identities.find((one) => one.member === member);
    return identity && servingOf(world, state, identity);
  },
  activate(world, state, member, cause) {
    farmOf(world, state).asked.push({ member, cause });
  },
};

function holdingNow(world: World, state: ServiceState, farm: Farm): ReadonlySet<Ref> {
  const holders = farm.identities.flatMap((identity) => holdersOf(world, state, identity));
  return new Set(holders.filter((ref) => memberHoldsState(world, state, ref)));
}

/** Calls and state end with the memory of the member that held them. */
function countLosses(world: World, state: ServiceState, farm: Farm): void {
  const lost = [...farm.holding].filter((ref) => !memberHoldsState(world, state, ref) && !works(world, state, ref));
  if (lost.length === 0) return;
  const event = latest(...lost.map((ref) => memberEvent(world, ref)));
  dropCalls(world, state, event);
  loseState(world, state, event);
}

function publish(world: World, state: ServiceState, farm: Farm): void {
  const { served: before, protected: safe } = state;
  const held = farm.identities.map((identity) => servingOf(world, state, identity));
  state.serving = state.plan.members.filter((member) => held.some((holders) => holders.includes(member)));
  state.served = held.length > 0 && held.every((holders) => holders.length > 0);
  const bridges = (identity: Identity) => bridgedMembers(world, holdersOf(world, state, identity)).length > 0;
  state.bridged =
    !state.served && farm.identities.every((identity, at) => (held[at]?.length ?? 0) > 0 || bridges(identity));
  const free = freeSpares(world, state, farm);
  state.roles = state.plan.members.map((member) => {
    if (state.serving.includes(member)) return 'active';
    const heir = works(world, state, member) && farm.identities.some((one) => one.heir === member);
    return farm.spares.includes(member) && (heir || free.includes(member)) ? 'standby' : '';
  });
  state.dual = held.some((holders) => holders.length > 1);
  state.protected =
    state.served && free.some((spare) => state.serving.every((member) => membersConnect(world, spare, member)));
  state.partnered = state.plan.members.some((member) => !state.serving.includes(member) && works(world, state, member));
  if (before && !state.served && !world.silent) explain(world, state, farm);
  else if (safe && !state.protected && state.served && !world.silent) explainBare(world, state, farm, free);
}

/** No spare would take over one more: those that are free do not hear all, or the last is to take an identity. */
function explainBare(world: World, state: ServiceState, farm: Farm, free: readonly Ref[]): void {
  const unheard = state.serving.filter((member) => !free.some((spare) => membersConnect(world, spare, member)));
  const taking = farm.identities.find(({ heir, member }) => heir !== undefined && heir !== member);
  if (free.length === 0 && !taking) return;
  const why = taking
    ? `${nameOf(world, taking.heir)} is to take the identity of ${nameOf(world, taking.member)}`
    : `${namesOf(world, free)} ${free.length > 1 ? 'hear' : 'hears'} nothing of ${namesOf(world, unheard)}`;
  note(world, state, {
    mechanism: 'n-plus-one',
    cause: membersEvent(world, taking ? [taking.member] : [...free, ...unheard]),
    text: `${nameOf(world, state.ref)} is no longer protected: ${why}`,
    source: sourceFor(state.plan.service, nPlusOneSource),
  });
}

function explain(world: World, state: ServiceState, farm: Farm): void {
  const bare = farm.identities.filter((identity) => servingOf(world, state, identity).length === 0);
  const lost = bare.map(({ member }) => member);
  const heirs = bare.flatMap(({ heir }) => heir ?? []);
  const uncovered = bare.filter(({ heir }) => heir === undefined).map(({ member }) => member);
  const next = heirs.length > 0 ? `; ${namesOf(world, heirs)} ${heirs.length > 1 ? 'are' : 'is'} to take over` : '';
  const open = uncovered.length > 0 ? `; no spare is left for ${namesOf(world, uncovered)}` : '';
  note(world, state, {
    mechanism: 'n-plus-one',
    cause: membersEvent(world, lost),
    text: `${nameOf(world, state.ref)} is down for the users of ${namesOf(world, lost)}${next}${open}`,
    source: sourceFor(state.plan.service, nPlusOneSource),
  });
}

export const nPlusOne: Behavior = { mechanism: 'n-plus-one', modes: { 'n-plus-one': mode } };
