/** In which order the resources of VirtualCenter come online, and what mends it. */
import { find } from '../../topology/lookup.ts';
import type { FailoverGroupService, Id, Resource, Topology } from '../../topology/model.ts';
import type { ModelEdit } from '../rule.ts';
import { withElements } from './changes.ts';
import { licenceServer } from './failover-groups.ts';
import { allRoles, everythingBefore, type Role, type Roles, rolesOf } from './group-roles.ts';

/** A resource that must come after another. */
export interface Link {
  readonly role: Role;
  readonly before: Role;
}

const ofVirtualCenter: readonly Link[] = [
  { role: 'networkName', before: 'address' },
  { role: 'server', before: 'networkName' },
  { role: 'webAccess', before: 'server' },
];
const ofLicenceServer: readonly Link[] = [
  { role: 'networkName', before: 'address' },
  { role: 'licence', before: 'networkName' },
];

/** The chain of Table 4, or that of a licence server in a group of its own. */
export function chainOf(group: FailoverGroupService): readonly Link[] {
  return group.product?.name === licenceServer ? ofLicenceServer : ofVirtualCenter;
}

/** The links of a group's chain whose resources are both there and do not hold it. */
export function brokenLinks(topology: Topology, group: FailoverGroupService): readonly Link[] {
  const roles = rolesOf(topology, group);
  return chainOf(group).filter(({ role, before }) => {
    const [later, earlier] = [roles[role], roles[before]];
    return later && earlier && !everythingBefore(topology, later).has(earlier.id);
  });
}

/** What comes later in the chain than a role; nothing may wait for it. */
const ranks: Readonly<Record<Role, number>> = { address: 0, networkName: 1, server: 2, licence: 2, webAccess: 3 };

/**
 * The resources of a group that must change so that its chain holds, as they are then: what is missing is added,
 * what points the other way is left out. `undefined` where something would still wait for itself.
 */
export function mendedChain(
  topology: Topology,
  group: FailoverGroupService,
  roles: Roles = rolesOf(topology, group),
): readonly Resource[] | undefined {
  const needed = new Map(chainOf(group).map(({ role, before }) => [role, roles[before]]));
  const changed = allRoles.flatMap((role) => {
    const resource = roles[role];
    return resource ? mended(topology, resource, role, roles, needed.get(role)) : [];
  });
  const after = withElements(topology, ...changed);
  const isRound = changed.some((resource) => everythingBefore(after, resource).has(resource.id));
  return isRound ? undefined : changed;
}

function mended(
  topology: Topology,
  resource: Resource,
  role: Role,
  roles: Roles,
  needed: Resource | undefined,
): readonly Resource[] {
  const later = new Set(allRoles.filter((each) => ranks[each] > ranks[role]).flatMap((each) => roles[each]?.id ?? []));
  const mayWaitFor = (id: Id) => role !== 'address' && !later.has(id);
  const afterAny = resource.afterAny.filter(mayWaitFor);
  const after = resource.after.filter(mayWaitFor);
  const left = { ...resource, after, afterAny };
  if (needed && !everythingBefore(topology, left).has(needed.id)) after.push(needed.id);
  const isSame = sameList(after, resource.after) && sameList(afterAny, resource.afterAny);
  return isSame ? [] : [left];
}

function sameList(one: readonly Id[], other: readonly Id[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}

/** The edits that make resources come after what they come after in their changed forms. */
export function afterEdits(topology: Topology, changed: readonly Resource[]): readonly ModelEdit[] {
  return changed.flatMap((resource) => {
    const before = find(topology, 'resource', resource.id);
    if (!before) return [];
    return [
      ...listEdit(topology, before, 'after', before.after, resource.after),
      ...listEdit(topology, before, 'after any', before.afterAny, resource.afterAny),
    ];
  });
}

function listEdit(
  topology: Topology,
  { source }: Resource,
  property: string,
  before: readonly Id[],
  after: readonly Id[],
): readonly ModelEdit[] {
  if (sameList(before, after)) return [];
  if (after.length === 0) return [{ edit: 'remove', element: source, property }];
  return [{ edit: 'set', element: source, property, value: namesOf(topology, after).join(', ') }];
}

/** The names by which resources of one group call each other. */
export function namesOf(topology: Topology, ids: readonly Id[]): readonly string[] {
  return ids.flatMap((id) => find(topology, 'resource', id)?.name ?? []);
}

/** True where resources only wait for more than they did. */
export function onlyAdds(topology: Topology, changed: readonly Resource[]): boolean {
  return changed.every((resource) => {
    const before = find(topology, 'resource', resource.id);
    return [...(before?.after ?? []), ...(before?.afterAny ?? [])].every(
      (id) => resource.after.includes(id) || resource.afterAny.includes(id),
    );
  });
}
