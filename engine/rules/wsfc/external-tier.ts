import type { FailoverGroupService, Service, Topology } from '../../topology/model.ts';
import { neededOf, needsOwnRedundancy, type Tier, tierOf } from '../facts/external-tier.ts';
import { clusterOfGroup, nodesOf, virtualCenterGroups } from '../facts/failover-groups.ts';
import { machinesUnder } from '../facts/placement.ts';
import { usingMscs } from '../facts/sources.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const says = {
  none: message`${'group'} needs a domain controller, and none is stated among what it needs (${'needs'}): nodes of a cluster are members of a domain, and without it the group does not start. State the directory in \`needs\`.`,
  notStated: message`It is not stated what ${'group'} needs: its database and at least two domain controllers stand outside the cluster, each with its own redundancy. State them in \`needs\`.`,
  onNode: message`${'service'} runs on ${'nodes'}, ${'what'} of ${'cluster'} like ${'group'}: the database belongs on a separate host or cluster, or one loss takes both. Move it.`,
  single: message`${'service'}, the database of ${'group'}, runs on ${'machines'} alone: when that is lost, ${'group'} stops, however many nodes its cluster has. Give the database a cluster of its own, or let HA restart it.`,
  singleDirectory: message`${'service'}, the directory of ${'group'}, has one domain controller, ${'machines'}: when that is lost, the nodes of the cluster cannot log on. Add a second one.`,
  needs: message`${'group'} needs it.`,
  nodes: message`${'cluster'} has these nodes.`,
  node: message`a node`,
  allNodes: message`nodes`,
  nothing: message`a machine that is not stated`,
};

const example = (database: string) =>
  virtualCenterText({
    group: '  needs: Database, ActiveDirectory',
    below: `server sql1 { nic lan0 -> public  nic lan1 -> heartbeat }
server sql2 { nic lan0 -> public  nic lan1 -> heartbeat }
server sql3 { nic lan0 -> public  nic lan1 -> heartbeat }
server dc1 { nic lan0 -> public }
server dc2 { nic lan0 -> public }

failover-cluster SqlCluster { nodes: sql1, sql2, sql3  networks: heartbeat, public  quorum: majority }
service Database : ${database}
service ActiveDirectory : active-active { product: microsoft.active-directory  members: dc1, dc2 }`,
  });

export default rule({
  id: 'wsfc/external-tier',
  severity: 'warning',
  advisory: true,
  title: 'Database and directory of VirtualCenter stand outside its cluster and are redundant themselves',
  why: `The cluster protects VirtualCenter, not what it needs. Without its database it stops, without a domain controller
its nodes cannot log on: each of the two needs redundancy of its own, on other machines. A database on a node of the same cluster
fights with VirtualCenter for that node, and is lost with it.

The database should be a group of another cluster, or a VM that HA or Fault Tolerance protects; the directory should have two
domain controllers or more. Reported is the service that lacks its own redundancy. What is the database and what the directory
is told by the product, else by the name. A group that states no \`needs\` at all gets information; one that states
some and no directory, where the text has none at all, an error.`,
  sources: [
    {
      document: usingMscs,
      place: 'loosely coupled components, Table 3',
      quote: 'must provide separate high-availability configurations for the two loosely coupled components',
      statements: ['S4-7', 'S4-8', 'S4-9', 'S4-35', 'S4-37', 'S4-38', 'S4-40'],
    },
  ],
  messages: says,
  check(topology, report) {
    const told = new Set<Service>();
    for (const group of virtualCenterGroups(topology)) {
      checkPresence(topology, group, report);
      for (const tier of ['database', 'directory'] as const)
        for (const service of neededOf(topology, group, tier)) {
          if (!told.has(service)) checkService(topology, group, service, tier, report);
          told.add(service);
        }
    }
  },
  examples: {
    breaks: example('standalone { product: microsoft.sql-server  member: sql1 }'),
    keeps: example(`failover-group {
  product: microsoft.sql-server
  cluster: SqlCluster
  resource sqlIp   : ip-address      { address: "10.0.0.40" }
  resource sqlName : network-name    { after: sqlIp }
  resource mssql   : generic-service { after: sqlName }
}`),
  },
});

function checkPresence(topology: Topology, group: FailoverGroupService, report: Report): void {
  if (group.needs.length === 0) {
    report(group, says.notStated({ group: group.name }), { property: 'needs', notStated: true });
    return;
  }
  if (topology.services.some((service) => tierOf(service) === 'directory')) return;
  const needs = listed(group.needs.flatMap((id) => topology.elements.get(id)?.name ?? []));
  report(group, says.none({ group: group.name, needs }), { property: 'needs', severity: 'error' });
}

function checkService(
  topology: Topology,
  group: FailoverGroupService,
  service: Service,
  tier: Tier,
  report: Report,
): void {
  const machines = machinesUnder(topology, service.id);
  const needs = { source: group.source, property: 'needs', message: says.needs({ group: group.name }) };
  const cluster = clusterOfGroup(topology, group);
  const nodes = cluster ? nodesOf(topology, cluster).filter((node) => machines.includes(node)) : [];
  const names = { service: service.name, group: group.name };
  const named = machines.length > 0 ? listed(machines.map((machine) => machine.name)) : says.nothing({});
  if (tier === 'database' && cluster && nodes.length > 0) {
    const text = says.onNode({
      ...names,
      nodes: listed(nodes.map((node) => node.name)),
      what: nodes.length > 1 ? says.allNodes({}) : says.node({}),
      cluster: cluster.name,
    });
    const among = { source: cluster.source, property: 'nodes', message: says.nodes({ cluster: cluster.name }) };
    report(service, text, { severity: 'error', related: [needs, among] });
  } else if (!needsOwnRedundancy(topology, service, tier)) return;
  else if (tier === 'directory')
    report(service, says.singleDirectory({ ...names, machines: named }), { related: [needs] });
  else report(service, says.single({ ...names, machines: named }), { related: [needs] });
}
