/** Which side of a failover cluster may go on: by votes of nodes and witness, or by who holds the quorum disk. */
import { listOf, nameOf } from '../../log.ts';
import { guestWorks } from '../../state/machines.ts';
import { machinesConnect } from '../../state/reach.ts';
import { machineSees } from '../../state/storage.ts';
import type { World } from '../../world.ts';
import type { Cluster, ClusterNode } from './model.ts';
import { together } from './nodes.ts';

type Side = readonly ClusterNode[];

/**
 * The nodes as they count as together, without sides on which none works. All of a side hear each other:
 * where hearing is not mutual, members come before those who join, and the first declared first.
 */
export function sidesOf(cluster: Cluster): readonly Side[] {
  const isMember = (node: ClusterNode) => cluster.members.includes(node);
  let rest = [...cluster.nodes.filter(isMember), ...cluster.nodes.filter((node) => !isMember(node))];
  const sides: Side[] = [];
  while (rest.length > 0) {
    const side: ClusterNode[] = [];
    for (const node of rest) if (side.every((other) => together(cluster, node, other))) side.push(node);
    rest = rest.filter((node) => !side.includes(node));
    if (side.some(works)) sides.push(cluster.nodes.filter((node) => side.includes(node)));
  }
  return sides;
}

/** The side that goes on now. Settles who holds the disk or the witness, and whether quorum is still forced. */
export function sideWithQuorum(world: World, cluster: Cluster): Side | undefined {
  const sides = sidesOf(cluster);
  const own = sideByItself(world, cluster, sides);
  const { forced } = cluster;
  if (!forced) return own;
  const side = sides.find((one) => one.includes(forced));
  if (works(forced) && side && !own?.includes(forced)) return side;
  cluster.forced = undefined;
  return own;
}

/** The side that has quorum of its own. */
function sideByItself(world: World, cluster: Cluster, sides: readonly Side[]): Side | undefined {
  if (cluster.cluster.quorum?.kind === 'disk') return sideWithDisk(world, cluster, sides);
  const side = sideWithMajority(world, cluster, sides);
  if (side && !side.some((node) => node === cluster.holder && works(node))) cluster.holder = side.find(works);
  return side;
}

/** The node that holds the disk defends it; once it is lost, or has no path to it, another takes it. */
function sideWithDisk(world: World, cluster: Cluster, sides: readonly Side[]): Side | undefined {
  const sees = (node: ClusterNode) => seesDisk(world, cluster, node);
  const { holder } = cluster;
  const held = sides.find((side) => holder !== undefined && side.includes(holder));
  const heir = held?.find(sees);
  if (held && holder && heir) {
    // Whether a silent holder is dead is not known before it counts as lost.
    if (works(holder) && !sees(holder)) cluster.holder = heir;
    return held;
  }
  for (const side of sides) {
    cluster.holder = side.find(sees);
    if (cluster.holder) return side;
  }
  cluster.holder = undefined;
  return undefined;
}

function seesDisk(world: World, { disk }: Cluster, node: ClusterNode): boolean {
  return disk !== undefined && works(node) && machineSees(world, node.machine, disk);
}

/** The side with most votes tries for the witness first; of equal ones that which holds it. */
function sideWithMajority(world: World, cluster: Cluster, sides: readonly Side[]): Side | undefined {
  const { holder } = cluster;
  const rank = (side: Side) => 2 * nodeVotes(side) + (holder && side.includes(holder) && works(holder) ? 1 : 0);
  const ranked = [...sides].sort((a, b) => rank(b) - rank(a));
  return ranked.find((side) => votesOf(world, cluster, side) >= majorityOf(cluster));
}

/** Half of the votes that count and one more. */
export function majorityOf(cluster: Cluster): number {
  return Math.floor((nodeVotes(cluster.nodes) + cluster.witnessVote) / 2) + 1;
}

/** The votes that a side can bring together. */
export function votesOf(world: World, cluster: Cluster, side: Side): number {
  return nodeVotes(side) + (reachesWitness(world, cluster, side) ? cluster.witnessVote : 0);
}

function nodeVotes(side: Side): number {
  return side.reduce((sum, { vote }) => sum + vote, 0);
}

/** Whether a node of a side reaches the witness. */
export function reachesWitness(world: World, { witness }: Cluster, side: Side): boolean {
  if (!witness || !guestWorks(witness)) return false;
  return side.some(
    (node) => works(node) && (node.machine === witness || machinesConnect(world, node.machine, witness)),
  );
}

function works(node: ClusterNode): boolean {
  return node.status === 'up';
}

/** Whether the members agree on who they are: none is lost or silent whom the others still count as one of them. */
export function isSettled({ members, pairings, nodes }: Cluster): boolean {
  const at = members.map((node) => nodes.indexOf(node));
  const silent = at.some((first) =>
    at.some((second) => pairings[first]?.[second - first - 1]?.silence !== undefined && first < second),
  );
  return !silent && members.every(works);
}

/**
 * Dynamic quorum: votes follow the members, once they agree on who they are. A witness votes where it makes the count odd; without one the
 * vote of the last declared member is dropped from an even count.
 */
export function recount(world: World, cluster: Cluster): void {
  const { members, nodes } = cluster;
  if (!cluster.dynamic || members.length === 0 || !isSettled(cluster)) return;
  for (const node of nodes) node.vote = members.includes(node) ? 1 : 0;
  const even = members.length % 2 === 0;
  cluster.witnessVote = even && reachesWitness(world, cluster, members) ? 1 : 0;
  const last = members.at(-1);
  if (even && cluster.witnessVote === 0 && last) last.vote = 0;
}

/** Whether the other members would keep quorum without this one. */
export function survivesWithout(world: World, cluster: Cluster, lost: ClusterNode): boolean {
  const rest = cluster.members.filter((node) => node !== lost && works(node));
  if (cluster.cluster.quorum?.kind === 'disk') return rest.some((node) => seesDisk(world, cluster, node));
  return votesOf(world, cluster, rest) >= majorityOf(cluster);
}

/** What a side has of what decides: `vc1 and vc2 have 2 of 3 votes, 2 are needed`, `vc2 holds quorumSan`. */
export function standing(world: World, cluster: Cluster, side: Side, verb = 'holds'): string {
  const { disk, holder, forced } = cluster;
  if (forced && side === cluster.members) return `quorum is forced on ${nameOf(world, forced.ref)}`;
  if (disk !== undefined) {
    const holds = holder !== undefined && side.includes(holder);
    return holds ? `${nameOf(world, holder.ref)} ${verb} ${nameOf(world, disk)}` : `nobody sees ${nameOf(world, disk)}`;
  }
  const names = listOf(side.filter(works).map((node) => nameOf(world, node.ref)));
  const have = side.length === 0 ? 'there would be' : `${names} ${side.filter(works).length > 1 ? 'have' : 'has'}`;
  const all = nodeVotes(cluster.nodes) + cluster.witnessVote;
  const needed = majorityOf(cluster);
  return `${have} ${votesOf(world, cluster, side)} of ${all} vote${all === 1 ? '' : 's'}, ${needed} ${needed === 1 ? 'is' : 'are'} needed`;
}

/** Why nobody has quorum. */
export function whyNone(world: World, cluster: Cluster): string {
  const sides = sidesOf(cluster);
  if (sides.length === 0) return 'none of its nodes is up';
  if (cluster.disk !== undefined) return `no node holds ${nameOf(world, cluster.disk)}`;
  return listOf(sides.map((side) => standing(world, cluster, side)));
}
