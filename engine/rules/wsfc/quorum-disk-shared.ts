import { find } from '../../topology/lookup.ts';
import type { FailoverCluster, Host, Machine, Server, Storage, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { nodesOf } from '../facts/failover-groups.ts';
import { referenceTo } from '../facts/names.ts';
import { metalOf } from '../facts/placement.ts';
import { isUnseen } from '../facts/quorum-disks.ts';
import { quorumOfDisk, usingMscs } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/quorum-disk-shared';

const says = {
  unseen: message`${'nodes'} ${'do'} not see ${'disk'}, the quorum disk of ${'cluster'}: when the node that holds it is lost, nobody can take it over and the cluster stops. Connect ${'metal'} to ${'disk'}.`,
  local: message`${'disk'}, the quorum disk of ${'cluster'}, is local storage: no other node can take it over, and the cluster stops with the node that has it. Use a disk on a SAN that ${'nodes'} see.`,
  nas: message`${'disk'}, the quorum disk of ${'cluster'}, is network-attached: nodes reserve a quorum disk on a SAN, which a file server does not let them. Use a disk on a SAN that ${'nodes'} see.`,
  node: message`${'node'} does not list ${'disk'} in its storage.`,
  disk: message`${'disk'} is declared here.`,
};

const example = (storage: string) => `network public
network heartbeat { dedicated }
storage quorumSan { kind: san }
storage data { kind: san }
server vc1 { storage: data, quorumSan  nic lan0 -> public  nic lan1 -> heartbeat }
server vc2 { storage: ${storage}  nic lan0 -> public  nic lan1 -> heartbeat }

failover-cluster VCCluster {
  nodes: vc1, vc2
  networks: heartbeat, public
  quorum: disk quorumSan
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'The quorum disk stands on a SAN that every node sees',
  why: `The node that holds the quorum disk decides which side goes on. When that node is lost, another takes the disk over:
if it can reach it. A disk that only some nodes see, or that is local to one of them, is lost together with the node that it
was to survive.

A node that lists no \`storage\` at all is left alone, and so is a disk whose \`kind\` is not stated. Even a shared disk is one
disk: \`topology/single-point-of-failure\` says so at the disk, with the services that stop with it.`,
  sources: [
    {
      document: usingMscs,
      place: 'quorum disk, Figure 2',
      quote: 'accessible from both cluster nodes, connected via a storage area network',
      statements: ['S4-19'],
    },
    { document: quorumOfDisk, quote: 'not recommended as it creates a single point of failure', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of topology.failoverClusters) {
      const disk = cluster.quorum?.kind === 'disk' ? find(topology, 'storage', cluster.quorum.disk) : undefined;
      if (disk) checkDisk(topology, cluster, disk, report);
    }
  },
  examples: { breaks: example('data'), keeps: example('quorumSan, data'), fixed: example('data, quorumSan') },
});

function checkDisk(topology: Topology, cluster: FailoverCluster, disk: Storage, report: Report): void {
  const nodes = nodesOf(topology, cluster);
  const name = referenceTo(topology, disk);
  const declared = { source: disk.source, message: says.disk({ disk: name }) };
  if (disk.storageKind === 'local' || disk.storageKind === 'nas') {
    const names = { disk: name, cluster: cluster.name, nodes: listed(nodes.map((node) => node.name)) };
    report(cluster, disk.storageKind === 'local' ? says.local(names) : says.nas(names), {
      property: 'quorum',
      related: [declared],
      fix: (trial) => otherDisk(topology, cluster, disk, trial),
    });
    return;
  }
  const lacking = nodes.filter((node) => isUnseen(topology, node, disk));
  if (lacking.length === 0) return;
  const metal = metalsOf(topology, lacking);
  const text = says.unseen({
    nodes: listed(lacking.map((node) => node.name)),
    do: lacking.length > 1 ? 'do' : 'does',
    disk: name,
    cluster: cluster.name,
    metal: listed(metal.map((each) => each.name)),
  });
  report(cluster, text, {
    property: 'quorum',
    related: [
      ...lacking.slice(0, 8).map((node) => ({
        source: (node.kind === 'vm' ? node : metalOf(topology, node))?.source ?? node.source,
        property: 'storage',
        message: says.node({ node: node.name, disk: name }),
      })),
      declared,
    ],
    fix: (trial) => connecting(topology, cluster, disk, metal, trial),
  });
}

function metalsOf(topology: Topology, nodes: readonly Machine[]): readonly (Host | Server)[] {
  return [...new Set(nodes.flatMap((node) => metalOf(topology, node) ?? []))];
}

function connecting(
  topology: Topology,
  cluster: FailoverCluster,
  disk: Storage,
  metal: readonly (Host | Server)[],
  trial: Trial,
): Fix | undefined {
  const changed = withElements(topology, ...metal.map((each) => ({ ...each, storage: [...each.storage, disk.id] })));
  if (!mends(topology, changed, trial, { rule: id, source: cluster.source })) return undefined;
  const name = referenceTo(topology, disk);
  return {
    title: `Connect ${listed(metal.map((each) => each.name))} to ${name}`,
    edits: metal.map((each) => ({ edit: 'add', element: each.source, item: `storage: ${name}` })),
    safe: false,
  };
}

/** A SAN that all nodes are known to see. */
function otherDisk(topology: Topology, cluster: FailoverCluster, disk: Storage, trial: Trial): Fix | undefined {
  const nodes = nodesOf(topology, cluster);
  const other = topology.storages.find((each) => {
    if (each === disk || each.storageKind !== 'san') return false;
    if (nodes.some((node) => isUnseen(topology, node, each) !== false)) return false;
    const source = cluster.quorum?.source ?? cluster.source;
    const changed = withElements(topology, { ...cluster, quorum: { kind: 'disk', disk: each.id, source } });
    return mends(topology, changed, trial, { rule: id, source: cluster.source });
  });
  if (!other) return undefined;
  const value = `disk ${referenceTo(topology, other)}`;
  return {
    title: `Use ${other.name} as quorum disk`,
    edits: [{ edit: 'set', element: cluster.source, property: 'quorum', value }],
    safe: false,
  };
}
