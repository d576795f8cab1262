/** Groups of Windows failover clusters, and those of them that run VirtualCenter. */
import { find, findMachine } from '../../topology/lookup.ts';
import type { FailoverCluster, FailoverGroupService, Id, Machine, Service, Topology } from '../../topology/model.ts';
import { grouped, oncePerTopology } from './memo.ts';

export const virtualCenter = 'vmware.virtualcenter';
export const licenceServer = 'vmware.license-server';
export const sqlServer = 'microsoft.sql-server';
export const activeDirectory = 'microsoft.active-directory';

/** Every failover group, in order. */
export const failoverGroups = oncePerTopology((topology): readonly FailoverGroupService[] =>
  topology.services.filter((service) => service.mode === 'failover-group'),
);

/** The groups that run VirtualCenter. A group without a product is none: it may be anything. */
export const virtualCenterGroups = oncePerTopology((topology) =>
  failoverGroups(topology).filter((group) => group.product?.name === virtualCenter),
);

/** The groups in which a licence server of VMware runs by itself. */
export const licenceGroups = oncePerTopology((topology) =>
  failoverGroups(topology).filter((group) => group.product?.name === licenceServer),
);

const byCluster = oncePerTopology((topology) => grouped(failoverGroups(topology), (group) => group.cluster));

/** The groups of a failover cluster, in order. */
export function groupsOf(topology: Topology, cluster: Id | undefined): readonly FailoverGroupService[] {
  return cluster === undefined ? [] : (byCluster(topology).get(cluster) ?? []);
}

/** True for VirtualCenter and its licence server, alone or in a group. */
export function isOfVirtualCenter(service: Service): boolean {
  return service.product?.name === virtualCenter || service.product?.name === licenceServer;
}

/** The cluster of a group; `undefined` where it could not be built. */
export function clusterOfGroup(topology: Topology, group: FailoverGroupService): FailoverCluster | undefined {
  return find(topology, 'failover-cluster', group.cluster);
}

/** The nodes of a cluster, in order. */
export function nodesOf(topology: Topology, cluster: FailoverCluster): readonly Machine[] {
  return cluster.nodes.flatMap((id) => findMachine(topology, id) ?? []);
}

/** The clusters that have a machine as a node. */
const clustersByNode = oncePerTopology((topology) =>
  grouped(
    topology.failoverClusters.flatMap((cluster) => cluster.nodes.map((node) => ({ node, cluster }))),
    ({ node }) => node,
  ),
);

/** The failover clusters of which a machine is a node. */
export function clustersOfNode(topology: Topology, machine: Id): readonly FailoverCluster[] {
  return (clustersByNode(topology).get(machine) ?? []).map(({ cluster }) => cluster);
}
