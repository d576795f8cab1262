/** Nodes: whether their cluster service works, and who hears whom. */
import { Phase } from '../../phases.ts';
import { connectOver, machinesConnect } from '../../state/reach.ts';
import { cancel, schedule, type World } from '../../world.ts';
import type { Cluster, ClusterNode, NodeStatus, Pairing } from './model.ts';

/** What a node is now: its cluster service runs with its machine, unless it has failed itself. */
export function statusOf({ machine, stopped }: ClusterNode): NodeStatus {
  if (!machine.on || !machine.booted || machine.crashed || stopped) return 'down';
  // A machine's own `start` comes before its cluster service joins.
  if (machine.apps.some((app) => app.service === undefined && !app.started)) return 'down';
  return machine.stalled ? 'stalled' : 'up';
}

/** Why a node does not work, as a word or two. */
export function whyDown(world: World, node: ClusterNode): string {
  const word = world.shown[node.ref] ?? 'down';
  if (!node.machine.on || !node.machine.booted || node.machine.crashed || node.machine.stalled) return `is ${word}`;
  return node.stopped ? 'has a failed cluster service' : `is ${word}`;
}

/** What two nodes know of each other; of a node with itself nothing. */
export function pairingOf(cluster: Cluster, a: ClusterNode, b: ClusterNode): Pairing | undefined {
  const [one, other] = [cluster.nodes.indexOf(a), cluster.nodes.indexOf(b)];
  const [first, second] = one < other ? [one, other] : [other, one];
  return cluster.pairings[first]?.[second - first - 1];
}

/** Whether two nodes count as together: they hear each other, or have been silent for less than `detect`. */
export function together(cluster: Cluster, a: ClusterNode, b: ClusterNode): boolean {
  return a === b || (pairingOf(cluster, a, b)?.together ?? false);
}

/** Listens on every pair: who is heard is together at once, who is not after `detect` no more. */
export function listen(world: World, cluster: Cluster): void {
  for (const [at, a] of cluster.nodes.entries())
    for (const [after, pairing] of (cluster.pairings[at] ?? []).entries()) {
      const b = cluster.nodes[at + 1 + after];
      if (b) follow(world, cluster, pairing, hears(world, cluster, a, b));
    }
}

function follow(world: World, cluster: Cluster, pairing: Pairing, heard: boolean): void {
  if (heard || world.silent) {
    pairing.silence = cancel(pairing.silence);
    pairing.together = heard;
  } else if (pairing.together && !pairing.silence)
    pairing.silence = schedule(world, cluster.cluster.detect.value, Phase.detection, cluster.ref, () => {
      pairing.silence = undefined;
      pairing.together = false;
      cluster.seen = '';
    });
}

/** A node that starts anew is a stranger to the others until they hear it. */
export function forget(cluster: Cluster, node: ClusterNode): void {
  for (const other of cluster.nodes) {
    const pairing = pairingOf(cluster, node, other);
    if (!pairing) continue;
    pairing.silence = cancel(pairing.silence);
    pairing.together = false;
  }
}

/** Whether two nodes hear each other now, on any of the cluster's networks. */
function hears(world: World, { networks }: Cluster, a: ClusterNode, b: ClusterNode): boolean {
  if (a.status !== 'up' || b.status !== 'up') return false;
  if (networks.length === 0) return machinesConnect(world, a.machine, b.machine);
  return networks.some((network) => connectOver(world, a.machine, b.machine, network));
}
