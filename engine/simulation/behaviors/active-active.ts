/** Active-active: all members serve; clients of a lost one are registered with the others already. */
import type { ActiveActiveService } from '../../topology/model.ts';
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior, Mode } from '../behavior.ts';
import { those } from '../lists.ts';
import { latest, nameOf, namesOf } from '../log.ts';
import { ownOf, replaced } from '../own.ts';
import { activeActiveSource, sourceFor } from '../sources.ts';
import { bridgedMembers } from '../state/bridges.ts';
import { memberCause } from '../state/causes.ts';
import {
  dropCallsOn,
  loseFeatures,
  loseState,
  memberEvent,
  memberHoldsState,
  memberReachable,
  memberWord,
  memberWorks,
} from '../state/services.ts';
import type { ServiceState, World } from '../world.ts';
import { note } from './service.ts';

/** The members of each service that had their memory at the last look. */
const holding = ownOf<ServiceState, readonly Ref[]>(replaced);

const none: readonly Ref[] = [];

const mode: Mode = {
  confined: true,
  applications: true,
  react(world, state) {
    const { needsAtLeast } = state.plan.service as ActiveActiveService;
    const before = holding(world).get(state) ?? none;
    const { members } = state.plan;
    const holds = among(world, state, memberHoldsState, before);
    if (holds !== before) holding(world).set(state, holds);
    const serving = among(world, state, isServing, state.serving);
    if (holds !== before) {
      const lost = before.filter((member) => !holds.includes(member));
      if (lost.length > 0) loseMembers(world, state, lost, serving.length === 0);
    }
    if (!world.silent && serving !== state.serving && serving.length >= needsAtLeast) tellChange(world, state, serving);
    const wasServed = state.served || state.bridged;
    const changed = state.serving !== serving || world.silent;
    state.serving = serving;
    state.served = serving.length >= needsAtLeast && serving.length > 0;
    const bridges = bridgedMembers(world, members);
    state.bridged = bridges.length > 0 && serving.length + bridges.length >= needsAtLeast;
    // Calls that nobody cut go on without features while nobody serves them.
    if (wasServed && !state.served && !state.bridged && !world.silent && before.every((one) => holds.includes(one)))
      loseFeatures(world, state, membersEvent(world, members));
    if (changed) state.roles = rolesOf(members, serving);
    state.protected = serving.length > needsAtLeast;
    state.partnered = serving.length > 1;
  },
};

/** The members of which it is so: `before` itself where they are the same. */
function among(
  world: World,
  state: ServiceState,
  isSo: (world: World, state: ServiceState, member: Ref) => boolean,
  before: readonly Ref[],
): readonly Ref[] {
  let count = 0;
  for (const member of state.plan.members) {
    if (!isSo(world, state, member)) continue;
    if (before[count] !== member) return state.plan.members.filter((one) => isSo(world, state, one));
    count++;
  }
  return count === before.length ? before : before.slice(0, count);
}

function isServing(world: World, state: ServiceState, member: Ref): boolean {
  return memberWorks(world, state, member) && memberReachable(world, member);
}

function rolesOf(members: readonly Ref[], serving: readonly Ref[]): readonly string[] {
  return members.map((member) => (serving.includes(member) ? 'active' : ''));
}

function membersEvent(world: World, members: readonly Ref[]): number {
  return latest(...members.map((member) => memberEvent(world, member)));
}

/** Calls on a lost member are cut unless the product keeps them on another. */
function loseMembers(world: World, state: ServiceState, lost: readonly Ref[], last: boolean): void {
  const cause = latest(...lost.map((member) => memberEvent(world, member)));
  const { preserves } = state.plan.service;
  if (last || preserves !== 'calls') dropCallsOn(world, state, cause, lost);
  if (last || preserves === 'nothing') loseState(world, state, cause);
}

function tellChange(world: World, state: ServiceState, serving: readonly Ref[]): void {
  const gone = those(state.serving, (member) => !serving.includes(member), none);
  if (gone.length === 0 || serving.length === 0) return;
  const name = nameOf(world, state.ref);
  const lost = gone.map((member) => `${nameOf(world, member)} (${memberWord(world, member)})`).join(', ');
  note(world, state, {
    mechanism: 'active-active',
    cause: latest(...gone.map((member) => memberCause(world, state, member))),
    text: `${name} loses ${lost}; ${namesOf(world, serving)} ${serving.length > 1 ? 'serve' : 'serves'} on`,
    source: sourceFor(state.plan.service, activeActiveSource),
  });
}

export const activeActive: Behavior = { mechanism: 'active-active', modes: { 'active-active': mode } };
