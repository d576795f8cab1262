/** An address whose network its owner has lost: the group goes to a node that has it. */
import { listOf, nameOf, namesOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { machineNetworkEvent } from '../../state/causes.ts';
import { cancel, schedule, type World } from '../../world.ts';
import { failForGood } from './failures.ts';
import type { Cluster, ClusterNode, Group, ResourceState } from './model.ts';
import { addressesOf, hasNetworks, stands } from './networks.ts';
import { isReady } from './owners.ts';

/**
 * An address whose network is lost on the owner fails once the nodes have missed each other on it, where another possible
 * owner has that network. Where none has, nobody knows whose adapter is at fault: everything stays as it is.
 */
export function watchAddresses(world: World, cluster: Cluster): void {
  for (const group of cluster.groups) {
    const heirs = lostAddress(world, group) && heirsOf(world, group);
    if (!heirs?.length) group.silence = cancel(group.silence);
    else if (!group.silence) {
      const { detect } = cluster.cluster;
      // After the cluster has seen who is lost to it at that instant.
      group.silence = schedule(world, detect.value, Phase.placement, group.service.ref, () => give(world, group));
    }
  }
}

/** The first address in use whose network is lost on the owner. */
function lostAddress(world: World, group: Group): ResourceState | undefined {
  const { owner, resources, wanted } = group;
  if (owner?.status !== 'up' || wanted === 'offline') return undefined;
  for (const address of addressesOf(world, group)) {
    const one = resources.find(({ ref }) => ref === address.ref);
    if (one && (one.status === 'online' || one.status === 'starting') && !stands(world, owner, address)) return one;
  }
  return undefined;
}

function heirsOf(world: World, group: Group): readonly ClusterNode[] {
  return group.possible.filter(
    (node) => node !== group.owner && isReady(group, node) && hasNetworks(world, group, node),
  );
}

function give(world: World, group: Group): void {
  group.silence = undefined;
  const { owner } = group;
  const one = lostAddress(world, group);
  const heirs = heirsOf(world, group);
  if (!owner || !one || heirs.length === 0) return;
  const networks = addressesOf(world, group).find(({ ref }) => ref === one.ref)?.networks ?? [];
  const names = listOf(heirs.map((node) => nameOf(world, node.ref)));
  const which = namesOf(world, networks);
  const text = `${nameOf(world, one.ref)} fails: ${nameOf(world, owner.ref)} has lost ${which}, and ${names} ${heirs.length > 1 ? 'have' : 'has'} it`;
  failForGood(world, group, one, machineNetworkEvent(world, owner.machine, 'lost'), text);
}
