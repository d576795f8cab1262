/** Where a group goes, and why there. */
import { listOf, nameOf } from '../../log.ts';
import { isLicensed } from '../../state/machines.ts';
import type { World } from '../../world.ts';
import { type ClusterNode, excludedBy, type Group, runsApplications } from './model.ts';
import { hasNetworks, whyNoNetwork } from './networks.ts';
import { whyDown } from './nodes.ts';

/** A node for a group with the reason for it, or why there is none. */
export type Choice = { readonly node: ClusterNode; readonly why: string } | { readonly why: string };

/**
 * The first possible owner that is up and has quorum: where an operator wants it, then where it was, then
 * preferred ones, then the others; nodes with an anti-affine group last, never refused.
 */
export function chooseOwner(world: World, group: Group): Choice {
  const ready = group.possible.filter((node) => isReady(group, node));
  const { target, last, avoid } = group;
  if (target && ready.includes(target)) return { node: target, why: '' };
  const first = ready.filter((node) => node === last);
  const all = [...first, ...ready.filter((node) => node !== last)];
  // Where every node has lost a network that the group needs it goes somewhere all the same.
  const sound = all.filter((node) => hasNetworks(world, group, node));
  const inOrder = sound.length > 0 ? sound : all;
  const welcome = inOrder.filter((node) => node !== avoid);
  const list = welcome.length > 0 ? welcome : inOrder;
  const alone = list.filter((node) => besides(group, node).length === 0);
  const node = alone[0] ?? list[0];
  if (!node) return { why: whyNoOwner(world, group) };
  return { node, why: whyThere(world, group, node) };
}

/** Whether a node could take a group now. */
export function isReady(group: Group, node: ClusterNode): boolean {
  const { possible, cluster } = group;
  return possible.includes(node) && cluster.members.includes(node) && node.status === 'up' && mayRun(group, node);
}

/** Whether what a group runs is licensed where a node is now. */
export function mayRun({ resources }: Group, { machine }: ClusterNode): boolean {
  return isLicensed(machine) || !runsApplications(resources);
}

/** Groups of the same anti-affinity class on a node. */
export function besides(group: Group, node: ClusterNode): readonly Group[] {
  const { antiAffinity } = group.group;
  if (antiAffinity === undefined) return [];
  return group.cluster.groups.filter(
    (other) => other !== group && other.owner === node && other.group.antiAffinity === antiAffinity,
  );
}

/** Why not where it was, nor on the nodes before this one; that it shares it with a group it is kept apart from. */
function whyThere(world: World, group: Group, node: ClusterNode): string {
  const before = group.possible.slice(0, group.possible.indexOf(node));
  const passed = new Set(group.last ? [group.last, ...before] : before);
  const reasons = [...passed].map((other) => whyNot(world, group, other)).filter((why) => why !== undefined);
  const beside = besides(group, node).map((other) => nameOf(world, other.service.ref));
  const because = node === group.last ? ['it was there'] : reasons;
  if (beside.length > 0) because.push(`no node without ${listOf(beside)} is left`);
  return because.length === 0 ? '' : `: ${because.join(', ')}`;
}

/** Why no node can take a group, each with its reason. */
export function whyNoOwner(world: World, group: Group, except?: ClusterNode): string {
  const { nodes } = group.cluster;
  const reasons = nodes.filter((node) => node !== except).map((node) => whyNot(world, group, node));
  const told = reasons.filter((why) => why !== undefined);
  return told.length === 0 ? 'there is no other node' : told.join(', ');
}

/** Why a group does not go to a node; `undefined` where nothing speaks against it. */
export function whyNot(world: World, group: Group, node: ClusterNode): string | undefined {
  const name = nameOf(world, node.ref);
  if (!group.possible.includes(node)) {
    const excluding = excludedBy(group.resources, node);
    return `${name} is no possible owner of ${nameOf(world, excluding?.ref ?? group.service.ref)}`;
  }
  if (node.status !== 'up') return `${name} ${whyDown(world, node)}`;
  if (!group.cluster.members.includes(node)) return `${name} has no quorum`;
  if (!mayRun(group, node))
    return `${name} runs on ${nameOf(world, node.machine.host)}, where its licence is not valid`;
  const without = whyNoNetwork(world, group, node);
  if (without !== undefined) return without;
  if (node === group.avoid) return `resources fail on ${name}`;
  const beside = besides(group, node).map((other) => nameOf(world, other.service.ref));
  return beside.length > 0 ? `${name} has ${listOf(beside)}` : undefined;
}
