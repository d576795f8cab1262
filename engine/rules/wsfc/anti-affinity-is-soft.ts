import type { FailoverCluster, FailoverGroupService, Topology } from '../../topology/model.ts';
import { clusterOfGroup, failoverGroups } from '../facts/failover-groups.ts';
import { grouped } from '../facts/memo.ts';
import { antiAffinityClasses, usingMscs } from '../facts/sources.ts';
import { triedMembers } from '../facts/trials.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const says = {
  shares: message`${'groups'} are kept apart by the class ${'class'} only while each has a node: after the loss of one of ${'nodes'} two of them share a node, since the class yields. Each node must carry both; a scenario that fails a node shows it.`,
  never: message`${'groups'} are to be kept apart by the class ${'class'}, and ${'cluster'} has ${'nodes'} for them: two share a node from the start, since the class yields. Add a node, or give them other classes.`,
  group: message`${'group'} has the same class.`,
};

const licenceGroup = (cluster: string) =>
  virtualCenterText({
    cluster,
    group: '  anti-affinity: "VirtualCenter"',
    license: '',
    below: `service LicenseServer : failover-group {
  product: vmware.license-server
  cluster: VCCluster
  anti-affinity: "VirtualCenter"
  resource lsIp    : ip-address      { address: "10.0.0.51" }
  resource lsName  : network-name    { after: lsIp }
  resource license : generic-service { after: lsName }
}`,
  });

export default rule({
  id: 'wsfc/anti-affinity-is-soft',
  severity: 'info',
  ofScenarios: true,
  title: 'Groups of one anti-affinity class have a node each, also after the loss of one',
  why: `A cluster takes the next preferred node that carries no group of the same class; where only such nodes are left, it ignores
the class. So on two nodes two groups share the survivor after the first loss. That is as it should be, for the
alternative is that one stays down. But the node must be able to carry both, and whoever believed them apart should know.

Where a scenario fails a node of one of the groups and states what is true then, it is known, and nothing is said.`,
  sources: [
    { ...antiAffinityClasses, quote: 'anti-affinity is ignored', statements: [] },
    { document: usingMscs, place: 'Figure 5', quote: 'if both nodes are available', statements: ['S4-67'] },
  ],
  messages: says,
  check(topology, report) {
    const inClass = failoverGroups(topology).filter((group) => group.antiAffinity !== undefined);
    const classes = grouped(inClass, (group) => `${group.cluster} ${group.antiAffinity}`);
    for (const groups of classes.values()) {
      const last = groups.at(-1);
      const cluster = last && clusterOfGroup(topology, last);
      if (groups.length > 1 && last && cluster) checkClass(topology, cluster, groups, last, report);
    }
  },
  examples: {
    breaks: licenceGroup(`network files
server share1 { nic lan0 -> public  nic lan1 -> files }
server share2 { nic lan0 -> public  nic lan1 -> files }
server share3 { nic lan0 -> public  nic lan1 -> files }
failover-cluster Shares { nodes: share1, share2, share3  networks: public, files  quorum: majority }
failover-cluster VCCluster { nodes: vc1, vc2  networks: heartbeat, public  quorum: majority with witness share1 }`),
    keeps: licenceGroup(
      'failover-cluster VCCluster { nodes: vc1, vc2, vc3  networks: heartbeat, public  quorum: majority }',
    ),
  },
});

function checkClass(
  topology: Topology,
  cluster: FailoverCluster,
  groups: readonly FailoverGroupService[],
  last: FailoverGroupService,
  report: Report,
): void {
  const ids = new Set(groups.flatMap((group) => group.owners));
  const nodes = [...ids].flatMap((id) => topology.elements.get(id)?.name ?? []);
  if (nodes.length === 0 || nodes.length - 1 >= groups.length) return;
  if (groups.some((group) => triedMembers(topology, group).size > 0)) return;
  const say = nodes.length < groups.length ? says.never : says.shares;
  const text = say({
    groups: listed(groups.map((group) => group.name)),
    class: last.antiAffinity ?? '',
    nodes: listed(nodes),
    cluster: cluster.name,
  });
  report(last, text, {
    property: 'anti-affinity',
    related: groups
      .filter((group) => group !== last)
      .slice(0, 8)
      .map(({ source, name }) => ({ source, property: 'anti-affinity', message: says.group({ group: name }) })),
  });
}
