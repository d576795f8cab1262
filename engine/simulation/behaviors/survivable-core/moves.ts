/** Clients move to another member: after the no-service timer, back by themselves where so stated, or by hand. */
import type { Ref } from '../../../topology/ranks.ts';
import { formatTime } from '../../format-time.ts';
import { listOf, log, nameOf, namesOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { type Origin, sourceFor, survivableSource } from '../../sources.ts';
import { membersEvent } from '../../state/causes.ts';
import { tellRole } from '../../state/roles.ts';
import { loseState, memberReachable, membersConnect, memberWord } from '../../state/services.ts';
import { cancel, type ServiceState, schedule, touch, type World } from '../../world.ts';
import { reachesMember } from '../area/area.ts';
import { dropAreas, type Member } from '../area/member.ts';
import type { Core, CoreArea } from './core.ts';

/** The first member that an area reaches registers its clients. */
export function searchMember(world: World, state: ServiceState, core: Core, area: CoreArea): void {
  const to = core.members.find(({ ref }) => reachesMember(world, state, area.network, ref));
  if (!to) return;
  const { noService } = core.service.timings;
  const why = `its clients have not reached ${nameOf(world, area.home)} for ${formatTime(noService.value)}`;
  move(world, state, core, area, to, area.cause, why, noService);
}

/** `fail-back: automatic`: main is reached again. */
export function failBack(world: World, state: ServiceState, core: Core, area: CoreArea): void {
  const why = `its clients reach ${nameOf(world, core.main.ref)} again`;
  const cause = membersEvent(world, [core.main.ref], area.network === undefined ? [] : [area.network]);
  move(world, state, core, area, core.main, cause, why, sourceFor(state.plan.service, survivableSource));
}

function move(
  world: World,
  state: ServiceState,
  core: Core,
  area: CoreArea,
  to: Member,
  because: number,
  why: string,
  source: Origin,
): void {
  const cause = Math.max(because, state.cause);
  const where = nameOfArea(world, area);
  const did = to.active ? `also serves ${where}` : `becomes active of ${nameOf(world, state.ref)} for ${where}`;
  if (!to.active) become(world, to);
  const ends = area.talks ? ', and their calls are dropped' : '';
  const text = `${nameOf(world, to.ref)} ${did}: ${why}${ends}`;
  const event = tellRole(world, state, to.ref, 'active', { mechanism: 'survivable-core', cause, text, source });
  resettle(world, state, [area], to, event, false);
  core.filled.set(to.ref, event);
}

/** An operator makes a member active for all whom it reaches; the others that it reaches stand down there. */
export function activateMember(world: World, state: ServiceState, core: Core, ref: Ref, cause: number): void {
  const to = core.members.find((member) => member.ref === ref);
  if (!to) return;
  const name = nameOf(world, ref);
  const moving = core.areas.filter((area) => area.home !== ref && reachesMember(world, state, area.network, ref));
  const others = core.members.filter(
    (other) => other !== to && other.active && other.works && membersConnect(world, other.ref, ref),
  );
  const leaves = (other: Member) => core.areas.every(({ home, ...area }) => home !== other.ref || isIn(moving, area));
  const down = others.filter(leaves);
  const idle = to.works && memberReachable(world, ref) ? undefined : `it is ${memberWord(world, ref)}`;
  const already = to.active && moving.length === 0 && down.length === 0 ? 'it is active already' : undefined;
  const why = idle ?? already;
  if (why !== undefined) {
    const text = `${name} does not become active of ${nameOf(world, state.ref)}: ${why}`;
    log(world, { mechanism: 'survivable-core', subject: state.ref, cause, text });
    return;
  }
  become(world, to);
  for (const other of down) other.active = false;
  const places = moving.map((area) => nameOfArea(world, area));
  const where = places.length > 0 ? ` for ${listOf(places)}` : '';
  const rest =
    down.length > 0
      ? `, ${namesOf(
          world,
          down.map((other) => other.ref),
        )} ${down.length > 1 ? 'stand' : 'stands'} down`
      : '';
  const ends = moving.some(({ talks }) => talks) ? '; calls of clients that move are dropped' : '';
  const text = `${name} becomes active of ${nameOf(world, state.ref)}${where}${rest}${ends}`;
  const event = tellRole(world, state, ref, 'active', {
    mechanism: 'survivable-core',
    cause,
    text,
    source: sourceFor(state.plan.service, survivableSource),
  });
  resettle(world, state, moving, to, event, true);
  core.filled.set(to.ref, event);
}

function isIn(areas: readonly CoreArea[], { network }: Pick<CoreArea, 'network'>): boolean {
  return areas.some((area) => area.network === network);
}

function become(world: World, member: Member): void {
  if (!member.active) member.since = world.now;
  member.active = true;
  touch(world, 'services');
}

/** Clients register with another member: it knows nothing of their calls. */
function resettle(
  world: World,
  state: ServiceState,
  areas: readonly CoreArea[],
  to: Member,
  event: number,
  byHand: boolean,
): void {
  const back = state.plan.service.timings.reconnect.value;
  if (areas.length > 0) {
    dropAreas(world, state, areas, event);
    loseState(world, state, event);
    if (back > 0) schedule(world, back, Phase.clients, state.ref, () => touch(world, 'services'));
  }
  for (const area of areas) {
    area.home = to.ref;
    area.timer = cancel(area.timer);
    area.searching = false;
    area.byHand = byHand;
    area.openAt = world.now + back;
  }
  state.recoveredAt = world.now;
  touch(world, 'services');
}

export function nameOfArea(world: World, { network }: CoreArea): string {
  return network === undefined ? 'its clients' : nameOf(world, network);
}
