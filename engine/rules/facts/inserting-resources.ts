/** Resources that a group lacks, as a fix adds them. */
import { noProductStart, resourceStart, resourceStop } from '../../topology/defaults.ts';
import type { FailoverGroupService, Resource, Topology } from '../../topology/model.ts';
import type { ModelEdit } from '../rule.ts';
import { withElements } from './changes.ts';
import { afterEdits, mendedChain } from './dependency-chain.ts';
import { licenceServer } from './failover-groups.ts';
import { allRoles, type Role, type Roles, resourcesOf, rolesOf, roleWords } from './group-roles.ts';
import { freeName } from './names.ts';
import { managedIpOf, virtualCenterKey } from './virtual-center-facts.ts';
import { writtenResource } from './written-resource.ts';

/** What adds resources to a group: elements for a trial, edits for the text. */
export interface Insertion {
  readonly added: readonly Resource[];
  readonly changed: readonly Resource[];
  readonly edits: readonly ModelEdit[];
}

/**
 * Adds resources that play these roles, named as in the documents, each after what it comes after, and lets
 * those that are there come after them where they must.
 */
export function inserting(
  topology: Topology,
  group: FailoverGroupService,
  roles: readonly Role[],
): Insertion | undefined {
  const taken = new Set(resourcesOf(topology, group).map(({ name }) => name));
  const all: Partial<Record<Role, Resource>> = { ...rolesOf(topology, group) };
  const added: Resource[] = [];
  for (const role of allRoles) {
    if (!roles.includes(role)) continue;
    const resource = newResource(group, role, freeName(roleWords[role].name, taken), all);
    taken.add(resource.name);
    all[role] = resource;
    added.push(resource);
  }
  const resources = [...group.resources, ...added.map(({ id }) => id)];
  const whole = withElements(topology, { ...group, resources }, ...added);
  const changed = mendedChain(whole, { ...group, resources }, all);
  if (!changed) return undefined;
  const isNew = new Set(added.map(({ id }) => id));
  const after = changed.filter(({ id }) => !isNew.has(id));
  const shown = added.map((resource) => changed.find(({ id }) => id === resource.id) ?? resource);
  const nameOf = (id: string) => whole.elements.get(id)?.name ?? '';
  return {
    added: shown,
    changed: after,
    edits: [
      ...shown.map(
        (resource): ModelEdit => ({
          edit: 'add',
          element: group.source,
          item: writtenResource(resource, { name: resource.name, after: resource.after.map(nameOf) }),
        }),
      ),
      ...afterEdits(whole, after),
    ],
  };
}

/** A resource as the documents want it; its address is that of the settings, where they state one. */
function newResource(group: FailoverGroupService, role: Role, name: string, roles: Roles): Resource {
  const { type } = roleWords[role];
  const isServer = role === 'server';
  const licenceNeeds = group.product?.name === licenceServer ? undefined : roles.networkName;
  const address = role === 'address' ? group.settings['managed-ip-address'] : undefined;
  return {
    id: `${group.id}.${name}`,
    name,
    source: group.source,
    order: group.order,
    kind: 'resource',
    group: group.id,
    resourceType: type,
    after: role === 'licence' && licenceNeeds ? [licenceNeeds.id] : [],
    afterAny: [],
    start: resourceStart[type] ?? noProductStart,
    stop: resourceStop,
    useNetworkName: isServer,
    ...(address !== undefined && { address }),
    ...(isServer && managedIpOf(group) === 'registry' && { registryKey: virtualCenterKey }),
  };
}
