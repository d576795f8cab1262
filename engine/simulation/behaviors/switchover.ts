/**
 * Switchover: a warm backup takes over what the primary loses, without the state in its memory. A fault of
 * the application is not copied; a returning server becomes backup.
 */
import type { Id, SwitchoverService } from '../../topology/model.ts';
import type { Behavior, Mode } from '../behavior.ts';
import { switchoverSource } from '../sources.ts';
import type { ServiceState, World } from '../world.ts';
import { bothWork, type Kind, type Pair, pairOf, pathLives, statusOf } from './pair/pair.ts';
import { publish } from './pair/publish.ts';
import { settleSplit } from './pair/split.ts';
import { activateSide, settleLoss } from './pair/takeover.ts';

const kind: Kind = Object.freeze({
  mechanism: 'switchover',
  serving: 'primary',
  waiting: 'backup',
  mirrors: false,
  source: switchoverSource,
  splitSource: switchoverSource,
});

function find(world: World, state: ServiceState): Pair {
  return pairOf(world, state, () => {
    const service = state.plan.service as SwitchoverService;
    return { kind, service, first: service.primary, over: undefined, automatic: sameRelease(world, state) };
  });
}

/** Members on different releases are switched by hand only. */
function sameRelease(world: World, state: ServiceState): boolean {
  const { release } = state.plan.service;
  const releases = state.plan.members.map((member) => releaseOf(world, world.plan.elements[member]?.id, release));
  return new Set(releases.filter((release) => release !== undefined)).size < 2;
}

/** A machine is on the release of the service that it carries unless it states its own. */
function releaseOf(world: World, id: Id | undefined, release: string | undefined): string | undefined {
  const element = id === undefined ? undefined : world.topology.elements.get(id);
  if (element?.kind === 'service') return element.release;
  return element?.kind === 'vm' || element?.kind === 'server' ? (element.release ?? release) : undefined;
}

const mode: Mode = {
  confined: true,
  applications: true,
  react(world, state) {
    const pair = find(world, state);
    if (!world.silent) {
      for (const side of pair.sides) side.status = statusOf(world, state, side.ref);
      settleLoss(world, state, pair);
      settleSplit(world, state, pair);
      for (const side of pair.sides) side.was = side.status;
    }
    // A backup needs nothing but to run and to hear the primary; while it takes over it is one still.
    pair.refreshed = pair.takeover !== undefined || (bothWork(pair) && pathLives(world, pair));
    publish(world, state, pair);
  },
  activate(world, state, member, cause) {
    const pair = find(world, state);
    const side = pair.sides.find((one) => one.ref === member);
    if (side) activateSide(world, state, pair, side, cause);
  },
};

export const switchover: Behavior = { mechanism: 'switchover', modes: { switchover: mode } };
