/** Votes of failover clusters, and who survives which loss. */
import { sitesOfMachines } from '../../engine/rules/facts/sites.ts';
import { failing } from '../../engine/rules/facts/survival/failing.ts';
import { quorateNodes } from '../../engine/rules/facts/survival/quorum.ts';
import { survivalOf, type Votes, votesOfCluster } from '../../engine/rules/facts/votes.ts';
import { findMachine } from '../../engine/topology/lookup.ts';
import type { FailoverCluster, Id, Topology } from '../../engine/topology/model.ts';
import { ranksOf } from '../../engine/topology/ranks.ts';
import { dynamicQuorumOf } from '../../engine/topology/versions.ts';
import { nameOf } from '../requests/elements.ts';

/** `2 of 3 votes, survives 1`; `undefined` where the text does not say what decides. */
export function quorumWords(topology: Topology, cluster: FailoverCluster): string | undefined {
  const { quorum, nodes } = cluster;
  if (!quorum) return undefined;
  if (quorum.kind === 'disk') {
    const spare = new Set(nodes).size - 1;
    return `${nameOf(topology, quorum.disk)} decides, survives ${spare} ${spare === 1 ? 'node' : 'nodes'}, not the disk`;
  }
  const votes = votesOfCluster(cluster);
  if (!votes) return undefined;
  return `${votes.needed} of ${votes.all} ${votes.all === 1 ? 'vote' : 'votes'}, ${survives(cluster, votes)}`;
}

function survives(cluster: FailoverCluster, votes: Votes): string {
  if (dynamicQuorumOf(cluster) !== true) return votes.tolerated === 0 ? 'survives none' : `survives ${votes.tolerated}`;
  const { one, oneThenAnother, twoAtOnce } = survivalOf(votes);
  if (twoAtOnce === 'yes') return 'survives 2 at once';
  if (one === 'no') return 'survives none';
  const first = one === 'half' ? 'survives 1 of the two' : 'survives 1';
  if (oneThenAnother === 'no') return first;
  return `${first}, then ${oneThenAnother === 'half' ? 'perhaps ' : ''}another`;
}

/** More voters than this are not told of one by one. */
const most = 8;

/** Markdown: the votes, and for each voter who has quorum without it. */
export function quorumMarkdown(topology: Topology, cluster: FailoverCluster, linkTo: (id: Id) => string): string {
  const words = quorumWords(topology, cluster);
  if (!words) return '';
  return [`**Quorum:** ${words}.`, dynamicWords(cluster), votersTable(topology, cluster, linkTo)]
    .filter(Boolean)
    .join('\n\n');
}

function dynamicWords(cluster: FailoverCluster): string {
  if (cluster.quorum?.kind !== 'majority') return '';
  const dynamic = dynamicQuorumOf(cluster);
  if (dynamic === undefined)
    return 'Neither `dynamic-quorum` nor the version is stated: counted as if votes stayed as they are.';
  return dynamic ? 'Votes follow the nodes that live (`dynamic-quorum`).' : '';
}

function votersTable(topology: Topology, cluster: FailoverCluster, linkTo: (id: Id) => string): string {
  const { quorum } = cluster;
  if (!quorum) return '';
  const nodes = [...new Set(cluster.nodes)];
  const deciding = quorum.kind === 'disk' ? quorum.disk : quorum.witness;
  const voters = deciding === undefined ? nodes : [...nodes, deciding];
  if (voters.length > most) return '';
  const groups = topology.services.filter(
    (service) => service.mode === 'failover-group' && service.cluster === cluster.id,
  );
  const rows = voters.map((lost) => {
    const left = nodes.filter((node) => node !== lost);
    const has = hasQuorum(cluster, lost, left.length);
    const owners = groups.filter(
      (group) => group.mode === 'failover-group' && group.owners.some((owner) => left.includes(owner)),
    );
    const survivors = has ? left.map(linkTo).join(', ') : 'nobody';
    const carried = has && groups.length > 0 ? ` (${owners.length} of ${groups.length} groups)` : '';
    return `| ${linkTo(lost)} | ${survivors}${carried} |`;
  });
  return ['| without | has quorum |', '|---|---|', ...rows, ...siteRows(topology, cluster, voters, linkTo)].join('\n');
}

/** Of a cluster over several sites: who has quorum when all of one is lost at once, and what it carries with it. */
function siteRows(
  topology: Topology,
  cluster: FailoverCluster,
  voters: readonly Id[],
  linkTo: (id: Id) => string,
): readonly string[] {
  const machines = voters.flatMap((voter) => findMachine(topology, voter) ?? []);
  const sites = sitesOfMachines(topology, machines);
  if (sites.length < 2) return [];
  const { refs } = ranksOf(topology);
  return sites.flatMap(({ id }) => {
    const ref = refs.get(id);
    if (ref === undefined) return [];
    const left = quorateNodes(failing(topology, ref), cluster).map(({ machine }) => linkTo(machine.id));
    return [`| site ${linkTo(id)} | ${left.length > 0 ? left.join(', ') : 'nobody'} |`];
  });
}

function hasQuorum(cluster: FailoverCluster, lost: Id, left: number): boolean {
  const { quorum } = cluster;
  if (quorum?.kind === 'disk') return quorum.disk !== lost && left > 0;
  const votes = votesOfCluster(cluster);
  if (!votes || left === 0) return false;
  if (votes.tolerated >= 1) return true;
  return dynamicQuorumOf(cluster) === true && survivalOf(votes).one === 'yes';
}
