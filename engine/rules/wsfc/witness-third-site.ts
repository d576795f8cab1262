import type { FailoverCluster, Machine, Site, Topology } from '../../topology/model.ts';
import { sitesAround } from '../../topology/places.ts';
import { nodesOf } from '../facts/failover-groups.ts';
import { siteOfMachine } from '../facts/sites.ts';
import { fileShareWitness, witnessInThirdSite } from '../facts/sources.ts';
import { votesOfCluster } from '../facts/votes.ts';
import { goodWitness, witnessFix, witnessOf } from '../facts/witnesses.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/witness-third-site';

const says = {
  same: message`${'witness'}, the witness of ${'cluster'}, stands in ${'site'}, like ${'nodes'}: the loss of this one site takes ${'lost'} of ${'all'} votes, and ${'needed'} are needed, so ${'others'} ${'stop'} too. Put the witness in a third site.`,
  witness: message`${'witness'} is declared here.`,
  node: message`${'node'} stands in ${'site'} too.`,
};

const example = (witness: string) => `site East {
  network eastLan
  network eastBeat { dedicated }
  server n1 { nic lan0 -> eastLan  nic lan1 -> eastBeat }
  cluster Office {
    ha
    host Host1 { nic vmnic0 -> eastLan for management }
    host Host2 { nic vmnic0 -> eastLan for management }
  }
  vm share1 on Host1 { nic eth0 -> eastLan via vmnic0 }
}
site West {
  network westLan
  network westBeat { dedicated }
  server n2 { nic lan0 -> westLan  nic lan1 -> westBeat }
}
site Branch {
  network branchLan
  cluster BranchOffice {
    ha
    host Host3 { nic vmnic0 -> branchLan for management }
    host Host4 { nic vmnic0 -> branchLan for management }
  }
  vm share2 on Host3 { nic eth0 -> branchLan via vmnic0 }
}
link eastWest between eastLan, westLan { latency: 5 ms  bandwidth: 10 Gbps }
link beat between eastBeat, westBeat { latency: 5 ms  bandwidth: 10 Gbps }
link eastBranch between eastLan, branchLan { latency: 20 ms  bandwidth: 1 Gbps }
link westBranch between westLan, branchLan { latency: 20 ms  bandwidth: 1 Gbps }

failover-cluster Files {
  nodes: n1, n2
  networks: eastLan, westLan, eastBeat, westBeat
  quorum: majority with witness ${witness}
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'The witness of a cluster over two sites stands in a third',
  why: `A cluster is spread over two sites so that one of them can be lost. If the witness stands in one of the two, the loss of
that site takes the votes of its nodes and that of the witness at once: the other site is left with a minority and stops,
although nothing is broken there. In a third site the witness gives its vote to whichever side still reaches it.

The rule counts the votes that are left, and speaks only where the loss of the site costs the majority. Sites that are not
stated are not told apart.`,
  sources: [
    { document: witnessInThirdSite, quote: 'third site', statements: [] },
    { ...fileShareWitness, statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of topology.failoverClusters) {
      const witness = witnessOf(topology, cluster);
      const site = witness && !cluster.nodes.includes(witness.id) ? siteOfMachine(topology, witness) : undefined;
      if (witness && site) checkSite(topology, cluster, witness, site, report);
    }
  },
  examples: { breaks: example('share1'), keeps: example('share2'), fixed: example('share2') },
});

function checkSite(topology: Topology, cluster: FailoverCluster, witness: Machine, site: Site, report: Report): void {
  const nodes = nodesOf(topology, cluster);
  const isApart = (node: Machine) => areApart(topology, siteOfMachine(topology, node), site);
  const [others, near] = [nodes.filter(isApart), nodes.filter((node) => !isApart(node))];
  const votes = votesOfCluster(cluster);
  if (!votes || others.length === 0 || near.length === 0 || others.length >= votes.needed) return;
  // what the other site could not outvote anyway is no fault of the witness
  if (others.length + 1 < votes.needed) return;
  const text = says.same({
    witness: witness.name,
    cluster: cluster.name,
    site: site.name,
    nodes: listed(near.map((node) => node.name)),
    lost: near.length + 1,
    all: votes.all,
    needed: votes.needed,
    others: listed(others.map((node) => node.name)),
    stop: others.length > 1 ? 'stop' : 'stops',
  });
  report(cluster, text, {
    property: 'quorum',
    related: [
      { source: witness.source, message: says.witness({ witness: witness.name }) },
      ...near.slice(0, 8).map(({ source, name }) => ({
        source,
        message: says.node({ node: name, site: site.name }),
      })),
    ],
    fix: (trial) => fixOf(topology, cluster, nodes, trial),
  });
}

/** A machine in a site in which no node stands. */
function fixOf(topology: Topology, cluster: FailoverCluster, nodes: readonly Machine[], trial: Trial): Fix | undefined {
  const isThird = (machine: Machine) => {
    const site = siteOfMachine(topology, machine);
    return nodes.every((node) => areApart(topology, siteOfMachine(topology, node), site));
  };
  const witness = goodWitness(topology, cluster, trial, { rule: id, source: cluster.source }, isThird);
  return witness && witnessFix(topology, cluster, witness);
}

/** True where two sites are two places: neither stands in the other, nor is it. */
function areApart(topology: Topology, one: Site | undefined, other: Site | undefined): boolean {
  if (!one || !other) return false;
  return !sitesAround(topology, one.id).includes(other) && !sitesAround(topology, other.id).includes(one);
}
