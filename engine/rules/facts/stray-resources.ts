/** Resources of VirtualCenter that stand in another group, or under another type. */
import { find } from '../../topology/lookup.ts';
import type { FailoverGroupService, Id, Resource, Topology } from '../../topology/model.ts';
import type { Fix, ModelEdit, Trial } from '../rule.ts';
import { type Mended, mends, withElements, withoutElements } from './changes.ts';
import { afterEdits, mendedChain, namesOf } from './dependency-chain.ts';
import { groupsOf } from './failover-groups.ts';
import { allRoles, isCalled, type Role, type Roles, resourcesOf, rolesOf, roleWords, runs } from './group-roles.ts';
import { freeName } from './names.ts';
import { isNamed } from './naming-others.ts';
import { writtenResource } from './written-resource.ts';

/** A resource and the role that it is meant for. */
export interface Stray {
  readonly role: Role;
  readonly resource: Resource;
}

/** Roles that nobody plays, with a resource of the group that goes by their name under another type. */
export function wrongTypes(topology: Topology, group: FailoverGroupService): readonly Stray[] {
  const roles = rolesOf(topology, group);
  const free = new Set(resourcesOf(topology, group).filter((each) => !Object.values(roles).includes(each)));
  return allRoles.flatMap((role) => {
    if (roles[role]) return [];
    const resource = [...free].find((each) => each.resourceType !== roleWords[role].type && isMeant(each, role));
    if (!resource) return [];
    free.delete(resource);
    return [{ role, resource }];
  });
}

/** A name that fits several roles (`webIp`) is meant for none. */
function isMeant(resource: Resource, role: Role): boolean {
  return (
    runs(resource, role) ||
    (isCalled(resource, role) && allRoles.filter((each) => isCalled(resource, each)).length === 1)
  );
}

/** Services that a VirtualCenter group lacks and that stand in other groups of its cluster, which state no product. */
export function straysOf(topology: Topology, group: FailoverGroupService): readonly Stray[] {
  const roles = rolesOf(topology, group);
  const others = groupsOf(topology, group.cluster).filter((other) => other.id !== group.id && !other.product);
  const services = others
    .flatMap((other) => resourcesOf(topology, other))
    .filter(({ resourceType }) => resourceType === 'generic-service');
  return (['server', 'webAccess', 'licence'] as const).flatMap((role) => {
    const resource = roles[role] ? undefined : services.find((each) => isMeant(each, role));
    return resource ? [{ role, resource }] : [];
  });
}

/** Gives a resource the type of its role, and the chain its order. */
export function retyping(
  topology: Topology,
  group: FailoverGroupService,
  { role, resource }: Stray,
  trial: Trial,
  mended: Mended,
): Fix | undefined {
  const { type } = roleWords[role];
  const typed = withElements(topology, { ...resource, resourceType: type });
  const changed = mendedChain(typed, group);
  if (!changed || !mends(topology, withElements(typed, ...changed), trial, mended)) return undefined;
  return {
    title: `Make ${resource.name} a resource of type ${type}`,
    edits: [{ edit: 'set', element: resource.source, property: 'type', value: type }, ...afterEdits(typed, changed)],
    safe: false,
  };
}

/** What a resource of a role comes after in the group of VirtualCenter. */
function before(role: Role, roles: Roles): readonly Id[] {
  const wanted = role === 'webAccess' ? roles.server : roles.networkName;
  return wanted ? [wanted.id] : [];
}

/** A resource as it stands in another group, and the edit that writes it there. */
export function movedTo(
  topology: Topology,
  group: FailoverGroupService,
  { role, resource }: Stray,
): { readonly moved: Resource; readonly edit: ModelEdit } {
  const taken = new Set(resourcesOf(topology, group).map(({ name }) => name));
  const name = freeName(resource.name, taken);
  const after = before(role, rolesOf(topology, group));
  const { afterOutside: _, owners: __, ...bare } = resource;
  const moved: Resource = {
    ...bare,
    id: `${group.id}.${name}`,
    name,
    source: group.source,
    group: group.id,
    after,
    afterAny: [],
  };
  const item = writtenResource(moved, { name, after: namesOf(topology, after) });
  return { moved, edit: { edit: 'add', element: group.source, item } };
}

/** Moves a resource into the group of VirtualCenter; nothing where something names it in its own. */
export function moving(
  topology: Topology,
  group: FailoverGroupService,
  stray: Stray,
  trial: Trial,
  mended: Mended,
): Fix | undefined {
  const { resource } = stray;
  const other = find(topology, 'service', resource.group);
  if (other?.mode !== 'failover-group' || isNamed(topology, resource.id)) return undefined;
  const { moved, edit } = movedTo(topology, group, stray);
  const changed = withoutElements(
    topology,
    [resource.id],
    { ...other, resources: other.resources.filter((id) => id !== resource.id) },
    { ...group, resources: [...group.resources, moved.id] },
    moved,
  );
  if (!mends(topology, changed, trial, mended)) return undefined;
  return {
    title: `Move ${resource.name} into ${group.name}`,
    edits: [edit, { edit: 'remove', element: resource.source }],
    safe: false,
  };
}
