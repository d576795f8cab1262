/** What became of nodes, of the disk and of the witness of a failover cluster. */
import { latest } from '../../log.ts';
import { disksEvent, isNow, membersEvent, pathEvent } from '../../state/causes.ts';
import { memberEvent } from '../../state/services.ts';
import type { World } from '../../world.ts';
import type { Cluster, ClusterNode } from './model.ts';

/** What became of a node: its cluster service, its machine, or who reaches it. */
export function nodeEvent(world: World, cluster: Cluster, node: ClusterNode): number {
  return nodesEvent(world, cluster, [node]);
}

/** What became of some nodes, or else of the paths from them to the others. */
export function nodesEvent(world: World, cluster: Cluster, nodes: readonly ClusterNode[]): number {
  const own = latest(...nodes.map((node) => latest(node.event, memberEvent(world, node.ref))));
  if (isNow(world, own) || nodes.every(({ status }) => status === 'down')) return own;
  const near = pathEvent(
    world,
    nodes.map(({ ref }) => ref),
    cluster.networks,
  );
  if (isNow(world, near)) return latest(own, near);
  const others = cluster.nodes.map(({ ref }) => ref);
  return latest(own, near, pathEvent(world, others, cluster.networks));
}

/** What became of the disk or the witness, or of who reaches them. */
export function decisive(world: World, { disk, witness, nodes }: Cluster): number {
  const seen = disk === undefined ? [] : nodes.map(({ machine }) => disksEvent(world, machine, [disk], 'either'));
  const heard =
    witness === undefined
      ? []
      : [
          membersEvent(
            world,
            [witness, ...nodes].map(({ ref }) => ref),
          ),
        ];
  return latest(disk === undefined ? -1 : (world.lastEvent[disk] ?? -1), ...seen, ...heard);
}
