import { find } from '../../topology/lookup.ts';
import type { FailoverCluster, Host, Machine, Topology, Vm } from '../../topology/model.ts';
import { versionNumber } from '../../topology/versions.ts';
import { groupsOf, isOfVirtualCenter, nodesOf } from '../facts/failover-groups.ts';
import { grouped } from '../facts/memo.ts';
import { movingFix } from '../facts/moving.ts';
import { referenceTo } from '../facts/names.ts';
import { mscsOnVsphere, usingMscs } from '../facts/sources.ts';

import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'wsfc/mns-physical-only';

const says = {
  virtual: message`${'nodes'} ${'are'} virtual, and ${'cluster'} goes by majority: for ${'groups'} only physical servers are supported as nodes of a majority node set. Use servers as nodes, or a quorum disk.`,
  notStated: message`${'nodes'} ${'are'} virtual, and ${'cluster'} goes by majority: for ${'groups'} VMware supported only physical servers as nodes of the majority node set of Windows Server 2003. The version is not stated: state it, use servers as nodes, or a quorum disk.`,
  together: message`${'node'} runs on ${'host'}, like ${'others'}: the loss of this one host takes ${'count'} of the ${'all'} nodes of ${'cluster'}. Place ${'node'} on another host.`,
  node: message`${'node'} is a VM.`,
  other: message`${'node'} runs on ${'host'} too.`,
  cluster: message`${'cluster'} has these nodes.`,
};

const example = (nodes: string) => `network public
network heartbeat { dedicated }
${nodes}
failover-cluster VCCluster {
  nodes: vc1, vc2, vc3
  networks: heartbeat, public
  quorum: majority
  version: 2003
}

service VirtualCenter : failover-group {
  product: vmware.virtualcenter
  cluster: VCCluster
  resource ip        : ip-address      { address: "10.0.0.50" }
  resource name      : network-name    { after: ip }
  resource vpxd      : generic-service { after: name  use-network-name }
  resource webAccess : generic-service { after: vpxd }
  resource license   : generic-service { after: name }
  settings { managed-ip: config-file }
  synchronize { items: licenses, config, ssl, upgrade  by: dfs }
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'Nodes of a majority node set are physical servers; virtual nodes stand on different hosts',
  why: `VirtualCenter on a majority node set was tested on physical servers alone: for virtual nodes there is no support
when it fails. With a quorum disk the nodes may be virtual, if they follow VMware's guide for clusters across physical hosts:
two nodes on one host are lost together, and the cluster with them.

The first half speaks of clusters that carry VirtualCenter or its licence server. Where the version of Windows is not stated it is a warning,
from 2008 on there is no majority node set any more and the note says nothing. The second half holds for every failover
cluster; two owners of one group on a host are \`topology/pair-same-host\`'s to report.`,
  sources: [
    {
      document: usingMscs,
      place: 'majority node set, Figures 2 and 3',
      quote: 'only physical servers as nodes',
      statements: ['S4-26', 'S4-27'],
    },
    {
      document: usingMscs,
      place: 'quorum disk',
      quote: 'across physical hosts, including requirements for storage and networking',
      statements: ['S4-4', 'S4-20'],
    },
    { document: mscsOnVsphere, statements: [] },
  ],
  decides: [
    {
      contradiction: 'C5',
      text: "TN-019's prerequisites allow nodes that are physical or virtual, its chapter on the majority node set physical ones alone. Both hold: what counts is the kind of quorum.",
    },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of topology.failoverClusters) {
      const nodes = nodesOf(topology, cluster);
      const virtual = nodes.filter((node): node is Vm => node.kind === 'vm');
      if (virtual.length === 0) continue;
      if (cluster.quorum?.kind === 'majority') checkMajority(topology, cluster, virtual, report);
      checkHosts(topology, cluster, virtual, nodes.length, report);
    }
  },
  examples: {
    breaks: example(`site DataCenter {
  host Host1 { nic vmnic0 -> public for management  nic vmnic1 -> heartbeat }
}
server vc1 { nic lan0 -> public  nic lan1 -> heartbeat }
server vc2 { nic lan0 -> public  nic lan1 -> heartbeat }
vm vc3 on Host1 { nic eth0 -> public via vmnic0  nic eth1 -> heartbeat via vmnic1 }
`),
    keeps: example(`server vc1 { nic lan0 -> public  nic lan1 -> heartbeat }
server vc2 { nic lan0 -> public  nic lan1 -> heartbeat }
server vc3 { nic lan0 -> public  nic lan1 -> heartbeat }
`),
  },
});

/** From this version on there is no majority node set. */
const without = 2008;

function checkMajority(topology: Topology, cluster: FailoverCluster, virtual: readonly Vm[], report: Report): void {
  const groups = groupsOf(topology, cluster.id).filter(isOfVirtualCenter);
  const version = versionNumber(cluster.version);
  if (groups.length === 0 || (version !== undefined && version >= without)) return;
  const names = {
    nodes: listed(virtual.map((node) => node.name)),
    are: virtual.length > 1 ? 'are' : 'is',
    cluster: cluster.name,
    groups: listed(groups.map((group) => group.name)),
  };
  const related = virtual.slice(0, 8).map(({ source, name }) => ({ source, message: says.node({ node: name }) }));
  if (version === undefined)
    report(cluster, says.notStated(names), { property: 'nodes', severity: 'warning', related });
  else report(cluster, says.virtual(names), { property: 'nodes', related });
}

function checkHosts(
  topology: Topology,
  cluster: FailoverCluster,
  virtual: readonly Vm[],
  all: number,
  report: Report,
): void {
  for (const [hostId, nodes] of grouped(virtual, (node) => node.host)) {
    const [first, ...later] = nodes;
    const host = find(topology, 'host', hostId);
    if (!first || later.length === 0 || !host || areOwners(topology, cluster, nodes)) continue;
    reportTogether(topology, cluster, host, { first, later, all }, report);
  }
}

/** True where two of these nodes own one group: then they are a pair. */
function areOwners(topology: Topology, cluster: FailoverCluster, nodes: readonly Machine[]): boolean {
  return groupsOf(topology, cluster.id).some(
    ({ owners }) => nodes.filter((node) => owners.includes(node.id)).length > 1,
  );
}

interface Together {
  readonly first: Vm;
  readonly later: readonly Vm[];
  readonly all: number;
}

function reportTogether(
  topology: Topology,
  cluster: FailoverCluster,
  host: Host,
  { first, later, all }: Together,
  report: Report,
): void {
  const hostName = referenceTo(topology, host);
  for (const [index, node] of later.entries()) {
    const others = [first, ...later.slice(0, index)];
    const text = says.together({
      node: node.name,
      host: hostName,
      others: listed(others.map((other) => other.name)),
      count: others.length + 1,
      all,
      cluster: cluster.name,
    });
    report(node, text, {
      property: 'host',
      related: [
        ...others.slice(0, 8).map(({ source, name }) => ({
          source,
          message: says.other({ node: name, host: hostName }),
        })),
        { source: cluster.source, property: 'nodes', message: says.cluster({ cluster: cluster.name }) },
      ],
      fix: (trial) => movingFix(topology, [node, ...others], trial, { rule: id, source: node.source }),
    });
  }
}
