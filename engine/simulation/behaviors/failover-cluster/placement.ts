/** Groups that are offline come online where they may; a group goes back where the text asks for it. */
import { latest, log, nameOf } from '../../log.ts';
import { clusterSource, licenceSource, sourceFor } from '../../sources.ts';
import { machineEvent } from '../../state/machines.ts';
import { touch, type World } from '../../world.ts';
import { moveAway } from './failures.ts';
import type { Cluster, ClusterNode, Group } from './model.ts';
import { hasNetworks } from './networks.ts';
import { besides, chooseOwner, isReady, mayRun } from './owners.ts';
import { isOffline, takeOffline } from './resources.ts';

/** Puts each offline group of a cluster with quorum on a node; moves one whose resources have failed for good. */
export function placeGroups(world: World, cluster: Cluster): void {
  for (const group of cluster.groups) {
    release(group);
    if (cluster.members.length === 0) continue;
    leaveUnlicensed(world, group);
    if (group.owner === undefined) place(world, group);
    else if (hasFailed(group)) moveAway(world, group);
  }
}

/** A node is rid of a group that is offline, unless the others do not know yet that it is lost. */
function release(group: Group): void {
  const { owner } = group;
  if (!owner || group.wanted === 'online' || !isOffline(group)) return;
  if (owner.status === 'down' && group.cluster.members.includes(owner)) return;
  group.last = owner;
  group.owner = undefined;
}

/** Its node has come, while it ran, to a host where the licence is not valid. */
function leaveUnlicensed(world: World, group: Group): void {
  const { owner } = group;
  if (!owner || group.wanted === 'offline' || owner.status !== 'up' || mayRun(group, owner)) return;
  const name = nameOf(world, group.service.ref);
  const event = log(world, {
    mechanism: 'licence',
    subject: group.service.ref,
    cause: machineEvent(world, owner.machine),
    text: `${name} stops: ${nameOf(world, owner.ref)} runs on ${nameOf(world, owner.machine.host)}, where its licence is not valid`,
    source: sourceFor(group.service.plan.service, licenceSource),
  });
  takeOffline(world, group, event, { avoid: owner });
}

function place(world: World, group: Group): void {
  const name = nameOf(world, group.service.ref);
  const choice = chooseOwner(world, group);
  const cause = latest(group.event, group.cluster.event, world.lastEvent[group.service.ref] ?? -1);
  const entry = { mechanism: 'failover-cluster', subject: group.service.ref, cause, source: clusterSource } as const;
  if (!('node' in choice)) {
    if (group.told === choice.why) return;
    group.told = choice.why;
    log(world, { ...entry, text: `${name} stays offline: ${choice.why}` });
    return;
  }
  const { node, why } = choice;
  group.owner = node;
  group.wanted = 'online';
  group.target = undefined;
  group.avoid = undefined;
  group.told = '';
  for (const one of group.resources) one.restarts = [];
  touch(world, 'services');
  group.event = log(world, {
    ...entry,
    place: node.ref,
    text: `${name} comes online on ${nameOf(world, node.ref)}${why}`,
  });
}

function hasFailed(group: Group): boolean {
  return group.wanted === 'online' && group.resources.some(({ status }) => status === 'failed');
}

/** `fail-back: automatic`: a group goes back to a preferred owner that has joined, else to where it began. */
export function failBack(world: World, cluster: Cluster, joined: readonly ClusterNode[]): void {
  for (const group of cluster.groups) {
    if (group.group.failBack !== 'automatic' || !group.owner || group.wanted === 'offline') continue;
    const homes = homesOf(group);
    const now = homes.indexOf(group.owner);
    const better = now < 0 ? homes : homes.slice(0, now);
    const home = better.find(
      (node) => joined.includes(node) && isReady(group, node) && hasNetworks(world, group, node),
    );
    if (!home || besides(group, home).length > besides(group, group.owner).length) continue;
    const event = log(world, {
      mechanism: 'failover-cluster',
      subject: group.service.ref,
      cause: cluster.event,
      text: `${nameOf(world, group.service.ref)} fails back from ${nameOf(world, group.owner.ref)} to ${nameOf(world, home.ref)}, which is back`,
    });
    takeOffline(world, group, event, { target: home });
  }
}

function homesOf(group: Group): readonly ClusterNode[] {
  const preferred = group.possible.filter((node) => group.group.preferred.includes(node.machine.plan.machine.id));
  if (preferred.length > 0) return preferred;
  return group.home ? [group.home] : [];
}
