import { find } from '../../topology/lookup.ts';
import type { FailoverCluster, Machine, Topology } from '../../topology/model.ts';
import { nodesOf } from '../facts/failover-groups.ts';
import { movingFix } from '../facts/moving.ts';
import { referenceTo } from '../facts/names.ts';
import { usingMscs } from '../facts/sources.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { votesOfCluster } from '../facts/votes.ts';
import { goodWitness, placeOf, virtualCenterCarriers, witnessFix, witnessOf } from '../facts/witnesses.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Related, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/witness-outside';

const says = {
  node: message`${'witness'} holds the witness share of ${'cluster'} and is a node of it: when it fails, 2 of ${'all'} votes are gone at once. Put the share on a machine outside the cluster.`,
  software: message`${'witness'} holds the witness share of ${'cluster'} and runs ${'service'}: the witness must not run VirtualCenter software. Put the share on another machine.`,
  host: message`${'witness'} holds the witness share of ${'cluster'} and runs on ${'host'}, like ${'nodes'}: the loss of this one host takes ${'count'} of ${'all'} votes. Put the share elsewhere, or place ${'witness'} on another host.`,
  witness: message`${'witness'} is declared here.`,
  service: message`${'service'} runs on it.`,
  sharing: message`${'node'} runs on ${'host'} too.`,
};

const databases = `server sql1 { nic lan0 -> public  nic lan1 -> heartbeat }
server sql2 { nic lan0 -> public  nic lan1 -> heartbeat }
server sql3 { nic lan0 -> public  nic lan1 -> heartbeat }`;
const example = (witness: string) =>
  virtualCenterText({
    nodes: `server vc1 { nic lan0 -> public  nic lan1 -> heartbeat }
server vc2 { nic lan0 -> public  nic lan1 -> heartbeat }
${databases}`,
    cluster: `failover-cluster SqlCluster { nodes: sql1, sql2, sql3  networks: heartbeat, public  quorum: majority }

failover-cluster VCCluster {
  nodes: vc1, vc2
  networks: heartbeat, public
  quorum: majority with witness ${witness}
}`,
  });

export default rule({
  id,
  severity: 'error',
  title: 'The witness is no cluster member, runs no VirtualCenter software, and shares no host with a node',
  why: `The witness is the vote that decides when nodes are lost or no longer hear each other. It helps only if it lives when
they do not: on a node, or on the host of one, it goes down together with that node, and the cluster has lost two votes where
it counted on losing one. On a machine that runs VirtualCenter it is in the way of what the cluster moves there.

The fix puts the share on the machine that fits best: the database server of VirtualCenter if that is clustered, else one
that is protected otherwise, else any that no node needs.`,
  sources: [
    {
      document: usingMscs,
      place: 'majority node set with file share witness',
      quote: 'is not a cluster member and does not run any VirtualCenter software',
      statements: ['S4-22', 'S4-23'],
    },
  ],
  decides: [
    {
      contradiction: 'C4',
      text: 'TN-019 says that the witness is not a cluster member, and that a majority node set requires three nodes. Both hold: the share is the third *voter*, on a machine that is no node.',
    },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of topology.failoverClusters) {
      const witness = witnessOf(topology, cluster);
      if (witness) checkWitness(topology, cluster, witness, report);
    }
  },
  examples: { breaks: example('vc2'), keeps: example('sql2'), fixed: example('sql1') },
});

function checkWitness(topology: Topology, cluster: FailoverCluster, witness: Machine, report: Report): void {
  const names = { witness: witness.name, cluster: cluster.name };
  const all = votesOfCluster(cluster)?.all ?? 0;
  const say = (text: string, related: readonly Related[], first?: (trial: Trial) => Fix | undefined) =>
    report(cluster, text, {
      property: 'quorum',
      related: [{ source: witness.source, message: says.witness({ witness: witness.name }) }, ...related],
      fix: (trial) => [first?.(trial), moveShare(topology, cluster, trial)].filter((fix) => fix !== undefined),
    });
  if (cluster.nodes.includes(witness.id)) {
    say(says.node({ ...names, all }), []);
    return;
  }
  const service = virtualCenterCarriers(topology).get(witness.id);
  if (service)
    say(says.software({ ...names, service: service.name }), [
      { source: service.source, message: says.service({ service: service.name }) },
    ]);
  const sharing = nodesOf(topology, cluster).filter((node) => placeOf(node) === placeOf(witness));
  const host = find(topology, 'host', placeOf(witness));
  if (sharing.length === 0 || !host || witness.kind !== 'vm') return;
  const hostName = referenceTo(topology, host);
  say(
    says.host({
      ...names,
      host: hostName,
      nodes: listed(sharing.map((node) => node.name)),
      count: sharing.length + 1,
      all,
    }),
    sharing.slice(0, 8).map(({ source, name }) => ({ source, message: says.sharing({ node: name, host: hostName }) })),
    (trial) => movingFix(topology, [witness], trial, { rule: id, source: cluster.source }),
  );
}

function moveShare(topology: Topology, cluster: FailoverCluster, trial: Trial): Fix | undefined {
  const witness = goodWitness(topology, cluster, trial, { rule: id, source: cluster.source });
  return witness && witnessFix(topology, cluster, witness);
}
