/** Who leads, who is missed, and when a missed host counts as dead. */
import { latest, listOf, log, nameOf, namesOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { hostsPathEvent, lastChange, type Wanted } from '../../state/causes.ts';
import { hostSees } from '../../state/storage.ts';
import { cancel, type HostState, schedule, touch, type World } from '../../world.ts';
import {
  byRank,
  type Group,
  groupsOf,
  type HaCluster,
  heartbeatsOf,
  isLed,
  leadersOf,
  type Missing,
  primariesOf,
  setGroups,
  viableGroups,
} from './cluster.ts';
import { restartGuests } from './placement.ts';

/** At time 0 the stated primary leads its group, else the best host of each. */
export function startGroups(world: World, ha: HaCluster): void {
  const stated = ha.hosts.find((host) => host.plan.host.id === ha.ha.primary);
  const groups = groupsOf(world, ha, new Set(stated ? [stated] : []));
  for (const group of groups) group.primary ??= bestOf(group);
  setGroups(ha, groups);
}

function bestOf(group: Group): HostState | undefined {
  return [...group.hosts].sort(byRank)[0];
}

/** Looks anew at who hears whom after hosts or their management network changed. */
export function regroup(world: World, ha: HaCluster): void {
  const before = ha.groups;
  const leaders = new Set(leadersOf(ha));
  const groups = groupsOf(world, ha, leaders);
  setGroups(ha, groups);
  // A primary that leaves in order, for maintenance, hands over; nobody is missed.
  for (const group of groups) {
    if (!ha.words.elects) group.primary ??= bestOf(group);
    if (!group.primary && cameFromMaintenance(before, group)) elect(world, ha, group, -1);
    const yielding = group.hosts.filter((host) => host !== group.primary && leaders.has(host));
    if (group.primary && yielding.length > 0 && ha.words.elects) tellMeeting(world, ha, group.primary, yielding);
  }
  missHosts(world, ha, before);
  callElection(world, ha);
}

function cameFromMaintenance(before: readonly Group[], group: Group): boolean {
  const old = before.find((one) => one.hosts.some((host) => group.hosts.includes(host)));
  return old?.primary?.maintenance ?? false;
}

function tellMeeting(world: World, ha: HaCluster, primary: HostState, yielding: readonly HostState[]): void {
  const names = namesOf(
    world,
    yielding.map((host) => host.ref),
  );
  log(world, {
    mechanism: 'host-ha',
    subject: ha.plan.ref,
    place: primary.ref,
    cause: groupEvent(world, [primary, ...yielding], 'back'),
    text: `${nameOf(world, primary.ref)} and ${names} meet again: ${nameOf(world, primary.ref)} is HA primary of ${nameOf(world, ha.plan.ref)}, ${names} ${yielding.length > 1 ? 'follow' : 'follows'} it`,
    source: ha.words.source,
  });
}

/** What changed between hosts of a cluster: one of them, or a path. */
function groupEvent(world: World, hosts: readonly HostState[], wanted: Wanted): number {
  const event = hostsPathEvent(world, hosts, wanted);
  return event < 0 ? latest(lastChange(world), ...hosts.map((host) => world.lastEvent[host.ref] ?? -1)) : event;
}

/** Notes who is no longer heard by the rest, and who is back. */
function missHosts(world: World, ha: HaCluster, before: readonly Group[]): void {
  for (const host of ha.hosts) {
    const missing = ha.missing.get(host.ref);
    const died = world.lives[host.ref] === 0;
    const heard = (host.maintenance && !died) || isHeard(world, ha, host);
    // One that was cut off and now dies, or lives again cut off, is missed anew.
    const changed = missing !== undefined && missing.died !== died;
    if (missing && (heard || changed)) {
      cancel(missing.timer);
      ha.missing.delete(host.ref);
      if (heard) comesBack(world, ha, missing);
    }
    if (heard || ha.missing.has(host.ref)) continue;
    const silent = changed && missing.verdict === 'open' ? missing : undefined;
    const old = before.find((group) => group.hosts.includes(host));
    const event = died
      ? (world.lastEvent[host.ref] ?? -1)
      : groupEvent(world, [host, ...ha.hosts.filter((other) => other !== host)], 'lost');
    ha.missing.set(host.ref, {
      host,
      since: silent?.since ?? ha.deadFrom.get(host.ref) ?? world.now,
      event,
      led: silent?.led ?? costsElection(world, ha, host, old),
      verdict: 'open',
      timer: undefined,
      verdictEvent: -1,
      died,
      companions: died ? (old?.hosts.filter((other) => other !== host) ?? []) : [],
      placed: false,
    });
  }
  // Who was there when nobody lived missed nobody: silence counts from when there is a host to hear it.
  const unheard = before.length === 0 && ha.groups.length > 0;
  for (const missing of ha.missing.values()) {
    if (missing.verdict !== 'open') continue;
    if (unheard && !missing.timer) missing.since = world.now;
    expectVerdict(world, ha, missing);
  }
}

/** It led hosts that live, or nobody else leads: until one is elected nobody watches. A side with a primary of its own goes on. */
function costsElection(world: World, ha: HaCluster, host: HostState, old: Group | undefined): boolean {
  if (old?.primary !== host) return false;
  return old.hosts.some((other) => other !== host && world.lives[other.ref]) || !isLed(ha);
}

/** A host is heard while it lives and is in the group of most of its cluster, or in none that misses it. */
function isHeard(world: World, ha: HaCluster, host: HostState): boolean {
  if (!world.lives[host.ref]) return false;
  // A node without quorum is isolated, not dead.
  if (!ha.words.elects) return true;
  const group = ha.groupOf.get(host.ref);
  const viable = viableGroups(ha);
  const [first] = viable;
  if (!first || !group) return true;
  return (
    group === viable.reduce((largest, other) => (other.hosts.length > largest.hosts.length ? other : largest), first)
  );
}

function comesBack(world: World, ha: HaCluster, missing: Missing): void {
  if (missing.verdict !== 'dead') return;
  const gone = ha.machines.filter(
    (machine) => machine.plan.host === missing.host.ref && machine.on && machine.host !== missing.host.ref,
  );
  const stay = gone.map((machine) => `${nameOf(world, machine.ref)} stays on ${nameOf(world, machine.host)}`);
  log(world, {
    mechanism: 'host-ha',
    subject: missing.host.ref,
    cause: missing.died
      ? (world.lastEvent[missing.host.ref] ?? -1)
      : groupEvent(world, [missing.host, ...ha.hosts.filter((other) => other !== missing.host)], 'back'),
    text: `${nameOf(world, missing.host.ref)} is back in ${nameOf(world, ha.plan.ref)}${stay.length > 0 ? `: ${listOf(stay)}` : ''}`,
    source: ha.words.source,
  });
}

/** A group without a primary elects one; until then nobody restarts anything for it. */
function callElection(world: World, ha: HaCluster): void {
  if (!ha.words.elects) return;
  const without = viableGroups(ha).some((group) => !group.primary);
  if (!without) ha.election = cancel(ha.election);
  else if (!ha.election) {
    const lost = [...ha.missing.values()].filter((missing) => missing.led);
    const since = lost.filter((missing) => missing.since === world.now);
    const cause =
      since.length > 0 ? latest(...since.map((missing) => missing.event)) : groupEvent(world, ha.hosts, 'either');
    ha.election = schedule(world, ha.cluster.timings.detectPrimary.value, Phase.detection, ha.plan.ref, () => {
      ha.election = undefined;
      for (const group of viableGroups(ha)) if (!group.primary) elect(world, ha, group, cause);
      for (const missing of ha.missing.values()) if (missing.verdict === 'open') expectVerdict(world, ha, missing);
      touch(world, 'machines');
    });
  }
}

function elect(world: World, ha: HaCluster, group: Group, cause: number): void {
  const first = bestOf(group);
  if (!first) return;
  group.primary = first;
  const timing = ha.cluster.timings.detectPrimary;
  log(world, {
    mechanism: 'host-ha',
    subject: ha.plan.ref,
    place: first.ref,
    cause: cause >= 0 ? cause : latest(...ha.hosts.map((host) => world.lastEvent[host.ref] ?? -1)),
    text: `${nameOf(world, first.ref)} is elected HA primary of ${nameOf(world, ha.plan.ref)}${group.hosts.length > 1 ? ` by ${group.hosts.length} hosts` : ', alone'}`,
    source: timing,
  });
}

/** Schedules the moment at which a missed host is judged, as soon as somebody leads. */
function expectVerdict(world: World, ha: HaCluster, missing: Missing): void {
  if (missing.timer || !primariesOf(ha).some((primary) => primary !== missing.host)) return;
  const timing = detectTiming(world, ha, missing);
  const due = Math.max(0, missing.since + timing.value - world.now);
  missing.timer = schedule(world, due, Phase.detection, missing.host.ref, () => judge(world, ha, missing));
}

function detectTiming(world: World, ha: HaCluster, missing: Missing) {
  const { detect, detectPrimary, detectWithoutDatastores } = ha.cluster.timings;
  if (missing.led) return detectPrimary;
  return heartbeatsOf(world, ha, missing.host).length > 0 ? detect : detectWithoutDatastores;
}

function judge(world: World, ha: HaCluster, missing: Missing): void {
  missing.timer = undefined;
  const primaries = primariesOf(ha).filter((primary) => primary !== missing.host);
  const [judging] = primaries;
  if (!judging) return;
  const name = nameOf(world, missing.host.ref);
  const heartbeat = heartbeatsOf(world, ha, missing.host).filter(
    (storage) =>
      hostSees(world, missing.host, storage) && primaries.some((primary) => hostSees(world, primary, storage)),
  );
  const timing = detectTiming(world, ha, missing);
  const alive = heartbeat.length > 0;
  missing.verdict = alive ? 'alive' : 'dead';
  const leads = primaries.find((primary) => !alive || hostSees(world, primary, heartbeat[0] ?? -1)) ?? judging;
  missing.verdictEvent = log(world, {
    mechanism: 'host-ha',
    subject: missing.host.ref,
    cause: latest(missing.event, missing.led ? (world.lastEvent[ha.plan.ref] ?? -1) : -1),
    text: alive
      ? `${nameOf(world, leads.ref)} sees the heartbeat of ${name} on ${namesOf(world, heartbeat)}: it lives, nothing is restarted`
      : ha.words.dead(nameOf(world, ha.plan.ref), name, timing, ha.deadFrom.has(missing.host.ref)),
    source: timing,
  });
  if (!alive) restartGuests(world, ha, missing);
}
