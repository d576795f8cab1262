/** Resources of failover groups, and the failover clusters that run them. */

import {
  assumed,
  nodeDetect,
  nodeDetectFrom2016,
  resourceStart,
  resourceStop,
} from '../../engine/topology/defaults.ts';
import type { FailoverCluster, Id, Quorum, Resource, ResourceType, Timing } from '../../engine/topology/model.ts';
import { versionNumber } from '../../engine/topology/versions.ts';
import * as ast from '../generated/ast.ts';
import { targetOf } from '../paths.ts';
import { ownResources } from '../scope/members.ts';
import { sourceOf } from '../source.ts';
import { flag, oneOf, onOff, ownBody, paths, text, version, word } from './body.ts';
import { base, type Context, enter, leaveOut, refer, referAll, referSome } from './context.ts';
import type { ReadProduct } from './products.ts';
import { statedTiming, timing } from './timings.ts';

const types = ['ip-address', 'network-name', 'generic-service', 'physical-disk', 'file-share'] as const;

/** The resources of a group, in order. What depends on one that is left out depends on it no more. */
export function buildResources(
  context: Context,
  group: ast.Service,
  groupId: Id,
  product: ReadProduct | undefined,
): readonly Id[] {
  const built = [...ownResources(group).values()].filter((resource) => {
    if (oneOf(resource.resourceType, types)) return true;
    leaveOut(context, resource, resource.name, `${resource.resourceType ?? 'nothing'} is no type of resource`);
    return false;
  });
  const idOf = (resource: ast.Resource): Id => `${groupId}.${resource.name}`;
  const outsideId = (path: ast.Path, own: ast.Service): Id[] => {
    const target = targetOf(path);
    const other = ast.isResource(target) && ast.isService(target.$container) ? target.$container : undefined;
    const otherId = other && other !== own ? context.ids.get(other) : undefined;
    return otherId === undefined || !target ? [] : [`${otherId}.${target.name}`];
  };
  const known = new Map(built.map((resource) => [resource as ast.Declaration, idOf(resource)]));
  for (const resource of built) {
    const body = ownBody(resource);
    const after = (key: string) =>
      Object.freeze(
        paths(body, key)
          .map((path) => path.segments.at(-1)?.ref)
          .map((target) => target && known.get(target))
          .filter((id) => id !== undefined),
      );
    const resourceType = oneOf<ResourceType>(resource.resourceType, types) ?? 'generic-service';
    const outside = ['after', 'after any'].flatMap((key) => paths(body, key)).flatMap((path) => outsideId(path, group));
    const address = text(body, 'address');
    const registryKey = text(body, 'registry-key');
    const registeredName = text(body, 'name');
    const dnsName = text(body, 'dns-name');
    const serviceName = text(body, 'service-name');
    const startParameters = text(body, 'start-parameters');
    const netBios = onOff(body, 'netbios');
    const resourceMonitor = word(body, 'resource-monitor', ['separate', 'shared']);
    const owners = referSome(context, paths(body, 'owners'), ['Vm', 'Server'], resource, 'owner');
    enter<Resource>(context, resource, {
      ...base(context, resource, idOf(resource)),
      kind: 'resource',
      group: groupId,
      resourceType,
      ...(address !== undefined && { address }),
      after: after('after'),
      afterAny: after('after any'),
      ...(outside.length > 0 && { afterOutside: Object.freeze(outside) }),
      start: statedTiming('start', [body]) ?? startOf(resource, resourceType, built, product),
      stop: timing('stop', [body], resourceStop),
      useNetworkName: flag(body, 'use-network-name'),
      ...(registryKey !== undefined && { registryKey }),
      ...(registeredName !== undefined && { registeredName }),
      ...(dnsName !== undefined && { dnsName }),
      ...(serviceName !== undefined && { serviceName }),
      ...(startParameters !== undefined && { startParameters }),
      ...(netBios !== undefined && { netBios }),
      ...(resourceMonitor !== undefined && { resourceMonitor }),
      ...(owners && { owners }),
    });
  }
  return Object.freeze(built.map(idOf));
}

/**
 * The start of a resource that the text does not state. A product names resources with a start of
 * their own (`resource vpxd : generic-service { start: 120 s }`): it holds for the resource of that
 * name and type. Where a group has none of that name, it is taken to be the first resource of the
 * type that is called otherwise, which is an assumption.
 */
function startOf(
  resource: ast.Resource,
  type: ResourceType,
  group: readonly ast.Resource[],
  product: ReadProduct | undefined,
): Timing {
  const standard = resourceStart[type];
  if (!product) return standard;
  const described = [...ownResources(product.node).values()].filter((each) => each.resourceType === type);
  const same = described.find((each) => each.name === resource.name);
  if (same) return timing('start', [ownBody(same)], standard);
  const missing = described.filter((each) => !group.some((own) => own.resourceType === type && own.name === each.name));
  const others = group.filter((own) => own.resourceType === type && !described.some((each) => each.name === own.name));
  const stand = missing[others.indexOf(resource)];
  const start = stand && statedTiming('start', [ownBody(stand)]);
  if (!stand || !start) return standard;
  return assumed(
    start.value,
    `${start.origin}, if ${resource.name} is what the product calls ${stand.name}`,
    start.min,
    start.max,
  );
}

export function buildFailoverCluster(context: Context, node: ast.FailoverCluster, id: Id): void {
  const body = ownBody(node);
  const quorum = quorumOf(context, node, body.get('quorum'));
  const dynamicQuorum = onOff(body, 'dynamic-quorum');
  const stated = version(body, 'version');
  enter<FailoverCluster>(context, node, {
    ...base(context, node, id),
    kind: 'failover-cluster',
    nodes: referAll(context, paths(body, 'nodes'), ['Vm', 'Server'], node, 'node'),
    networks: referAll(context, paths(body, 'networks'), ['Network'], node, 'network'),
    ...(quorum && { quorum }),
    ...(dynamicQuorum !== undefined && { dynamicQuorum }),
    ...(stated !== undefined && { version: stated }),
    detect: timing('detect', [body], (versionNumber(stated) ?? 0) >= 2016 ? nodeDetectFrom2016 : nodeDetect),
  });
}

function quorumOf(context: Context, node: ast.FailoverCluster, property: ast.Item | undefined): Quorum | undefined {
  if (!ast.isQuorumProperty(property)) return undefined;
  const source = sourceOf(property);
  if (property.kind === 'disk') {
    const disk = refer(context, property.disk, ['Storage'], node, 'quorum disk');
    return disk === undefined ? undefined : Object.freeze({ kind: 'disk', disk, source });
  }
  if (property.kind !== 'majority') return undefined;
  const witness = refer(context, property.witness, ['Server', 'Vm'], node, 'witness');
  return Object.freeze({ kind: 'majority', ...(witness !== undefined && { witness }), source });
}
