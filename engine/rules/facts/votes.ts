/** Votes of a failover cluster: how many there are, and how many may be lost. */
import type { FailoverCluster } from '../../topology/model.ts';

/** The votes of a cluster that goes by majority. */
export interface Votes {
  readonly nodes: number;
  readonly witness: 0 | 1;
  readonly all: number;
  /** Half of all and one more. */
  readonly needed: number;
  /** So many may be lost at once, whichever they are, where votes stay as they are. */
  readonly tolerated: number;
}

export function votesOf(nodes: number, witness: 0 | 1): Votes {
  const all = nodes + witness;
  const needed = Math.floor(all / 2) + 1;
  return { nodes, witness, all, needed, tolerated: all - needed };
}

/** The votes of a cluster; `undefined` where it does not go by majority. */
export function votesOfCluster(cluster: FailoverCluster): Votes | undefined {
  if (cluster.quorum?.kind !== 'majority') return undefined;
  return votesOf(new Set(cluster.nodes).size, cluster.quorum.witness === undefined ? 0 : 1);
}

/** What a cluster with dynamic quorum survives: `half` means that it depends on which node is lost. */
export interface Survival {
  readonly one: Outcome;
  readonly oneThenAnother: Outcome;
  readonly twoAtOnce: Outcome;
}
export type Outcome = 'yes' | 'half' | 'no';

const survivals: Readonly<Record<string, Survival>> = {
  '2+0': { one: 'half', oneThenAnother: 'no', twoAtOnce: 'no' },
  '2+1': { one: 'yes', oneThenAnother: 'no', twoAtOnce: 'no' },
  '3+0': { one: 'yes', oneThenAnother: 'half', twoAtOnce: 'no' },
  '3+1': { one: 'yes', oneThenAnother: 'yes', twoAtOnce: 'no' },
  '4+0': { one: 'yes', oneThenAnother: 'yes', twoAtOnce: 'half' },
  '4+1': { one: 'yes', oneThenAnother: 'yes', twoAtOnce: 'yes' },
};

/** Microsoft's table of "Understanding cluster and pool quorum"; five nodes and more survive all three. */
export function survivalOf({ nodes, witness }: Pick<Votes, 'nodes' | 'witness'>): Survival {
  const none = nodes < 2 ? 'no' : 'yes';
  return survivals[`${nodes}+${witness}`] ?? { one: none, oneThenAnother: none, twoAtOnce: none };
}
