/**
 * Survivable core: where clients cannot reach main for the no-service time, a survivable side that they
 * reach becomes active for them. Both may then be active, each for whom it reaches; back only by hand.
 */

import type { Ref } from '../../topology/ranks.ts';
import type { Behavior, Mode } from '../behavior.ts';
import { formatTime } from '../format-time.ts';
import { latest, listOf, log, nameOf, namesOf } from '../log.ts';
import { Phase } from '../phases.ts';
import { sourceFor, survivableSource } from '../sources.ts';
import { membersEvent, timeOf } from '../state/causes.ts';
import { tellRole } from '../state/roles.ts';
import { loseFeatures, membersConnect, memberWorks } from '../state/services.ts';
import { cancel, type ServiceState, schedule, touch, type World } from '../world.ts';
import { areaLives, areaOf, reachesMember } from './area/area.ts';
import { isBridged, lookAt, passOnLosses, servingMembers } from './area/member.ts';
import { note } from './service.ts';
import { hasRoomFor, tellFull } from './survivable-core/capacity.ts';
import { type Core, type CoreArea, coreOf, standDown } from './survivable-core/core.ts';
import { activateMember, failBack, nameOfArea, searchMember } from './survivable-core/moves.ts';

const mode: Mode = {
  applications: true,
  react(world, state) {
    const core = coreOf(world, state);
    if (!core) {
      state.served = false;
      return;
    }
    lookAt(world, state, core.members);
    passOnLosses(world, state, core.members, core.areas);
    if (!world.silent) settleReturn(world, state, core);
    for (const { member, cause } of core.asked.splice(0)) activateMember(world, state, core, member, cause);
    if (!world.silent) for (const area of core.areas) settleArea(world, state, core, area);
    tellFull(world, state, core);
    standDown(core);
    publish(world, state, core);
  },
  servesFor(world, state, client) {
    const core = coreOf(world, state);
    const area = core && areaOf(core.areas, client);
    if (!core || !area) return state.serving;
    const serves = world.now >= area.openAt && state.serving.includes(area.home);
    return serves && hasRoomFor(world, state, core, area.home, client) ? [area.home] : [];
  },
  activate(world, state, member, cause) {
    coreOf(world, state)?.asked.push({ member, cause });
  },
};

/** Main comes back and all its clients are with another: it is not active until they are brought back. */
function settleReturn(world: World, state: ServiceState, core: Core): void {
  const { main } = core;
  if (!main.works || main.was || !main.active || core.areas.some(({ home }) => home === main.ref)) return;
  const other = core.members.find((member) => member.active && member.works && member !== main);
  if (!other || !membersConnect(world, main.ref, other.ref)) return;
  main.active = false;
  for (const area of core.areas) area.seesMain = true;
  touch(world, 'services');
  tellRole(world, state, main.ref, 'up', {
    mechanism: 'survivable-core',
    cause: membersEvent(world, [main.ref, other.ref]),
    text: `${nameOf(world, main.ref)} is back; ${returnText(world, core, other.ref)}`,
    source: sourceFor(state.plan.service, survivableSource),
  });
}

function returnText(world: World, { service, main }: Core, other: Ref): string {
  if (service.failBack === 'automatic') return 'clients that reach it return to it';
  return `its clients stay with ${nameOf(world, other)} until an operator activates ${nameOf(world, main.ref)}`;
}

/** What became of the clients of one network. */
function settleArea(world: World, state: ServiceState, core: Core, area: CoreArea): void {
  if (!areaLives(world, area)) {
    // Clients without a network look for nobody; they start anew when it is back.
    stopSearch(area);
    area.talks = false;
    return;
  }
  const isAway = area.home !== core.main.ref;
  const mayReturn = core.service.failBack === 'automatic' && isAway && !area.byHand;
  if (mayReturn && reachesMember(world, state, area.network, core.main.ref)) failBack(world, state, core, area);
  watchMain(world, state, core, area);
  if (reachesMember(world, state, area.network, area.home)) {
    if (area.timer) tellReached(world, state, area);
    stopSearch(area);
    area.talks = true;
  } else if (!isBridged(world, area.home)) {
    if (area.searching) searchMember(world, state, core, area);
    else if (!area.timer) startTimer(world, state, core, area);
  }
}

/** Main is reached again by clients that are with another: they stay there. */
function watchMain(world: World, state: ServiceState, { main }: Core, area: CoreArea): void {
  if (isBridged(world, main.ref)) return;
  const sees = reachesMember(world, state, area.network, main.ref);
  const isNew = sees && !area.seesMain && area.home !== main.ref;
  area.seesMain = sees;
  if (!isNew) return;
  const [name, home] = [nameOf(world, main.ref), nameOf(world, area.home)];
  log(world, {
    mechanism: 'survivable-core',
    subject: state.ref,
    cause: membersEvent(world, [main.ref], networksOf([area])),
    text: `${nameOfArea(world, area)} reaches ${name} again: its clients stay with ${home} until an operator activates ${name}`,
    source: sourceFor(state.plan.service, survivableSource),
  });
}

/** Their own member is reached again in time: nobody steps in. */
function tellReached(world: World, state: ServiceState, area: CoreArea): void {
  const away = formatTime(world.now - timeOf(world, area.cause));
  log(world, {
    mechanism: 'survivable-core',
    subject: state.ref,
    cause: latest(area.cause, membersEvent(world, [area.home], networksOf([area]))),
    text: `${nameOfArea(world, area)} reaches ${nameOf(world, area.home)} again after ${away}: the no-service timer of ${nameOf(world, state.ref)} stops there`,
    source: sourceFor(state.plan.service, survivableSource),
  });
}

function networksOf(areas: readonly CoreArea[]): readonly Ref[] {
  return areas.flatMap(({ network }) => network ?? []);
}

function stopSearch(area: CoreArea): void {
  area.timer = cancel(area.timer);
  area.searching = false;
}

function startTimer(world: World, state: ServiceState, core: Core, area: CoreArea): void {
  const { noService } = core.service.timings;
  const cause = membersEvent(world, [area.home], networksOf([area]));
  area.cause = log(world, {
    mechanism: 'survivable-core',
    subject: state.ref,
    cause,
    text: `${nameOfArea(world, area)} no longer reaches ${nameOf(world, area.home)}: the no-service timer of ${nameOf(world, state.ref)} runs there`,
    source: noService,
  });
  if (area.talks) loseFeatures(world, state, area.cause);
  area.timer = schedule(world, noService.value, Phase.recovery, state.ref, () => {
    area.timer = undefined;
    area.searching = true;
    touch(world, 'services');
    if (!core.members.some(({ ref }) => reachesMember(world, state, area.network, ref)))
      tellNobody(world, state, core, area);
  });
}

function tellNobody(world: World, state: ServiceState, core: Core, area: CoreArea): void {
  const members = namesOf(
    world,
    core.members.map(({ ref }) => ref),
  );
  area.cause = log(world, {
    mechanism: 'survivable-core',
    subject: state.ref,
    cause: area.cause,
    text: `${nameOfArea(world, area)} reaches none of ${members}: its clients go on looking`,
  });
}

function publish(world: World, state: ServiceState, core: Core): void {
  const before = { served: state.served, protected: state.protected, dual: state.dual };
  state.serving = servingMembers(world, state, core.members);
  state.served = state.serving.length > 0;
  state.bridged = core.members.some(({ ref, active }) => active && isBridged(world, ref));
  state.roles = core.members.map(({ ref, active }) => (active && memberWorks(world, state, ref) ? 'active' : ''));
  state.dual = state.serving.length > 1;
  const living = core.areas.filter((area) => areaLives(world, area));
  const bare = living.filter((area) => !isCovered(world, state, core, area));
  state.protected = state.served && living.length > 0 && bare.length === 0;
  state.partnered = core.members.filter(({ works }) => works).length > 1;
  if (!world.silent) explain(world, state, core, before, bare);
}

/** Whether the clients of an area reach their member, and another that would step in. */
function isCovered(world: World, state: ServiceState, core: Core, area: CoreArea): boolean {
  const reached = core.members.filter(({ ref }) => reachesMember(world, state, area.network, ref));
  return reached.length > 1 && reached.some(({ ref }) => ref === area.home);
}

/** Why the service is down, or no longer protected. */
function explain(
  world: World,
  state: ServiceState,
  core: Core,
  before: { readonly served: boolean; readonly protected: boolean; readonly dual: boolean },
  bare: readonly CoreArea[],
): void {
  const name = nameOf(world, state.ref);
  const members = core.members.map(({ ref }) => ref);
  const cause = membersEvent(world, members, networksOf(bare));
  const say = (text: string) => note(world, state, { mechanism: 'survivable-core', cause, text });
  const waiting = core.members.filter(({ active, works }) => works && !active).map(({ ref }) => ref);
  const changing = members.filter((ref) => isBridged(world, ref));
  if (changing.length > 0) {
    const over = `while ${namesOf(world, changing)} ${changing.length > 1 ? 'change' : 'changes'} over`;
    const idle =
      waiting.length === 0 ? '' : `; ${namesOf(world, waiting)} ${waiting.length > 1 ? 'do' : 'does'} not step in`;
    if (before.served && !state.served) say(`${name} is down ${over}${idle}`);
    else if (before.dual && state.served && !state.dual)
      say(`${name} is served by ${namesOf(world, state.serving)} alone ${over}`);
  } else if (before.served && !state.served && waiting.length > 0) {
    const time = formatTime(core.service.timings.noService.value);
    say(
      `${name} is down: ${namesOf(world, waiting)} ${waiting.length > 1 ? 'step' : 'steps'} in where clients reach nobody else for ${time}`,
    );
  } else if (before.protected && !state.protected && state.served && !state.dual && bare.length > 0) {
    const away = bare.filter((area) => !reachesMember(world, state, area.network, area.home));
    const alone = bare.filter((area) => !away.includes(area));
    const reasons = [
      ...away.map((area) => `${nameOfArea(world, area)} does not reach ${nameOf(world, area.home)}`),
      ...(alone.length > 0
        ? [`nothing would step in for ${listOf(alone.map((area) => nameOfArea(world, area)))}`]
        : []),
    ];
    say(`${name} is no longer protected: ${reasons.join('; ')}`);
  }
}

export const survivableCore: Behavior = { mechanism: 'survivable-core', modes: { 'survivable-core': mode } };
