/** Members that may serve side by side: who of them is active, and what is lost with them. */
import type { Ref } from '../../../topology/ranks.ts';
import { latest } from '../../log.ts';
import {
  dropCalls,
  loseState,
  memberEvent,
  memberHoldsState,
  memberReachable,
  memberWorks,
} from '../../state/services.ts';
import type { Loss, ServiceState, World } from '../../world.ts';
import type { Area } from './area.ts';

export interface Member {
  readonly ref: Ref;
  /** Holds the active role, in its own view. */
  active: boolean;
  /** When it became so, ms. */
  since: number;
  /** Now, and at the last look. A takeover inside that keeps its calls does not count as a loss. */
  works: boolean;
  was: boolean;
  /** A machine's memory was there at the last look. */
  held: boolean;
  /** Losses of a service below that were seen. */
  drops: number;
  losses: number;
}

export function createMember(world: World, state: ServiceState, ref: Ref, active: boolean): Member {
  const works = worksOrBridged(world, state, ref);
  const below = world.serviceOf[ref];
  return {
    ref,
    active,
    since: 0,
    works,
    was: works,
    held: memberHoldsState(world, state, ref),
    drops: below?.callsDropped.length ?? 0,
    losses: below?.stateLost.length ?? 0,
  };
}

/** Sees what became of the members. */
export function lookAt(world: World, state: ServiceState, members: readonly Member[]): void {
  for (const member of members) {
    member.was = member.works;
    member.works = worksOrBridged(world, state, member.ref);
  }
}

function worksOrBridged(world: World, state: ServiceState, member: Ref): boolean {
  return memberWorks(world, state, member) || world.serviceOf[member]?.bridged === true;
}

/** Whether a takeover that keeps its calls is under way inside a member. */
export function isBridged(world: World, member: Ref): boolean {
  return world.serviceOf[member]?.bridged === true;
}

export function servingMembers(world: World, state: ServiceState, members: readonly Member[]): readonly Ref[] {
  return members
    .filter(({ ref, active }) => active && memberWorks(world, state, ref) && memberReachable(world, ref))
    .map(({ ref }) => ref);
}

/** What members lost since the last look is lost to the service: calls of those whom they served, and state. */
export function passOnLosses(
  world: World,
  state: ServiceState,
  members: readonly Member[],
  areas: readonly Area[],
): void {
  for (const member of members) {
    const held = memberHoldsState(world, state, member.ref);
    const below = world.serviceOf[member.ref];
    const [drops, losses] = [below?.callsDropped.length ?? 0, below?.stateLost.length ?? 0];
    const gone = below === undefined && member.held && !held;
    const dropped = gone || drops > member.drops;
    const of = gone ? undefined : clientsOf(below?.callsDropped.slice(member.drops) ?? []);
    const lost = gone || losses > member.losses;
    Object.assign(member, { held, drops, losses });
    if (!member.active || world.silent) continue;
    const event = latest(memberEvent(world, member.ref));
    const served = areas.filter(({ home }) => home === member.ref);
    const hit = of ? served.filter(({ clients }) => clients.some((ref) => of.has(ref))) : served;
    if (dropped && (areas.length === 0 || hit.length > 0)) dropAreas(world, state, hit, event);
    if (lost) loseState(world, state, event);
  }
}

/** The clients that some losses name; `undefined` where one is everybody's. */
function clientsOf(losses: readonly Loss[]): ReadonlySet<Ref> | undefined {
  return losses.every(({ of }) => of !== undefined) ? new Set(losses.flatMap(({ of }) => of ?? [])) : undefined;
}

/** Cuts the calls of the clients of `areas`. Where nobody talks there is nothing to cut. */
export function dropAreas(world: World, state: ServiceState, areas: readonly Area[], event: number): void {
  const talking = areas.filter(({ talks }) => talks);
  for (const area of talking) area.talks = false;
  if (areas.length > 0 && talking.length === 0) return;
  dropCalls(
    world,
    state,
    event,
    talking.flatMap(({ clients }) => clients),
  );
}
