/** A survivable core as a run sees it: its members, and for each area who serves it and how long nobody has. */
import type { SurvivableCoreService } from '../../../topology/model.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { ownOf } from '../../own.ts';
import type { Timer } from '../../queue.ts';
import type { ServiceState, World } from '../../world.ts';
import { type Area, clientAreas, memberAreas, reachesMember } from '../area/area.ts';
import { createMember, type Member } from '../area/member.ts';

export interface CoreArea extends Area {
  /** Runs while its clients do not reach their home. */
  timer: Timer | undefined;
  /** It has run out: the first member that they reach will do. */
  searching: boolean;
  /** The event from which they were without service. */
  cause: number;
  /** They reached main when last looked. */
  seesMain: boolean;
  /** An operator put them where they are. */
  byHand: boolean;
}

export interface Core {
  readonly service: SurvivableCoreService;
  readonly main: Member;
  /** Main first, then the survivable ones in order. */
  readonly members: readonly Member[];
  readonly areas: readonly CoreArea[];
  /** Members to which clients have moved at this instant, with the last event of it. */
  readonly filled: Map<Ref, number>;
  /** What operators asked for at this instant. */
  readonly asked: { readonly member: Ref; readonly cause: number }[];
}

const cores = ownOf<ServiceState, Core>();

/** The core of a service; `undefined` where the text names no member. */
export function coreOf(world: World, state: ServiceState): Core | undefined {
  const known = cores(world).get(state);
  if (known) return known;
  const made = createCore(world, state);
  if (made) cores(world).set(state, made);
  return made;
}

function createCore(world: World, state: ServiceState): Core | undefined {
  const service = state.plan.service as SurvivableCoreService;
  const first = (service.main === undefined ? undefined : world.plan.refs.get(service.main)) ?? state.plan.members[0];
  if (first === undefined) return undefined;
  const members = state.plan.members.map((ref) => createMember(world, state, ref, ref === first));
  const main = members.find(({ ref }) => ref === first);
  if (!main) return undefined;
  const known = clientAreas(world, state, first);
  const areas = (known.length > 0 ? known : memberAreas(world, state, first)).map(
    (area): CoreArea => ({ ...area, timer: undefined, searching: false, cause: -1, seesMain: true, byHand: false }),
  );
  // At time 0 clients that no path joins to main have long been with the survivable side that they reach.
  for (const area of areas) {
    area.seesMain = reachesMember(world, state, area.network, first);
    if (area.seesMain) continue;
    const other = members.find(({ ref }) => ref !== first && reachesMember(world, state, area.network, ref));
    if (!other) continue;
    area.home = other.ref;
    other.active = true;
  }
  return { service, main, members, areas, filled: new Map(), asked: [] };
}

/** Survivable members stand down where they serve nobody any more. */
export function standDown(core: Core): void {
  for (const member of core.members)
    if (member !== core.main && member.active && !core.areas.some(({ home }) => home === member.ref))
      member.active = false;
}
