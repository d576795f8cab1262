import type { FailoverCluster, Storage, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { nodesOf } from '../facts/failover-groups.ts';
import { referenceTo } from '../facts/names.ts';
import { isUnseen } from '../facts/quorum-disks.ts';
import { understandQuorum, usingMscs } from '../facts/sources.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { goodWitness, witnessFix } from '../facts/witnesses.ts';
import { listed, message } from '../message.ts';
import { type Fix, rule, type Trial } from '../rule.ts';

const id = 'wsfc/quorum-resource';

const says = {
  single: message`${'cluster'} has no quorum resource: Windows forms no cluster without one. State \`quorum\`: a disk that all nodes see, or a majority.`,
  none: message`${'cluster'} has no quorum resource: once ${'nodes'} no longer hear each other, nothing decides which of them goes on. State \`quorum\`: a disk that all nodes see, or a majority.`,
};

export default rule({
  id,
  severity: 'error',
  title: 'A failover cluster has a quorum resource: a disk, or a majority of votes',
  why: `When the nodes of a cluster no longer hear each other, each side must know whether it may go on. The quorum resource
decides: the side that holds the disk, or the one with most votes. Without it both sides would bring the same group online, with
the same address and the same data; so Windows does not form a cluster at all without one.

The fix states a majority with a witness where a machine fits (no node, without VirtualCenter, on other metal and reachable),
else a majority where there are three nodes or more, else a disk on shared storage that all nodes see.`,
  sources: [
    {
      document: usingMscs,
      place: 'configurations, Table 3',
      quote: 'quorum resource',
      statements: ['S4-18', 'S4-40'],
    },
    { ...understandQuorum, statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of topology.failoverClusters) {
      const nodes = nodesOf(topology, cluster);
      // a cluster without nodes is the language's to report
      if (cluster.quorum || nodes.length === 0) continue;
      const words = { cluster: cluster.name, nodes: listed(nodes.map((node) => node.name)) };
      report(cluster, nodes.length > 1 ? says.none(words) : says.single(words), {
        property: 'quorum',
        fix: (trial) => fixesOf(topology, cluster, trial),
      });
    }
  },
  examples: {
    breaks: virtualCenterText({
      cluster: `failover-cluster VCCluster {
  nodes: vc1, vc2, vc3
  networks: heartbeat, public
}`,
    }),
    keeps: virtualCenterText(),
    fixed: virtualCenterText({
      cluster: `failover-cluster VCCluster {
  nodes: vc1, vc2, vc3
  networks: heartbeat, public
  quorum: majority
}`,
    }),
  },
});

function fixesOf(topology: Topology, cluster: FailoverCluster, trial: Trial): Fix | undefined {
  const mended = { rule: id, source: cluster.source };
  const witness = goodWitness(topology, cluster, trial, mended);
  if (witness) return witnessFix(topology, cluster, witness);
  const { source } = cluster;
  const majority = withElements(topology, { ...cluster, quorum: { kind: 'majority', source } });
  if (cluster.nodes.length > 2 && mends(topology, majority, trial, mended)) return quorumFix(cluster, 'majority');
  const disk = topology.storages.find((storage) => fitsAsQuorum(topology, cluster, storage, trial));
  return disk && quorumFix(cluster, `disk ${referenceTo(topology, disk)}`);
}

/** A disk is a single point of failure: said at the disk, once it is the quorum. */
function fitsAsQuorum(topology: Topology, cluster: FailoverCluster, disk: Storage, trial: Trial): boolean {
  if (disk.storageKind !== 'san' || nodesOf(topology, cluster).some((node) => isUnseen(topology, node, disk) !== false))
    return false;
  const { source } = cluster;
  const changed = withElements(topology, { ...cluster, quorum: { kind: 'disk', disk: disk.id, source } });
  const mended = { rule: id, source };
  return mends(topology, changed, trial, mended, (finding) => finding.rule === 'topology/single-point-of-failure');
}

function quorumFix(cluster: FailoverCluster, value: string): Fix {
  return {
    title: `State quorum: ${value}`,
    edits: [{ edit: 'set', element: cluster.source, property: 'quorum', value }],
    safe: false,
  };
}
