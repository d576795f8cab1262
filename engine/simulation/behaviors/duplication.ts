/**
 * Duplication: a hot standby mirrors the active member over the link. Loss of the active is an
 * interchange; a returning member is refreshed and becomes standby; roles never return by themselves.
 */
import type { DuplicationService, Timing } from '../../topology/model.ts';
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior, Mode } from '../behavior.ts';
import { latest, log, nameOf } from '../log.ts';
import { Phase } from '../phases.ts';
import { arbiterSource, duplicationSource, sourceFor } from '../sources.ts';
import { membersEvent } from '../state/causes.ts';
import { tellRole } from '../state/roles.ts';
import { memberEvent } from '../state/services.ts';
import { cancel, type ServiceState, schedule, touch, type World } from '../world.ts';
import { settleHealth } from './pair/health.ts';
import {
  bothWork,
  type Kind,
  linkLives,
  type Pair,
  pairOf,
  pathLives,
  type Side,
  statusOf,
  works,
} from './pair/pair.ts';
import { publish } from './pair/publish.ts';
import { settleSplit } from './pair/split.ts';
import { activateSide, settleLoss } from './pair/takeover.ts';
import { note } from './service.ts';

const kind: Kind = Object.freeze({
  mechanism: 'duplication',
  serving: 'active',
  waiting: 'standby',
  mirrors: true,
  source: duplicationSource,
  splitSource: arbiterSource,
});

function find(world: World, state: ServiceState): Pair {
  return pairOf(world, state, () => {
    const service = state.plan.service as DuplicationService;
    return { kind, service, first: service.active, over: service.link, automatic: true };
  });
}

const mode: Mode = {
  confined: true,
  applications: true,
  react(world, state) {
    const pair = find(world, state);
    if (!world.silent) {
      look(world, state, pair);
      settleLoss(world, state, pair);
      settleSplit(world, state, pair);
      settleHealth(world, state, pair);
      settleRefresh(world, state, pair);
      for (const side of pair.sides) side.was = side.status;
    }
    publish(world, state, pair);
  },
  activate(world, state, member, cause) {
    const pair = find(world, state);
    const side = pair.sides.find((one) => one.ref === member);
    if (side) activateSide(world, state, pair, side, cause);
  },
};

/** Sees what became of members and link, and tells a lost or new link. */
function look(world: World, state: ServiceState, pair: Pair): void {
  const worked = bothWork(pair);
  for (const side of pair.sides) side.status = statusOf(world, state, side.ref);
  const both = bothWork(pair);
  const link = both && linkLives(world, pair);
  if (link !== pair.link) {
    pair.link = link;
    if (both) tellLink(world, state, pair, worked);
  }
  // What the active held when it was lost stays in a standby that works; it ages once both work apart.
  if (both && !link && pair.refreshed) {
    pair.refreshed = false;
    pair.agedAt = world.now;
  }
  // The memory of a standby goes with it; while it takes over, the member that is lost is the former active.
  if (!pair.takeover && pair.sides.some((side) => !side.active && !works(side))) pair.refreshed = false;
}

function tellLink(world: World, state: ServiceState, pair: Pair, worked: boolean): void {
  const [one, other] = pair.sides;
  if (!one || !other) return;
  const cause = membersEvent(world, [one.ref, other.ref], pair.over === undefined ? [] : [pair.over]);
  const ends = `between ${placed(world, one.ref)} and ${placed(world, other.ref)}`;
  const name = nameOf(world, state.ref);
  if (pair.link) {
    const text = `The duplication link of ${name} ${ends} is up`;
    log(world, {
      mechanism: 'duplication',
      subject: state.ref,
      cause,
      text,
      source: sourceFor(state.plan.service, duplicationSource),
    });
  } else if (worked) {
    const roles = pathLives(world, pair) ? '; no role changes, for the two still hear each other' : '';
    const text = `${name} loses its duplication link ${ends}: the standby is no longer refreshed, and ${name} is not protected${roles}`;
    note(world, state, {
      mechanism: 'duplication',
      cause,
      text,
      source: sourceFor(state.plan.service, duplicationSource),
    });
  }
}

/** A member that works beside an active one is refreshed over the link, then it is standby. */
function settleRefresh(world: World, state: ServiceState, pair: Pair): void {
  const active = pair.sides.filter((side) => side.active && works(side));
  const standby = pair.sides.find((side) => !side.active && works(side));
  if (active.length !== 1 || !standby || !pair.link || pair.takeover) pair.resync = cancel(pair.resync);
  else if (!pair.refreshed && !pair.resync) {
    const timing = pair.service.timings.resync;
    const cause = latest(world.lastEvent[state.ref] ?? -1, ...pair.sides.map((side) => memberEvent(world, side.ref)));
    const done = () => refresh(world, state, pair, standby, timing, cause);
    pair.resync = schedule(world, timing.value, Phase.recovery, state.ref, done);
  }
}

function refresh(world: World, state: ServiceState, pair: Pair, standby: Side, timing: Timing, cause: number): void {
  pair.resync = undefined;
  pair.refreshed = true;
  touch(world, 'services', state.ref);
  tellRole(world, state, standby.ref, 'standby', {
    mechanism: 'duplication',
    cause,
    text: `${nameOf(world, standby.ref)} is refreshed and standby of ${nameOf(world, state.ref)}`,
    source: timing,
  });
}

function placed(world: World, member: Ref): string {
  const machine = world.machineOf[member];
  const name = nameOf(world, member);
  return machine && machine.host !== machine.ref ? `${name} (${nameOf(world, machine.host)})` : name;
}

export const duplication: Behavior = { mechanism: 'duplication', modes: { duplication: mode } };
