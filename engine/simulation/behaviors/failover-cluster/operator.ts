/** What a scenario does to failover clusters: moves groups, fails resources and cluster services, restores them. */

import type { Injected } from '../../behavior.ts';
import { listOf, log, nameOf } from '../../log.ts';
import { forceSource } from '../../sources.ts';
import { type ServiceState, touch, type World } from '../../world.ts';
import { failResource } from './failures.ts';
import { type Cluster, type ClusterNode, clustersOf, type Group, groupOf, type ResourceState } from './model.ts';
import { whyDown } from './nodes.ts';
import { isReady, whyNot } from './owners.ts';
import { takeOffline } from './resources.ts';

/** Takes an injection that is about a failover cluster, its groups or its nodes. */
export function injectCluster(world: World, injected: Injected): boolean {
  const { injection, target, ref } = injected;
  const cluster = clustersOf(world).find((one) => one.ref === ref);
  if (cluster) return injectNodes(world, injected, cluster);
  const service = world.serviceOf[ref];
  const group = service && groupOf(world, service);
  const { kind, to } = injection;
  if (kind === 'move' && group) return moveTo(world, group, to === undefined ? undefined : world.plan.refs.get(to));
  if (kind === 'fault') return faultOf(world, injected, group);
  if (kind === 'restore') {
    const element = world.topology.elements.get(target.id);
    if (element?.kind === 'resource') return restoreResources(world, ref, groupWith(world, element.group), element.id);
    return group !== undefined && restoreResources(world, ref, group);
  }
  return false;
}

/** An operator makes a node the owner of a group. */
export function moveTo(world: World, group: Group, to: number | undefined, cause?: number): true {
  const { cluster, service } = group;
  const name = nameOf(world, service.ref);
  const node = cluster.nodes.find((one) => one.ref === to);
  const why = node ? refusal(world, group, node) : `it is no node of ${nameOf(world, cluster.ref)}`;
  const entry = { mechanism: cause === undefined ? 'injection' : 'failover-cluster', subject: service.ref } as const;
  if (why !== undefined || !node) {
    log(world, { ...entry, cause: cause ?? -1, text: `${name} cannot move to ${nameOf(world, to)}: ${why}` });
    return true;
  }
  const text = `${name} is moved${group.owner ? ` from ${nameOf(world, group.owner.ref)}` : ''} to ${nameOf(world, to)}`;
  takeOffline(world, group, log(world, { ...entry, cause: cause ?? -1, text }), { target: node });
  return true;
}

/** Why an operator cannot move a group to a node; `undefined` where nothing speaks against it. */
function refusal(world: World, group: Group, node: ClusterNode): string | undefined {
  if (group.cluster.members.length === 0) return `${nameOf(world, group.cluster.ref)} has no quorum`;
  if (!isReady(group, node)) return whyNot(world, group, node) ?? 'it is not ready';
  return group.owner === node && group.wanted === 'online' ? 'it is there already' : undefined;
}

/** `fail F.node`, `restore F.node`; of the cluster itself, all of its nodes. */
function injectNodes(world: World, { injection, target }: Injected, cluster: Cluster): boolean {
  const { kind } = injection;
  if (kind === 'activate') return forceQuorum(world, cluster, target.node);
  if (kind !== 'fail' && kind !== 'restore') return false;
  const wanted = target.node === undefined ? undefined : world.plan.refs.get(target.node);
  const nodes = cluster.nodes.filter((node) => target.node === undefined || node.ref === wanted);
  for (const node of nodes) {
    node.stopped = kind === 'fail';
    const verb = node.stopped ? 'fails; the machine runs on' : 'is restored';
    const text = `The cluster service of ${nameOf(world, node.ref)} in ${nameOf(world, cluster.ref)} ${verb}`;
    node.event = log(world, { mechanism: 'injection', subject: cluster.ref, cause: -1, text });
  }
  cluster.seen = '';
  return nodes.length > 0;
}

/** `activate F.node`: a cluster without quorum starts on the side of this node (`/fixquorum`). */
function forceQuorum(world: World, cluster: Cluster, id: string | undefined): boolean {
  const node = cluster.nodes.find(({ ref }) => id !== undefined && ref === world.plan.refs.get(id));
  if (!node) return false;
  const [name, of] = [nameOf(world, node.ref), nameOf(world, cluster.ref)];
  const idle = node.status === 'up' ? undefined : `${name} ${whyDown(world, node)}`;
  const why = cluster.members.length > 0 ? `${of} has quorum` : idle;
  const text =
    why === undefined
      ? `An operator forces quorum of ${of} on ${name}`
      : `Quorum of ${of} cannot be forced on ${name}: ${why}`;
  const event = log(world, { mechanism: 'injection', subject: cluster.ref, cause: -1, text, source: forceSource });
  if (why !== undefined) return true;
  cluster.forced = node;
  node.event = event;
  cluster.event = event;
  cluster.seen = '';
  return true;
}

function groupWith(world: World, id: string): Group | undefined {
  const service: ServiceState | undefined = world.serviceOf[world.plan.refs.get(id) ?? -1];
  return service && groupOf(world, service);
}

/** `fault G.resource`; of a group its last service; of a node, that of each group on it. */
function faultOf(world: World, { target, ref }: Injected, group: Group | undefined): boolean {
  const element = world.topology.elements.get(target.id);
  if (element?.kind === 'resource') {
    const of = groupWith(world, element.group);
    const one = of?.resources.find((other) => other.ref === ref);
    return of !== undefined && one !== undefined && failResource(world, of, one, 'injection', -1);
  }
  if (group) {
    const one = lastService(group);
    if (one) return failResource(world, group, one, 'injection', -1);
    const text = `${nameOf(world, ref)} cannot be faulted: it has no resource`;
    log(world, { mechanism: 'injection', subject: ref, cause: -1, text });
    return true;
  }
  const machine = world.machineOf[ref];
  const nodes = clustersOf(world).flatMap((one) => one.nodes.filter((node) => node.ref === ref));
  // One that is off has nothing to fault: whoever tells of machines says so.
  if (!machine?.on || nodes.length === 0) return false;
  const here = clustersOf(world).flatMap((one) =>
    one.groups.filter(({ owner }) => owner !== undefined && nodes.includes(owner)),
  );
  // What else the machine runs is not the cluster's.
  const others = machine.apps.some((app) => app.service !== undefined);
  if (here.length === 0 && others) return false;
  const names = listOf(here.map(({ service }) => nameOf(world, service.ref)));
  const text =
    here.length === 0
      ? `No application can be faulted on ${nameOf(world, ref)}: it owns no group`
      : `The application of ${names} is faulted on ${nameOf(world, ref)}; the machine runs on`;
  const event = log(world, { mechanism: 'injection', subject: ref, cause: -1, text });
  for (const one of here) {
    const last = lastService(one);
    if (last) failResource(world, one, last, 'failover-cluster', event);
  }
  return !others;
}

function lastService({ resources }: Group): ResourceState | undefined {
  return resources.filter(({ resource }) => resource.resourceType === 'generic-service').at(-1) ?? resources.at(-1);
}

/** Failed resources start again in place, their restarts forgotten. */
function restoreResources(world: World, subject: number, group: Group | undefined, id?: string): boolean {
  if (!group) return false;
  const event = log(world, {
    mechanism: 'injection',
    subject,
    cause: -1,
    text: `${nameOf(world, subject)} is restored`,
  });
  for (const one of group.resources) {
    if (id !== undefined && one.resource.id !== id) continue;
    one.restarts = [];
    if (one.status !== 'failed') continue;
    one.status = 'offline';
    one.event = event;
  }
  touch(world, 'services');
  return true;
}
