/** Resources that fail: restarted in place a few times, then the group moves; so many times, then it stays. */
import { groupFailovers, resourceRestarts, resourceRetry } from '../../../topology/defaults.ts';
import type { Timing } from '../../../topology/model.ts';
import { formatSpan } from '../../format-time.ts';
import { latest, log, nameOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { interfaceSource } from '../../sources.ts';
import { cancel, schedule, touch, type World } from '../../world.ts';
import type { Group, ResourceState } from './model.ts';
import { isReady, whyNoOwner } from './owners.ts';
import { takeOffline } from './resources.ts';

/** Restarts in place that a resource has on one node, and the time in which they count. */
const { times: restartsInPlace, within: restartPeriod } = resourceRestarts;

/** A resource fails: it is restarted in place a few times, then its group moves. */
export function failResource(
  world: World,
  group: Group,
  one: ResourceState,
  mechanism: 'injection' | 'failover-cluster',
  cause: number,
): true {
  const [name, owner] = [nameOf(world, one.ref), group.owner];
  const subject = one.ref;
  if (!owner || (one.status !== 'online' && one.status !== 'starting')) {
    log(world, { mechanism, subject, cause, text: `${name} cannot be faulted: it is ${one.status}` });
    return true;
  }
  const event = log(world, {
    mechanism,
    subject,
    to: 'failed',
    cause,
    text: `${name} fails on ${nameOf(world, owner.ref)}`,
  });
  one.timer = cancel(one.timer);
  one.event = event;
  one.status = 'failed';
  touch(world, 'services');
  const recent = one.restarts.filter((time) => world.now - time < restartPeriod.value);
  const tell = (text: string, source: Timing = restartPeriod) =>
    log(world, { mechanism: 'failover-cluster', subject, cause: event, text, source });
  if (recent.length < restartsInPlace) {
    one.restarts = [...recent, world.now];
    one.status = 'offline';
    one.event = tell(
      `${name} is restarted in place: ${recent.length + 1} of ${restartsInPlace} in ${formatSpan(restartPeriod.value)}`,
    );
    return true;
  }
  const restarted = `it was restarted ${restartsInPlace} times in ${formatSpan(restartPeriod.value)}`;
  if (!group.possible.some((node) => node !== owner && isReady(group, node))) {
    one.event = tell(`${name} stays failed: ${restarted}, and ${whyNoOwner(world, group, owner)}`);
    retryLater(world, one);
  } else if (mayFailOver(world, group)) {
    const why = `${name} was restarted ${restartsInPlace} times in ${formatSpan(restartPeriod.value)}: ${nameOf(world, group.service.ref)} leaves ${nameOf(world, owner.ref)}`;
    failOver(world, group, tell(why));
  } else {
    one.event = tell(`${name} stays failed: ${restarted}, and ${whyNotAgain(world, group)}`, groupFailovers);
    retryLater(world, one);
  }
  return true;
}

/** A resource fails and cannot be restarted where it is: its group moves, unless it has done so too often. */
export function failForGood(world: World, group: Group, one: ResourceState, cause: number, text: string): void {
  const entry = { mechanism: 'failover-cluster', subject: one.ref, source: interfaceSource } as const;
  const event = log(world, { ...entry, to: 'failed', cause, text });
  one.timer = cancel(one.timer);
  one.event = event;
  one.status = 'failed';
  touch(world, 'services');
  if (mayFailOver(world, group)) {
    failOver(world, group, event);
    return;
  }
  const stays = `${nameOf(world, one.ref)} stays failed: ${whyNotAgain(world, group)}`;
  one.event = log(world, { ...entry, cause: event, text: stays, source: groupFailovers });
  retryLater(world, one);
}

/** A group whose resources have failed for good moves as soon as another node can take it. */
export function moveAway(world: World, group: Group): void {
  if (!group.possible.some((node) => node !== group.owner && isReady(group, node)) || !mayFailOver(world, group))
    return;
  const failed = group.resources.filter(({ status }) => status === 'failed');
  failOver(world, group, latest(group.event, group.cluster.event, ...failed.map(({ event }) => event)));
}

function failOver(world: World, group: Group, cause: number): void {
  group.failovers = [...recentFailovers(world, group), world.now];
  takeOffline(world, group, cause, { avoid: group.owner });
}

function recentFailovers(world: World, { failovers }: Group): readonly number[] {
  return failovers.filter((time) => world.now - time < groupFailovers.value);
}

function mayFailOver(world: World, group: Group): boolean {
  return recentFailovers(world, group).length < Math.max(1, group.cluster.nodes.length - 1);
}

function whyNotAgain(world: World, group: Group): string {
  const count = recentFailovers(world, group).length;
  const times = count === 1 ? 'once' : `${count} times`;
  return `${nameOf(world, group.service.ref)} has failed over ${times} in ${formatSpan(groupFailovers.value)}, as often as it may with ${group.cluster.nodes.length} nodes`;
}

function retryLater(world: World, one: ResourceState): void {
  const { event } = one;
  one.timer = schedule(world, resourceRetry.value, Phase.recovery, one.ref, () => {
    if (one.status !== 'failed' || one.event !== event) return;
    one.timer = undefined;
    one.restarts = [];
    one.status = 'offline';
    touch(world, 'services');
    one.event = log(world, {
      mechanism: 'failover-cluster',
      subject: one.ref,
      to: 'offline',
      cause: event,
      text: `${nameOf(world, one.ref)} is tried again after ${formatSpan(resourceRetry.value)}`,
      source: resourceRetry,
    });
  });
}
