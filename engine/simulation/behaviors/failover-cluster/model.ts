/** Failover clusters as a run sees them: nodes, who hears whom, whose votes count, where each group is. */

import type { FailoverCluster, FailoverGroupService, Id, Resource } from '../../../topology/model.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { dynamicQuorumOf } from '../../../topology/versions.ts';
import { own } from '../../own.ts';
import type { Timer } from '../../queue.ts';
import { isLicensed } from '../../state/machines.ts';
import type { MachineState, ServiceState, World } from '../../world.ts';

/** A stalled node keeps what it has in memory and goes on; one that is down starts anew. */
export type NodeStatus = 'up' | 'stalled' | 'down';

export interface ClusterNode {
  readonly machine: MachineState;
  readonly ref: Ref;
  /** Its cluster service has failed. */
  stopped: boolean;
  status: NodeStatus;
  /** 0 where dynamic quorum has taken its vote. */
  vote: number;
  /** The last event about its cluster service. */
  event: number;
}

/** What two nodes know of each other. */
export interface Pairing {
  /** They count as together: they hear each other, or fell silent a moment ago. */
  together: boolean;
  /** Runs while they hear nothing of each other. */
  silence: Timer | undefined;
}

export interface Cluster {
  readonly ref: Ref;
  readonly cluster: FailoverCluster;
  readonly nodes: readonly ClusterNode[];
  /** Over which its nodes hear each other; none: any path. */
  readonly networks: readonly Ref[];
  readonly disk: Ref | undefined;
  readonly witness: MachineState | undefined;
  readonly dynamic: boolean;
  /** Whether votes follow the nodes is not stated, and neither is the version. */
  readonly assumed: boolean;
  /** By first and second node, first declared first. */
  readonly pairings: readonly (readonly Pairing[])[];
  readonly groups: Group[];
  /** The nodes that have quorum together; none where nobody has. */
  members: readonly ClusterNode[];
  witnessVote: number;
  /** The node that holds the quorum disk, or would win the witness. */
  holder: ClusterNode | undefined;
  /** An operator has started the cluster there without quorum: its side goes on until it has quorum of its own. */
  forced: ClusterNode | undefined;
  /** Its members reached the witness when last looked. */
  witnessed: boolean;
  /** The last event about quorum and members. */
  event: number;
  /** What of the world the last look has seen; '' for: look again. */
  seen: string;
}

export type ResourceStatus = 'offline' | 'starting' | 'online' | 'stopping' | 'failed';

export interface ResourceState {
  readonly ref: Ref;
  readonly resource: Resource;
  readonly after: ResourceState[];
  readonly afterAny: ResourceState[];
  /** Resources that come after it. */
  readonly dependents: ResourceState[];
  status: ResourceStatus;
  timer: Timer | undefined;
  /** When it was restarted in place on this node, ms. */
  restarts: readonly number[];
  event: number;
}

export interface Group {
  readonly service: ServiceState;
  readonly group: FailoverGroupService;
  readonly cluster: Cluster;
  /** In order of declaration. */
  readonly resources: readonly ResourceState[];
  /** Nodes on which every resource may run, in the order in which they are taken. */
  readonly possible: readonly ClusterNode[];
  /** Where it is at time 0: the node on which everything was set up. */
  readonly home: ClusterNode | undefined;
  owner: ClusterNode | undefined;
  /** The owner before this one. */
  last: ClusterNode | undefined;
  wanted: 'online' | 'offline';
  /** Where it is to go next, and the node that it leaves because its resources fail there. */
  target: ClusterNode | undefined;
  avoid: ClusterNode | undefined;
  /** All of its resources are online, and its own `start` has passed. */
  online: boolean;
  start: Timer | undefined;
  /** The event behind what it is doing. */
  event: number;
  /** Runs while the owner misses a network of the group's addresses that another node has. */
  silence: Timer | undefined;
  /** When it moved because its resources failed, ms. */
  failovers: readonly number[];
  /** Why it stays offline, as it was told last. */
  told: string;
}

/** The failover clusters of a run. */
export const clustersOf = own((world) => world.topology.failoverClusters.map((one) => createCluster(world, one)));

const groups = own(
  (world) => new Map(clustersOf(world).flatMap((cluster) => cluster.groups.map((group) => [group.service, group]))),
);

/** The group of a service; `undefined` where its failover cluster could not be built. */
export function groupOf(world: World, service: ServiceState): Group | undefined {
  return groups(world).get(service);
}

/** Whether nodes of a failover cluster have quorum; `undefined` of what is none. */
export function hasQuorum(world: World, ref: Ref): boolean | undefined {
  const cluster = clustersOf(world).find((one) => one.ref === ref);
  return cluster && cluster.members.length > 0;
}

function createCluster(world: World, cluster: FailoverCluster): Cluster {
  const { refs } = world.plan;
  const known = (ids: readonly Id[]) => ids.map((id) => refs.get(id)).filter((ref) => ref !== undefined);
  const nodes = known(cluster.nodes).flatMap((ref): ClusterNode[] => {
    const machine = world.machineOf[ref];
    return machine ? [{ machine, ref, stopped: false, status: 'up', vote: 1, event: -1 }] : [];
  });
  const { quorum } = cluster;
  const witness = quorum?.kind === 'majority' && quorum.witness !== undefined ? refs.get(quorum.witness) : undefined;
  const dynamic = dynamicQuorumOf(cluster);
  const made: Cluster = {
    ref: refs.get(cluster.id) ?? -1,
    cluster,
    nodes,
    networks: known(cluster.networks),
    disk: quorum?.kind === 'disk' ? refs.get(quorum.disk) : undefined,
    witness: witness === undefined ? undefined : world.machineOf[witness],
    dynamic: dynamic ?? false,
    assumed: dynamic === undefined,
    pairings: nodes.map((_, at) => nodes.slice(at + 1).map(() => ({ together: false, silence: undefined }))),
    groups: [],
    members: [],
    witnessVote: witness === undefined ? 0 : 1,
    holder: undefined,
    forced: undefined,
    witnessed: true,
    event: -1,
    seen: '',
  };
  const inOrder = [...world.services].sort((a, b) => a.plan.service.order - b.plan.service.order);
  for (const service of inOrder) {
    const { service: group } = service.plan;
    if (group.mode === 'failover-group' && group.cluster === cluster.id)
      made.groups.push(createGroup(world, made, service, group));
  }
  made.holder = made.groups[0]?.home ?? nodes[0];
  return made;
}

function createGroup(world: World, cluster: Cluster, service: ServiceState, group: FailoverGroupService): Group {
  const resources = createResources(world, group);
  const nodes = group.owners.flatMap((id) => cluster.nodes.filter((node) => idOf(node) === id));
  const mayOwn = nodes.filter((node) => excludedBy(resources, node) === undefined);
  const preferred = group.preferred.flatMap((id) => mayOwn.filter((node) => idOf(node) === id));
  const possible = [...new Set([...preferred, ...mayOwn])];
  const mayRun = (node: ClusterNode) => !runsApplications(resources) || isLicensed(node.machine);
  const stated = mayOwn.find((node) => idOf(node) === group.on);
  const home = [stated, ...possible].find((node) => node && mayRun(node)) ?? stated ?? possible[0];
  return {
    service,
    group,
    cluster,
    resources,
    possible,
    home,
    owner: undefined,
    last: home,
    wanted: 'offline',
    target: undefined,
    avoid: undefined,
    online: false,
    start: undefined,
    event: -1,
    silence: undefined,
    failovers: [],
    told: '',
  };
}

function createResources(world: World, group: FailoverGroupService): readonly ResourceState[] {
  const made = new Map<Id, ResourceState>();
  for (const id of group.resources) {
    const resource = world.topology.elements.get(id);
    const ref = world.plan.refs.get(id);
    if (resource?.kind !== 'resource' || ref === undefined) continue;
    const state: ResourceState = {
      ref,
      resource,
      after: [],
      afterAny: [],
      dependents: [],
      status: 'offline',
      timer: undefined,
      restarts: [],
      event: -1,
    };
    made.set(id, state);
  }
  for (const state of made.values()) {
    const others = (ids: readonly Id[]) => ids.map((id) => made.get(id)).filter((one) => one !== undefined);
    state.after.push(...others(state.resource.after));
    state.afterAny.push(...others(state.resource.afterAny));
    for (const other of new Set([...state.after, ...state.afterAny])) other.dependents.push(state);
  }
  return [...made.values()];
}

/** Whether a group runs an application, for which a licence counts. */
export function runsApplications(resources: readonly ResourceState[]): boolean {
  return resources.some(({ resource }) => resource.resourceType === 'generic-service');
}

/** The first resource that may not run on a node. */
export function excludedBy(resources: readonly ResourceState[], node: ClusterNode): ResourceState | undefined {
  return resources.find(({ resource }) => resource.owners && !resource.owners.includes(idOf(node)));
}

export function idOf(node: ClusterNode): Id {
  return node.machine.plan.machine.id;
}
