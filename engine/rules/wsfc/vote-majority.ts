import type { FailoverCluster, Topology } from '../../topology/model.ts';
import { dynamicQuorumOf } from '../../topology/versions.ts';
import { mends, withElements } from '../facts/changes.ts';
import { groupsOf, nodesOf } from '../facts/failover-groups.ts';
import { fileShareWitness, understandQuorum, usingMscs } from '../facts/sources.ts';
import { type Outcome, survivalOf, type Votes, votesOf, votesOfCluster } from '../facts/votes.ts';
import { goodWitness, witnessFix, witnessOf } from '../facts/witnesses.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/vote-majority';

const says = {
  few: message`${'cluster'} has ${'votes'} (${'voters'}) and needs ${'needed'}: it survives the loss of none of them${'groups'}. Three voters survive the loss of one: add ${'what'}.`,
  pair: message`${'cluster'} has 2 nodes (${'voters'}), dynamic quorum and no witness: it survives the loss of one only if it is the right one${'groups'}. Three voters survive the loss of any: add a witness.`,
  even: message`${'cluster'} has ${'all'} votes (${'voters'}) and needs ${'needed'}: it survives the loss of ${'tolerated'}, no more than with ${'fewer'} votes, and a split into halves stops both${'groups'}. Make the votes odd: ${'what'}.`,
  dynamic: message`${'cluster'} has ${'nodes'} nodes, dynamic quorum and no witness: it survives the loss of one, after it ${'another'}, and of two at once ${'two'}${'groups'}. Add a witness: its vote makes the number odd.`,
  stops: message`, and ${'groups'} ${'stop'} with it`,
  oneVote: message`1 vote`,
  manyVotes: message`${'all'} votes`,
  witness: message`a witness`,
  node: message`a node`,
  nodeOrWitness: message`a node or a witness`,
  addWitness: message`add a witness, or a node`,
  dropWitness: message`leave the witness out, or add a node`,
  yes: message`of any other`,
  half: message`of another only if it is the right one`,
  no: message`of no other`,
  twoYes: message`of any two`,
  twoHalf: message`only of the right two`,
  twoNo: message`of none`,
};

const another: Readonly<Record<Outcome, string>> = { yes: says.yes({}), half: says.half({}), no: says.no({}) };
const two: Readonly<Record<Outcome, string>> = { yes: says.twoYes({}), half: says.twoHalf({}), no: says.twoNo({}) };

const example = (quorum: string) => `network public
network heartbeat { dedicated }
server vc1 { nic lan0 -> public  nic lan1 -> heartbeat }
server vc2 { nic lan0 -> public  nic lan1 -> heartbeat }
server sql1 { nic lan0 -> public  nic lan1 -> heartbeat }
server sql2 { nic lan0 -> public  nic lan1 -> heartbeat }
server sql3 { nic lan0 -> public  nic lan1 -> heartbeat }

failover-cluster SqlCluster { nodes: sql1, sql2, sql3  networks: heartbeat, public  quorum: majority }
failover-cluster VCCluster { nodes: vc1, vc2  networks: heartbeat, public  quorum: ${quorum} }
`;

export default rule({
  id,
  severity: 'error',
  title: 'A majority has three voters or more, and an odd number of votes',
  why: `A cluster that goes by majority runs while more than half of its votes are together. Two voters need each other: the
loss of either stops both, so that the cluster is worse than one server. With three voters, the third of which may be a file
share on another machine, one may be lost. An even number survives no more than the odd one below it, and can fall into two
halves of which neither goes on.

| votes | needed | may be lost |
|---|---|---|
| 2 | 2 | 0 |
| 3 | 2 | 1 |
| 4 | 3 | 1 |
| 5 | 3 | 2 |

Dynamic quorum (\`dynamic-quorum: on\`, from Windows Server 2012 by itself) takes votes from nodes that are gone, and
counts the witness only where that makes the number odd: then a witness beside an odd number of nodes does no harm, and an
even number of nodes without one is the weak case. Where the text states neither the version nor \`dynamic-quorum\`, a
witness beside three nodes is left alone.`,
  sources: [
    {
      document: usingMscs,
      place: 'majority node set',
      quote: 'requires three nodes and can tolerate the failure of only one node',
      statements: ['S4-25'],
    },
    { ...fileShareWitness, statements: [] },
    { ...understandQuorum, statements: [] },
  ],
  decides: [
    {
      contradiction: 'C4',
      text: 'TN-019 asks for three *nodes*, and for a witness that is no cluster member. What counts is voters: two nodes and a share are three. Microsoft\'s KB 921181 speaks of three "devices".',
    },
    {
      contradiction: 'C6',
      text: 'TN-019 says that the file share witness comes with "Windows Small Business Server 2003 R3". KB 921181 gives it to Windows Server 2003 SP1 and R2 server clusters: the phrase is taken for a slip, and nothing is asked of the version.',
    },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of topology.failoverClusters) {
      const votes = votesOfCluster(cluster);
      if (!votes || votes.nodes === 0) continue;
      if (votes.all < 3) reportFew(topology, cluster, votes, report);
      else reportEven(topology, cluster, votes, report);
    }
  },
  examples: {
    breaks: example('majority'),
    keeps: example('majority with witness sql2'),
    fixed: example('majority with witness sql1'),
  },
});

function reportFew(topology: Topology, cluster: FailoverCluster, votes: Votes, report: Report): void {
  const isEitherOr = dynamicQuorumOf(cluster) === true && survivalOf(votes).one === 'half';
  const text = (isEitherOr ? says.pair : says.few)({
    cluster: cluster.name,
    votes: votes.all === 1 ? says.oneVote({}) : says.manyVotes({ all: votes.all }),
    voters: votersOf(topology, cluster),
    needed: votes.needed,
    groups: stopped(topology, cluster),
    what: votes.witness === 1 ? says.node({}) : votes.nodes === 1 ? says.nodeOrWitness({}) : says.witness({}),
  });
  report(cluster, text, { property: 'quorum', fix: (trial) => fixOf(topology, cluster, trial) });
}

function reportEven(topology: Topology, cluster: FailoverCluster, votes: Votes, report: Report): void {
  const dynamic = dynamicQuorumOf(cluster);
  if (dynamic ? votes.nodes % 2 === 1 || votes.witness === 1 : votes.all % 2 === 1) return;
  if (dynamic === undefined && votes.witness === 1) return;
  const survival = survivalOf(votes);
  if (dynamic && survival.twoAtOnce === 'yes') return;
  const common = { cluster: cluster.name, groups: stopped(topology, cluster) };
  const text = dynamic
    ? says.dynamic({
        ...common,
        nodes: votes.nodes,
        another: another[survival.oneThenAnother],
        two: two[survival.twoAtOnce],
      })
    : says.even({
        ...common,
        all: votes.all,
        voters: votersOf(topology, cluster),
        needed: votes.needed,
        tolerated: votes.tolerated,
        fewer: votes.all - 1,
        what: votes.witness === 1 ? says.dropWitness({}) : says.addWitness({}),
      });
  report(cluster, text, {
    property: 'quorum',
    severity: 'warning',
    fix: (trial) => fixOf(topology, cluster, trial),
  });
}

function votersOf(topology: Topology, cluster: FailoverCluster): string {
  const witness = witnessOf(topology, cluster);
  const nodes = nodesOf(topology, cluster).map((node) => node.name);
  return listed(witness ? [...nodes, witness.name] : nodes);
}

function stopped(topology: Topology, cluster: FailoverCluster): string {
  const groups = groupsOf(topology, cluster.id).map((group) => group.name);
  if (groups.length === 0) return '';
  return says.stops({ groups: listed(groups), stop: groups.length > 1 ? 'stop' : 'stops' });
}

function fixOf(topology: Topology, cluster: FailoverCluster, trial: Trial): Fix | undefined {
  const { quorum } = cluster;
  if (quorum?.kind !== 'majority') return undefined;
  const mended = { rule: id, source: cluster.source };
  if (quorum.witness === undefined) {
    const witness = goodWitness(topology, cluster, trial, mended);
    return witness && witnessFix(topology, cluster, witness);
  }
  if (votesOf(cluster.nodes.length, 0).all < 3) return undefined;
  const { witness: _, ...alone } = quorum;
  if (!mends(topology, withElements(topology, { ...cluster, quorum: alone }), trial, mended)) return undefined;
  return {
    title: `Leave the witness of ${cluster.name} out`,
    edits: [{ edit: 'set', element: cluster.source, property: 'quorum', value: 'majority' }],
    safe: false,
  };
}
