import type { FailoverCluster, FailoverGroupService, Id, Machine, Resource, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { clusterOfGroup, failoverGroups, isOfVirtualCenter, nodesOf } from '../facts/failover-groups.ts';
import { resourcesOf } from '../facts/group-roles.ts';
import { referenceTo } from '../facts/names.ts';
import { usingMscs } from '../facts/sources.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { listed, listedNames, message } from '../message.ts';
import { type Finding, type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/possible-owners';

const says = {
  group: message`${'nodes'} of ${'cluster'} ${'are'} no possible ${'owners'} of ${'group'}: when ${'others'} ${'areLost'} lost, it stays down although ${'nodes'} ${'run'}. List all nodes in \`owners\`.`,
  resource: message`${'nodes'} of ${'cluster'} ${'are'} no possible ${'owners'} of ${'resource'}: no node takes ${'group'} without it, so the group stays down when ${'others'} ${'areLost'} lost. List all nodes in \`owners\`.`,
  alone: message`${'group'} can run on ${'node'} alone of the ${'count'} nodes of ${'cluster'}: when it is lost, no other takes the group. List another node in \`owners\`.`,
  nowhere: message`No node of ${'cluster'} may own ${'group'} with all its resources: it never comes online. List the nodes in \`owners\`.`,
  cluster: message`${'cluster'} has ${'nodes'}.`,
};

export default rule({
  id,
  severity: 'error',
  title: 'Every node is a possible owner of every resource of VirtualCenter; any group has two owners',
  why: `A cluster moves a group only to nodes that are possible owners of the group and of each of its resources. One resource
that lists one node too few keeps the whole group off that node: the cluster looks complete, and the failover does not happen.

For VirtualCenter and its licence server the note asks for all nodes. Other groups may leave nodes out on purpose; they are reported
only where a single node, or none, is left.`,
  sources: [
    {
      document: usingMscs,
      place: 'procedure for the resources',
      quote: 'all of your cluster nodes are listed as possible owners',
      statements: ['S4-45'],
    },
  ],
  messages: says,
  safeFixes: true,
  check(topology, report) {
    for (const group of failoverGroups(topology)) {
      const cluster = clusterOfGroup(topology, group);
      if (!cluster || cluster.nodes.length < 2) continue;
      if (isOfVirtualCenter(group)) checkAll(topology, cluster, group, report);
      else checkTwo(topology, cluster, group, report);
    }
  },
  examples: {
    breaks: virtualCenterText({
      group: '  owners: vc1, vc2',
      vpxd: '  resource vpxd      : generic-service { after: name  use-network-name  owners: vc1, vc2, vc3 }',
    }),
    keeps: virtualCenterText({ group: '  owners: vc3, vc2, vc1' }),
    fixed: virtualCenterText({
      group: '  owners: vc1, vc2, vc3',
      vpxd: '  resource vpxd      : generic-service { after: name  use-network-name  owners: vc1, vc2, vc3 }',
    }),
  },
});

type Owned = FailoverGroupService | Resource;

function checkAll(topology: Topology, cluster: FailoverCluster, group: FailoverGroupService, report: Report): void {
  const nodes = nodesOf(topology, cluster);
  for (const owned of [group, ...resourcesOf(topology, group)]) {
    const { owners } = owned;
    if (!owners) continue;
    const left = nodes.filter((node) => !owners.includes(node.id));
    if (left.length === 0) continue;
    const others = nodes.filter((node) => owners.includes(node.id));
    const text = (owned.kind === 'resource' ? says.resource : says.group)({
      nodes: listedNames(left),
      are: left.length > 1 ? 'are' : 'is',
      owners: left.length > 1 ? 'owners' : 'owner',
      cluster: cluster.name,
      group: group.name,
      resource: owned.name,
      others: listedNames(others),
      areLost: others.length > 1 ? 'are' : 'is',
      run: left.length > 1 ? 'run' : 'runs',
    });
    report(owned, text, {
      property: 'owners',
      related: [place(cluster, nodes)],
      fix: (trial) => completing(topology, nodes, owned, [owned], true, trial),
    });
  }
}

function checkTwo(topology: Topology, cluster: FailoverCluster, group: FailoverGroupService, report: Report): void {
  const nodes = nodesOf(topology, cluster);
  const restricted: readonly Owned[] = [
    ...(group.ownersStated ? [group] : []),
    ...resourcesOf(topology, group).filter(({ owners }) => owners),
  ];
  const possible = nodes.filter((node) => restricted.every(({ owners }) => owners?.includes(node.id) ?? true));
  if (possible.length > 1) return;
  const [first] = restricted.filter(({ owners }) => (owners?.length ?? 0) < nodes.length);
  if (!first) return;
  const [node] = possible;
  const names = { group: group.name, cluster: cluster.name };
  const text = node ? says.alone({ ...names, node: node.name, count: nodes.length }) : says.nowhere(names);
  report(first, text, {
    property: 'owners',
    related: [place(cluster, nodes)],
    fix: (trial) => completing(topology, nodes, first, restricted, false, trial),
  });
}

function place(cluster: FailoverCluster, nodes: readonly Machine[]) {
  return {
    source: cluster.source,
    property: 'nodes',
    message: says.cluster({ cluster: cluster.name, nodes: listedNames(nodes) }),
  };
}

/** Lists all nodes as owners of each of these. */
function completing(
  topology: Topology,
  nodes: readonly Machine[],
  { source }: Owned,
  all: readonly Owned[],
  safe: boolean,
  trial: Trial,
): Fix | undefined {
  const changed = all.map((owned) => ({ ...owned, owners: withAll(owned.owners ?? [], nodes) }));
  // a group that can move is redundant, and what it shares with others then counts
  const isTolerable = (finding: Finding) => finding.rule === 'topology/single-point-of-failure';
  if (!mends(topology, withElements(topology, ...changed), trial, { rule: id, source }, isTolerable)) return undefined;
  return {
    title: `Let ${listedNames(nodes)} own ${listed(all.map((owned) => owned.name))}`,
    edits: changed.map((owned) => ({
      edit: 'set',
      element: owned.source,
      property: 'owners',
      value: owned.owners
        .flatMap((owner) => topology.elements.get(owner) ?? [])
        .map((node) => referenceTo(topology, node))
        .join(', '),
    })),
    safe,
  };
}

/** The owners that are there in their order, then the other nodes in theirs. */
function withAll(owners: readonly Id[], nodes: readonly Machine[]): readonly Id[] {
  return [...new Set([...owners, ...nodes.map((node) => node.id)])];
}
