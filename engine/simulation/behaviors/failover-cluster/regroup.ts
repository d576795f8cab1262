/** Nodes are lost and come back: who has quorum now, and what that means for their groups. */
import { latest, listOf, log, nameOf } from '../../log.ts';
import { quorumSource } from '../../sources.ts';
import { touch, type World } from '../../world.ts';
import { decisive, nodeEvent } from './causes.ts';
import type { Cluster, ClusterNode } from './model.ts';
import { forget, listen, statusOf, whyDown } from './nodes.ts';
import { mayRun, whyNoOwner } from './owners.ts';
import { failBack } from './placement.ts';
import { isSettled, reachesWitness, recount, sideWithQuorum, standing, whyNone } from './quorum.ts';
import { isOffline, loseResources, takeOffline } from './resources.ts';

/** Looks again at a cluster where something changed that it may hang on. */
export function regroup(world: World, cluster: Cluster): void {
  const { components, network, machines, storage } = world.versions;
  const seen = `${components} ${network} ${machines} ${storage}`;
  if (seen === cluster.seen) return;
  cluster.seen = seen;
  for (const node of cluster.nodes) lookAt(world, cluster, node);
  listen(world, cluster);
  const { members: before, holder, forced } = cluster;
  cluster.members = sideWithQuorum(world, cluster) ?? [];
  const lost = before.filter((node) => !cluster.members.includes(node));
  const joined = cluster.members.filter((node) => !before.includes(node));
  if (!world.silent) tell(world, cluster, before, lost, joined, holder);
  if (forced && !cluster.forced && cluster.members.length > 0) tellOwn(world, cluster);
  recount(world, cluster);
  watchWitness(world, cluster, before);
  if (lost.length + joined.length > 0) touch(world, 'services');
  leave(world, cluster);
  failBack(world, cluster, joined);
}

function lookAt(world: World, cluster: Cluster, node: ClusterNode): void {
  const before = node.status;
  node.status = statusOf(node);
  if (node.status === before) return;
  const cause = nodeEvent(world, cluster, node);
  if (before === 'down') forget(cluster, node);
  if (node.status === 'down')
    for (const group of cluster.groups) if (group.owner === node) loseResources(world, group, cause);
  touch(world, 'services');
}

/** Groups on nodes without quorum stop: in order where the node works, else they are lost with it. */
function leave(world: World, cluster: Cluster): void {
  for (const group of cluster.groups) {
    const { owner } = group;
    if (!owner || cluster.members.includes(owner)) continue;
    if (owner.status !== 'up') {
      if (!isOffline(group)) loseResources(world, group, latest(cluster.event, nodeEvent(world, cluster, owner)));
    } else if (group.wanted === 'online') takeOffline(world, group, cluster.event);
  }
}

function tell(
  world: World,
  cluster: Cluster,
  before: readonly ClusterNode[],
  lost: readonly ClusterNode[],
  joined: readonly ClusterNode[],
  holder: ClusterNode | undefined,
): void {
  const { members } = cluster;
  const moved = cluster.disk !== undefined && cluster.holder !== holder;
  const name = nameOf(world, cluster.ref);
  if (members.length === 0) {
    if (before.length === 0) return;
    const cause = latest(decisive(world, cluster), ...lost.map((node) => nodeEvent(world, cluster, node)));
    note(world, cluster, 'not-quorate', cause, `${name} loses quorum: ${whyNone(world, cluster)}; its groups stop`);
    return;
  }
  const goesOn = standing(world, cluster, members, moved ? 'takes' : 'holds');
  if (before.length === 0) {
    const cause = latest(
      cluster.event,
      decisive(world, cluster),
      ...members.map((node) => nodeEvent(world, cluster, node)),
    );
    const again = cluster.forced ? 'goes on' : 'has quorum again';
    note(world, cluster, 'quorate', cause, `${name} ${again}: ${goesOn}`);
    return;
  }
  if (lost.length === before.length) {
    // Every member has lost the votes that decide to others.
    const cause = latest(
      decisive(world, cluster),
      ...[...lost, ...joined].map((node) => nodeEvent(world, cluster, node)),
    );
    const names = listOf(lost.map((node) => nameOf(world, node.ref)));
    note(world, cluster, 'quorate', cause, `Quorum of ${name} goes from ${names} to others: ${goesOn}`);
    return;
  }
  if (moved && lost.length === 0 && holder) {
    const why = holder.status === 'up' ? 'has lost its path to it' : whyDown(world, holder);
    const text = `${goesOn}: ${nameOf(world, holder.ref)} ${why}; the groups of ${name} stay where they are`;
    note(world, cluster, 'quorate', latest(cluster.event, decisive(world, cluster)), text);
  }
  for (const node of lost) {
    const text = `${name} loses node ${nameOf(world, node.ref)}, which ${whyLost(world, cluster, node)}; ${goesOn}`;
    note(world, cluster, 'quorate', nodeEvent(world, cluster, node), text);
  }
  for (const node of joined)
    note(
      world,
      cluster,
      'quorate',
      latest(cluster.event, nodeEvent(world, cluster, node)),
      `${nameOf(world, node.ref)} joins ${name}`,
    );
}

/** Quorum that was forced is the cluster's own again. */
function tellOwn(world: World, cluster: Cluster): void {
  const text = `${nameOf(world, cluster.ref)} has quorum of its own again: ${standing(world, cluster, cluster.members)}`;
  note(world, cluster, 'quorate', latest(cluster.event, decisive(world, cluster)), text);
}

/** The witness alone is lost or back: the nodes go on, with one vote less or more. */
function watchWitness(world: World, cluster: Cluster, before: readonly ClusterNode[]): void {
  const { members, witness, witnessed } = cluster;
  // With a member that is missed the votes are not counted anew yet.
  if (!witness || members.length === 0 || !isSettled(cluster)) return;
  cluster.witnessed = reachesWitness(world, cluster, members);
  if (world.silent || before.length === 0 || cluster.witnessed === witnessed) return;
  const [name, share] = [nameOf(world, cluster.ref), nameOf(world, witness.ref)];
  const what = cluster.witnessed
    ? `${name} has its witness ${share} again`
    : `${name} goes on without its witness ${share}`;
  const text = `${what}: ${standing(world, cluster, members)}`;
  note(world, cluster, 'quorate', latest(cluster.event, decisive(world, cluster)), text);
}

function whyLost(world: World, cluster: Cluster, node: ClusterNode): string {
  if (node.status !== 'up') return whyDown(world, node);
  const networks = listOf(cluster.networks.map((network) => nameOf(world, network)));
  return `is not heard${networks === '' ? '' : ` on ${networks}`} and stops its groups`;
}

function note(world: World, cluster: Cluster, to: string, cause: number, text: string): void {
  const timing = cluster.cluster.detect;
  cluster.event = log(world, {
    mechanism: 'failover-cluster',
    subject: cluster.ref,
    to,
    cause,
    text,
    source: to === 'quorate' ? timing : quorumSource,
    assumption: (cluster.assumed && cluster.disk === undefined) || timing.assumption,
  });
}

/** At time 0 nodes with quorum have their groups online. */
export function begin(world: World, cluster: Cluster): void {
  regroup(world, cluster);
  world.shown[cluster.ref] = cluster.members.length > 0 ? 'quorate' : 'not-quorate';
  for (const group of cluster.groups) {
    const { home } = group;
    const runs = home !== undefined && cluster.members.includes(home) && home.status === 'up' && mayRun(group, home);
    for (const one of group.resources) {
      one.status = runs ? 'online' : 'offline';
      world.shown[one.ref] = one.status;
      if (runs) world.places[one.ref] = home.ref;
    }
    // What holds from the start is no event of the run.
    if (!runs) group.told = whyNoOwner(world, group);
    if (!runs) continue;
    group.owner = home;
    group.wanted = 'online';
    group.online = true;
  }
}
