import { find, hostsOf } from '../../topology/lookup.ts';
import type { Cluster, FailoverCluster, Host, Id, Topology, Vm } from '../../topology/model.ts';
import { grouped } from '../facts/memo.ts';
import { mscsOnVsphere } from '../facts/sources.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const says = {
  skew: message`The hosts of ${'cluster'} run different versions of vSphere: ${'versions'}. What one can do another may not, so what HA finds there after a loss is not what was planned. Bring them to one version.`,
  nodes: message`The hosts of ${'cluster'} run different versions of vSphere (${'versions'}), and ${'vms'} ${'are'} ${'nodes'} of ${'failoverClusters'}: all hosts of such nodes must run the same version. Bring them to one version.`,
  version: message`${'hosts'}: ${'version'}`,
  host: message`${'host'} runs ${'version'}.`,
};

const example = (version: string) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster Production {
    ha
    host Host1 { version: 6.7  storage: san  nic vmnic0 -> lan for management }
    host Host2 { version: ${version}  storage: san  nic vmnic0 -> lan for management }
  }
}

vm Database on Host1 { disk: san  nic eth0 -> lan via vmnic0 }
`;

export default rule({
  id: 'vsphere/version-skew-in-cluster',
  severity: 'info',
  title: 'All hosts of a cluster run one version of vSphere',
  why: `Hosts of different versions in one cluster are a step of an upgrade, not a state to stay in: limits, defaults and features
differ between versions, and a VM restarted on the older host runs by the older ones. For VMs that are nodes of a Windows
failover cluster it is no matter of taste: VMware supports them only where all their hosts run the same version, and there
the finding is a warning.

Hosts that state no version are left alone.`,
  sources: [{ document: mscsOnVsphere, place: 'p. 14: the same version of ESXi on all hosts', statements: [] }],
  messages: says,
  check(topology, report) {
    const nodes = nodesByHost(topology);
    for (const cluster of vsphereClusters(topology)) checkCluster(topology, cluster, nodes, report);
  },
  examples: { breaks: example('6.0'), keeps: example('6.7') },
});

interface Node {
  readonly vm: Vm;
  readonly failoverCluster: FailoverCluster;
}

/** The VMs that are nodes of failover clusters, by the host where each runs. */
function nodesByHost(topology: Topology): ReadonlyMap<Id, readonly Node[]> {
  const nodes = topology.failoverClusters.flatMap((failoverCluster) =>
    failoverCluster.nodes.flatMap((node) => {
      const vm = find(topology, 'vm', node);
      return vm ? [{ vm, failoverCluster }] : [];
    }),
  );
  return grouped(nodes, ({ vm }) => vm.host);
}

function checkCluster(
  topology: Topology,
  cluster: Cluster,
  nodesOn: ReadonlyMap<Id, readonly Node[]>,
  report: Report,
): void {
  const hosts = hostsOf(topology, cluster);
  const byVersion = grouped(hosts, (host) => host.version);
  if (byVersion.size < 2) return;
  const nodes = hosts.flatMap((host) => nodesOn.get(host.id) ?? []);
  const versions = [...byVersion].map(([version, each]) =>
    says.version({ hosts: listed(each.map((host) => host.name)), version }),
  );
  const names = { cluster: cluster.name, versions: versions.join('; ') };
  const firsts = [...byVersion.values()].flatMap((each) => each[0] ?? []);
  const options = {
    related: firsts.map((host: Host) => ({
      source: host.source,
      property: 'version',
      message: says.host({ host: host.name, version: host.version ?? '' }),
    })),
  };
  if (nodes.length === 0) {
    report(cluster, says.skew(names), options);
    return;
  }
  const vms = [...new Set(nodes.map(({ vm }) => vm.name))];
  const failoverClusters = [...new Set(nodes.map((node) => node.failoverCluster.name))];
  const many = vms.length > 1;
  report(
    cluster,
    says.nodes({
      ...names,
      vms: listed(vms),
      are: many ? 'are' : 'is',
      nodes: many ? 'nodes' : 'a node',
      failoverClusters: listed(failoverClusters),
    }),
    { ...options, caseSeverity: 'warning' },
  );
}
