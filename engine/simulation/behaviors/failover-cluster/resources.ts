/** Resources: online in order of dependency, each in its own time; offline in reverse; lost with their node. */
import { latest, log, nameOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { clusterSource } from '../../sources.ts';
import { cancel, schedule, touch, type World } from '../../world.ts';
import type { Group, ResourceState } from './model.ts';

/** Brings a group a step further, online or offline, until it waits for a timer or for somebody else. */
export function advance(world: World, group: Group): void {
  while (group.wanted === 'offline' ? stopNext(world, group) : startNext(world, group));
  settleStart(world, group);
}

/** Takes a group offline, in order. It goes to `target` where one is given, else where it may. */
export function takeOffline(world: World, group: Group, event: number, more: Partial<Group> = {}): void {
  Object.assign(group, { target: undefined, avoid: undefined }, more);
  group.wanted = 'offline';
  group.event = event;
  for (const one of group.resources) if (one.status === 'failed') one.status = 'offline';
  touch(world, 'services');
}

/** What ran on a lost node is lost with it, at once. */
export function loseResources(world: World, group: Group, cause: number): void {
  const { owner } = group;
  group.wanted = 'offline';
  group.event = latest(group.event, cause);
  for (const one of [...group.resources].reverse()) {
    one.timer = cancel(one.timer);
    const ran = one.status === 'online' || one.status === 'stopping';
    one.status = 'offline';
    if (!ran) continue;
    const text = `${nameOf(world, one.ref)} is offline with ${nameOf(world, owner?.ref)}`;
    one.event = log(world, {
      mechanism: 'propagation',
      subject: one.ref,
      to: 'offline',
      cause,
      text,
      source: clusterSource,
    });
  }
  settleStart(world, group);
  touch(world, 'services');
}

/** Nothing of it is or comes online, nor is on its way offline. */
export function isOffline(group: Group): boolean {
  return group.resources.every(({ status }) => status === 'offline' || status === 'failed');
}

function stopNext(world: World, group: Group): boolean {
  const active = group.resources.filter(isActive);
  const free = active.filter((one) => !one.dependents.some(isActive));
  // Dependencies in a circle, which the language reports, do not keep anything online for ever.
  const next = (free.length > 0 ? free : active).filter(({ status }) => status !== 'stopping').at(-1);
  if (next) stop(world, group, next);
  return next !== undefined;
}

function startNext(world: World, group: Group): boolean {
  if (group.owner?.status !== 'up') {
    // On a node that stalls nothing goes on; what was starting starts again when the node does.
    for (const one of group.resources) if (one.status === 'starting') backOffline(one);
    return false;
  }
  const loose = group.resources.filter((one) => isActive(one) && !mayStay(one, new Set()));
  const free = loose.filter((one) => !one.dependents.some((other) => loose.includes(other)));
  const leaving = free.filter(({ status }) => status !== 'stopping').at(-1);
  if (leaving) {
    stop(world, group, leaving);
    return true;
  }
  const next = group.resources.find((one) => one.status === 'offline' && mayStart(one));
  if (next) start(world, group, next);
  return next !== undefined;
}

function isActive({ status }: ResourceState): boolean {
  return status === 'online' || status === 'starting' || status === 'stopping';
}

/** Whether what an active resource depends on is online, and stays so. */
function mayStay(one: ResourceState, seen: Set<ResourceState>): boolean {
  if (seen.has(one)) return true;
  seen.add(one);
  const holds = (other: ResourceState) => other.status === 'online' && mayStay(other, seen);
  return one.after.every(holds) && (one.afterAny.length === 0 || one.afterAny.some(holds));
}

/** All of `after` are online and one of `after any`; what hung on it before has gone offline. */
function mayStart(one: ResourceState): boolean {
  const isOnline = ({ status }: ResourceState) => status === 'online';
  if (!one.after.every(isOnline) || (one.afterAny.length > 0 && !one.afterAny.some(isOnline))) return false;
  return !one.dependents.some((other) => other.after.includes(one) && isActive(other));
}

function start(world: World, group: Group, one: ResourceState): void {
  one.status = 'starting';
  const before = [...one.after, ...one.afterAny].map((other) => other.event);
  const cause = latest(group.event, one.event, ...before);
  const name = nameOf(world, one.ref);
  one.timer = schedule(world, one.resource.start.value, Phase.recovery, one.ref, () => {
    one.timer = undefined;
    one.status = 'online';
    touch(world, 'services');
    one.event = log(world, {
      mechanism: 'failover-cluster',
      subject: one.ref,
      to: 'online',
      place: group.owner?.ref,
      cause,
      text: `${name} is online on ${nameOf(world, group.owner?.ref)}`,
      source: one.resource.start,
    });
  });
}

function stop(world: World, group: Group, one: ResourceState): void {
  const { stop: timing } = one.resource;
  if (one.status === 'starting') {
    backOffline(one);
    return;
  }
  touch(world, 'services');
  const name = nameOf(world, one.ref);
  const tell = (to: string, text: string, cause: number) =>
    log(world, { mechanism: 'failover-cluster', subject: one.ref, to, cause, text, source: timing });
  const cause = latest(group.event, ...group.resources.map(({ event }) => event));
  const done = (because: number): void => {
    one.timer = undefined;
    one.status = 'offline';
    touch(world, 'services');
    one.event = tell('offline', `${name} is offline on ${nameOf(world, group.owner?.ref)}`, because);
  };
  if (timing.value === 0) {
    done(cause);
    return;
  }
  one.status = 'stopping';
  const event = tell('offline-pending', `${name} goes offline on ${nameOf(world, group.owner?.ref)}`, cause);
  one.event = event;
  one.timer = schedule(world, timing.value, Phase.recovery, one.ref, () => done(event));
}

function backOffline(one: ResourceState): void {
  one.timer = cancel(one.timer);
  one.status = 'offline';
}

/** A group is online when all on which nothing depends is online, and its own `start`, if written, has passed. */
function settleStart(world: World, group: Group): void {
  const ready =
    group.wanted === 'online' &&
    group.resources.every(({ status, dependents }) => status === 'online' || dependents.length > 0);
  if (!ready) {
    group.start = cancel(group.start);
    if (group.online) touch(world, 'services');
    group.online = false;
  } else if (!group.online && !group.start) {
    const { start: timing } = group.service.plan.service.timings;
    if (timing.value === 0 || world.silent) setOnline(world, group);
    else
      group.start = schedule(world, timing.value, Phase.recovery, group.service.ref, () => {
        group.start = undefined;
        setOnline(world, group);
      });
  }
}

function setOnline(world: World, group: Group): void {
  group.online = true;
  touch(world, 'services');
}
