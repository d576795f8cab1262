/** Who has a vote in which failover cluster, and how many it needs. */
import type { FailoverCluster, Id, Topology } from '../topology/model.ts';
import { append } from './lists.ts';
import { lookOf } from './look.ts';
import type { Quorum } from './scene.ts';
import type { States } from './states.ts';

/** `undefined` where the text does not say what decides. */
export function quorumOf({ quorum, nodes }: FailoverCluster): Quorum | undefined {
  if (!quorum) return undefined;
  if (quorum.kind === 'disk') return { kind: 'disk', voters: [quorum.disk], needed: 1 };
  const voters = [...new Set(quorum.witness === undefined ? nodes : [...nodes, quorum.witness])];
  return { kind: 'majority', voters, needed: Math.floor(voters.length / 2) + 1 };
}

/** The clusters in which each voter has a vote, by voter. */
export function votesOf(topology: Topology): ReadonlyMap<Id, readonly Id[]> {
  const votes = new Map<Id, Id[]>();
  for (const cluster of topology.failoverClusters)
    for (const voter of quorumOf(cluster)?.voters ?? []) append(votes, voter, cluster.id);
  return votes;
}

/** Whether a voter could be counted: it works, as far as its own state tells. */
export function canVote(voter: Id, states: States): boolean {
  const { tone } = lookOf(states.get(voter)?.state);
  return tone !== 'lost' && tone !== 'busy';
}

/** `3 votes`, in a run `2 of 3 votes up`; and `majority 2`. A disk has no votes to count. */
export function quorumWords(
  { kind, voters, needed }: Quorum,
  states: States | undefined,
): { readonly votes: string; readonly majority: string } {
  if (kind === 'disk') {
    const lost = states !== undefined && !voters.some((one) => canVote(one, states));
    return { votes: lost ? 'quorum disk lost' : 'quorum disk', majority: '' };
  }
  const all = `${voters.length} ${voters.length === 1 ? 'vote' : 'votes'}`;
  const up = voters.filter((one) => states && canVote(one, states)).length;
  return { votes: states ? `${up} of ${all} up` : all, majority: `majority ${needed}` };
}
