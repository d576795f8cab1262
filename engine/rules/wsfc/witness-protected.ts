import type { FailoverCluster, Machine, Topology } from '../../topology/model.ts';
import { usingMscs } from '../facts/sources.ts';
import { goodWitness, protectionOf, witnessFix, witnessOf } from '../facts/witnesses.ts';
import { message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/witness-protected';

const says = {
  server: message`${'witness'} holds the witness share of ${'cluster'} and is a server alone: once it is lost, the next loss of a node stops the cluster until somebody repairs it. Put the share on a clustered server, such as that of the database, or on a VM that HA restarts.`,
  vm: message`${'witness'} holds the witness share of ${'cluster'} and nothing restarts this VM when ${'host'} is lost: the next loss of a node then stops the cluster. Let HA restart it, or put the share on a clustered server.`,
  witness: message`${'witness'} is declared here.`,
  itsHost: message`its host`,
};

const example = (witness: string) => `network public
network heartbeat { dedicated }
server vc1 { nic lan0 -> public  nic lan1 -> heartbeat }
server vc2 { nic lan0 -> public  nic lan1 -> heartbeat }
server files { nic lan0 -> public }
server sql1 { nic lan0 -> public  nic lan1 -> heartbeat }
server sql2 { nic lan0 -> public  nic lan1 -> heartbeat }
server sql3 { nic lan0 -> public  nic lan1 -> heartbeat }

failover-cluster SqlCluster { nodes: sql1, sql2, sql3  networks: heartbeat, public  quorum: majority }

failover-cluster VCCluster {
  nodes: vc1, vc2
  networks: heartbeat, public
  quorum: majority with witness ${witness}
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'The witness is protected itself: a clustered server, or a VM that HA restarts',
  why: `The cluster lives on while the witness is gone, but without its vote: of two nodes, each is then needed. A witness on
a server alone stays lost until somebody repairs it, and nobody notices, since nothing has stopped yet. On a clustered
server, ideally that of VirtualCenter's database, or in a VM that VMware HA restarts, the vote comes back by itself.`,
  sources: [
    {
      document: usingMscs,
      place: 'majority node set with file share witness',
      quote: 'a virtual machine protected by VMware HA',
      statements: ['S4-23', 'S4-24'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of topology.failoverClusters) {
      const witness = witnessOf(topology, cluster);
      // what is a node must go elsewhere anyway
      if (!witness || cluster.nodes.includes(witness.id)) continue;
      if (!protectionOf(topology, cluster, witness)) reportAlone(topology, cluster, witness, report);
    }
  },
  examples: { breaks: example('files'), keeps: example('sql2'), fixed: example('sql1') },
});

function reportAlone(topology: Topology, cluster: FailoverCluster, witness: Machine, report: Report): void {
  const names = { witness: witness.name, cluster: cluster.name };
  const host = witness.kind === 'vm' ? topology.elements.get(witness.host)?.name : undefined;
  const text = witness.kind === 'vm' ? says.vm({ ...names, host: host ?? says.itsHost({}) }) : says.server(names);
  report(cluster, text, {
    property: 'quorum',
    related: [{ source: witness.source, message: says.witness({ witness: witness.name }) }],
    fix: (trial) => fixOf(topology, cluster, trial),
  });
}

function fixOf(topology: Topology, cluster: FailoverCluster, trial: Trial): Fix | undefined {
  const isProtected = (machine: Machine) => protectionOf(topology, cluster, machine) !== undefined;
  const witness = goodWitness(topology, cluster, trial, { rule: id, source: cluster.source }, isProtected);
  return witness && witnessFix(topology, cluster, witness);
}
