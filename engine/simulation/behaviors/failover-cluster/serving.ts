/** What a group comes to for its service: served while it is online on a node that works and can be reached. */

import type { Ref } from '../../../topology/ranks.ts';
import type { Mode } from '../../behavior.ts';
import { latest, log, nameOf } from '../../log.ts';
import { ownOf } from '../../own.ts';
import { clusterSource } from '../../sources.ts';
import { isNow } from '../../state/causes.ts';
import { dropCalls, loseFeatures, loseState, memberEvent, memberReachable } from '../../state/services.ts';
import type { ServiceState, World } from '../../world.ts';
import { note } from '../service.ts';
import { nodesEvent } from './causes.ts';
import { lacksOf, lackText, servesFrom } from './items.ts';
import { type ClusterNode, type Group, groupOf } from './model.ts';
import { hasNetworks, whyNoNetwork } from './networks.ts';
import { whyDown as nodeWhyDown } from './nodes.ts';
import { moveTo } from './operator.ts';
import { isReady, whyNoOwner } from './owners.ts';
import { standing, survivesWithout } from './quorum.ts';

/** Where groups were online at the last look: there their clients have sessions. */
const online = ownOf<ServiceState, ClusterNode>();

export const groupMode: Mode = {
  applications: false,
  react(world, service) {
    const group = groupOf(world, service);
    if (!group) {
      service.served = false;
      return;
    }
    const was = { served: service.served, protected: service.protected, on: service.serving[0] };
    const { owner } = group;
    const works = group.online && owner?.status === 'up' && servesFrom(group, owner);
    const served = works && owner !== undefined && isReached(world, group, owner);
    const isPartner = (node: ClusterNode) =>
      node !== owner && isReady(group, node) && servesFrom(group, node) && hasNetworks(world, group, node);
    const partnered = group.possible.some(isPartner);
    const quorum = owner !== undefined && survivesWithout(world, group.cluster, owner);
    service.served = served;
    service.serving = served && owner ? [owner.ref] : [];
    service.roles = service.plan.members.map((member) => (service.serving.includes(member) ? 'active' : ''));
    service.protected = served && partnered && quorum;
    service.partnered = served && partnered;
    if (!world.silent) tell(world, service, group, was);
    keepSessions(world, service, group, was.served);
  },
  activate(world, service, member, cause) {
    const group = groupOf(world, service);
    if (group) moveTo(world, group, member, cause);
  },
};

/** Whether anybody can reach a group on a node: by its addresses. */
function isReached(world: World, group: Group, node: ClusterNode): boolean {
  return memberReachable(world, node.ref) && hasNetworks(world, group, node);
}

/** Sessions end with the group's being online somewhere; while it is merely out of reach they wait. */
function keepSessions(world: World, service: ServiceState, group: Group, wasServed: boolean): void {
  const sessions = online(world);
  const event = latest(group.event, service.cause);
  const { owner } = group;
  const held = sessions.get(service);
  if (held && (!group.online || held !== owner)) {
    sessions.delete(service);
    dropCalls(world, service, event);
    if (service.plan.service.preserves === 'nothing') loseState(world, service, event);
  } else if (wasServed && !service.served && !world.silent) loseFeatures(world, service, event);
  if (!group.online || !owner || sessions.get(service)) return;
  sessions.set(service, owner);
  if (world.silent) return;
  service.reconnectAt = world.now + service.plan.service.timings.reconnect.value;
  for (const lack of lacksOf(group, owner))
    log(world, {
      mechanism: 'failover-cluster',
      subject: service.ref,
      cause: latest(group.event, ...group.resources.map((one) => one.event)),
      text: lackText(world, group, owner, lack),
      source: clusterSource,
      assumption: true,
    });
}

/** The words for what users see of it. What it needs is told by the service itself. */
function tell(
  world: World,
  service: ServiceState,
  group: Group,
  was: { readonly served: boolean; readonly protected: boolean; readonly on: Ref | undefined },
): void {
  const missing = service.plan.needs.some((ref) => world.serviceOf[ref]?.up === false);
  const of = latest(group.event, group.cluster.event, ...group.resources.map((one) => one.event));
  const say = (text: string, cause: number) =>
    note(world, service, { mechanism: 'failover-cluster', cause, text, source: clusterSource });
  const name = nameOf(world, service.ref);
  const on = nameOf(world, group.owner?.ref);
  if (was.served && !service.served) {
    if (!missing) say(`${name} is down: ${whyDown(world, group)}`, latest(of, causeOf(world, group)));
  } else if (!was.served && service.served) {
    const rest = service.protected ? '' : ', not protected';
    if (!missing) say(`${name} is up on ${on}${rest}`, latest(of, causeOf(world, group)));
  } else if (service.serving[0] !== was.on && service.served) {
    say(`${name} is on ${on}`, of);
  } else if (!was.protected && service.protected && !missing) {
    say(`${name} is protected again: ${on} serves`, latest(of, causeOf(world, group)));
  } else if (was.protected && !service.protected && !missing)
    say(`${name} is no longer protected: ${whyUnprotected(world, group)}`, latest(of, causeOf(world, group)));
}

/** What became of the node that has the group, else of quorum, of the witness and of the other nodes. */
function causeOf(world: World, group: Group): number {
  const { cluster, owner, last } = group;
  const own = nodesEvent(
    world,
    cluster,
    [owner ?? last].filter((node) => node !== undefined),
  );
  if (isNow(world, own)) return own;
  const witness = cluster.witness ? memberEvent(world, cluster.witness.ref) : -1;
  return latest(own, cluster.event, witness, nodesEvent(world, cluster, cluster.nodes));
}

function whyDown(world: World, group: Group): string {
  const { owner, resources, cluster, target } = group;
  if (owner && owner.status !== 'up') return `it is on ${nameOf(world, owner.ref)}, which ${nodeWhyDown(world, owner)}`;
  if (cluster.members.length === 0) return `${nameOf(world, cluster.ref)} has no quorum`;
  if (target) return `it moves to ${nameOf(world, target.ref)}`;
  if (!owner || group.wanted === 'offline') return `it leaves ${nameOf(world, (owner ?? group.last)?.ref)}`;
  // What the others hang on comes first.
  const idle = resources.filter(({ status }) => status !== 'online');
  const first = idle.find((one) => !one.after.some((other) => idle.includes(other)));
  if (first) return `${nameOf(world, first.ref)} is ${first.status === 'failed' ? 'failed' : 'not online'}`;
  const without = memberReachable(world, owner.ref) ? whyNoNetwork(world, group, owner) : undefined;
  return without ?? `${nameOf(world, owner.ref)} cannot be reached`;
}

function whyUnprotected(world: World, group: Group): string {
  const { cluster, owner } = group;
  const isFit = (node: ClusterNode) => node !== owner && isReady(group, node) && hasNetworks(world, group, node);
  if (!group.possible.some(isFit)) return whyNoOwner(world, group, owner);
  const rest = cluster.members.filter((node) => node !== owner && node.status === 'up');
  if (owner && !survivesWithout(world, cluster, owner))
    return `without ${nameOf(world, owner.ref)} ${standing(world, cluster, rest)}`;
  return 'the other nodes lack what is not synchronized';
}
