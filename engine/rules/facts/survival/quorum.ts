/** Which nodes of a failover cluster have quorum while something has failed. */
import { find, findMachine } from '../../../topology/lookup.ts';
import type { FailoverCluster, FailoverGroupService, Host, Id, Server, Topology } from '../../../topology/model.ts';
import { ranksOf } from '../../../topology/ranks.ts';
import { dynamicQuorumOf } from '../../../topology/versions.ts';
import { metalOf } from '../placement.ts';
import { type Failing, nothingFailing } from './failing.ts';
import { conditionOf, connect, diskLives, diskOn, factsOf, isReachable, type MachineFacts } from './machines.ts';

/** The nodes that have quorum together: none where nobody has. */
export function quorateNodes(state: Failing, cluster: FailoverCluster): readonly MachineFacts[] {
  const nodes = nodesOf(state.topology, cluster);
  const sides = sidesOf(state, cluster, nodes);
  const { quorum } = cluster;
  if (quorum?.kind === 'disk') {
    // Of nodes that part, those whom users reach are taken to win the disk.
    const holding = sides.filter((side) => side.some((node) => seesDisk(state, node, quorum.disk)));
    return holding.find((side) => side.some((node) => isReachable(state, node))) ?? holding[0] ?? [];
  }
  const { votes, witness, witnessVote, majority } = votesOf(state.topology, cluster, nodes);
  const count = (side: readonly MachineFacts[]) => side.reduce((sum, node) => sum + (votes.get(node) ?? 0), 0);
  const reachesWitness = (side: readonly MachineFacts[]) =>
    witness !== undefined &&
    conditionOf(state, witness) === 'works' &&
    side.some((node) => node === witness || connect(state, node, witness));
  return (
    [...sides]
      .sort((a, b) => count(b) - count(a))
      .find((side) => count(side) + (reachesWitness(side) ? witnessVote : 0) >= majority) ?? []
  );
}

/** The nodes that may own a group: its owners, where no resource excludes them. */
export function possibleOwners(topology: Topology, group: FailoverGroupService): readonly Id[] {
  const resources = group.resources.flatMap((id) => find(topology, 'resource', id) ?? []);
  return group.owners.filter((owner) => resources.every(({ owners }) => owners?.includes(owner) ?? true));
}

export function nodesOf(topology: Topology, cluster: FailoverCluster): readonly MachineFacts[] {
  return cluster.nodes.flatMap((id) => {
    const machine = findMachine(topology, id);
    return machine ? [factsOf(topology, machine)] : [];
  });
}

export function witnessOf(topology: Topology, { quorum }: FailoverCluster): MachineFacts | undefined {
  const machine = quorum?.kind === 'majority' ? findMachine(topology, quorum.witness) : undefined;
  return machine && factsOf(topology, machine);
}

/** The nodes that work, in sides of those who all hear each other. */
function sidesOf(
  state: Failing,
  cluster: FailoverCluster,
  nodes: readonly MachineFacts[],
): readonly (readonly MachineFacts[])[] {
  const { refs } = ranksOf(state.topology);
  const networks = cluster.networks.flatMap((id) => refs.get(id) ?? []);
  const hear = (a: MachineFacts, b: MachineFacts) =>
    networks.length === 0
      ? connect(state, a, b)
      : networks.some((network) => state.lives[network] && connect(state, a, b, network));
  let rest = nodes.filter((node) => conditionOf(state, node) === 'works');
  const sides: MachineFacts[][] = [];
  while (rest.length > 0) {
    const side: MachineFacts[] = [];
    for (const node of rest) if (side.every((other) => hear(other, node))) side.push(node);
    rest = rest.filter((node) => !side.includes(node));
    sides.push(side);
  }
  return sides;
}

/**
 * Who has a vote before anything fails. Dynamic quorum (from version 2012, where it is not stated): a witness
 * votes where it makes the count odd; without one the vote of the last declared node is dropped from an even count.
 */
function votesOf(topology: Topology, cluster: FailoverCluster, nodes: readonly MachineFacts[]) {
  const witness = witnessOf(topology, cluster);
  const dynamic = dynamicQuorumOf(cluster) ?? false;
  const even = nodes.length % 2 === 0;
  const whole = nothingFailing(topology);
  const hasWitness = witness !== undefined && nodes.some((node) => node === witness || connect(whole, node, witness));
  const witnessVote = dynamic ? Number(even && hasWitness) : Number(witness !== undefined);
  const votes = new Map(nodes.map((node) => [node, 1]));
  const last = nodes.at(-1);
  if (dynamic && even && witnessVote === 0 && last) votes.set(last, 0);
  const all = [...votes.values()].reduce((sum, vote) => sum + vote, witnessVote);
  return { votes, witness, witnessVote, majority: Math.floor(all / 2) + 1 };
}

function seesDisk(state: Failing, node: MachineFacts, id: Id): boolean {
  const metal: Host | Server | undefined = metalOf(state.topology, node.machine);
  if (!metal || (metal.storage.length > 0 && !metal.storage.includes(id) && !isOwnDisk(node, id))) return false;
  return diskOn(state.topology, metal, id).some((disk) => diskLives(state, disk));
}

function isOwnDisk({ machine }: MachineFacts, id: Id): boolean {
  return machine.kind === 'vm' && machine.disks.includes(id);
}
