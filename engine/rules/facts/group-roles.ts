/** Which resource of a VirtualCenter or licence group is which. */
import { find } from '../../topology/lookup.ts';
import type { FailoverGroupService, Id, Resource, ResourceType, Topology } from '../../topology/model.ts';
import { licenceServer } from './failover-groups.ts';
import { oncePerTopology } from './memo.ts';

/** The five resources of VirtualCenter, in the order in which they come online. */
export type Role = 'address' | 'networkName' | 'server' | 'webAccess' | 'licence';

/** What a role is in the documents, and by what it is recognised. */
export interface RoleWords {
  readonly type: ResourceType;
  /** For messages: `the network name`. */
  readonly title: string;
  /** What a resource that is inserted is called. */
  readonly name: string;
  /** The Windows service that a generic service runs. */
  readonly serviceName?: string;
  /** Names of resources, in small letters without `-` and `_`. */
  readonly named: RegExp;
}

export const roleWords: Readonly<Record<Role, RoleWords>> = {
  address: { type: 'ip-address', title: 'the IP address', name: 'ip', named: /ip$|^ip|address$/ },
  networkName: { type: 'network-name', title: 'the network name', name: 'name', named: /name$|^name/ },
  server: {
    type: 'generic-service',
    title: 'VirtualCenter Server',
    name: 'vpxd',
    serviceName: 'vpxd',
    named: /^(vmware)?(vpxd|vc|vcenter|virtualcenter)(server|service)?$/,
  },
  webAccess: {
    type: 'generic-service',
    title: 'web access',
    name: 'webAccess',
    serviceName: 'webAccess',
    named: /web(access|client|service|server)?$/,
  },
  licence: {
    type: 'generic-service',
    title: 'the licence server',
    name: 'license',
    serviceName: 'VMware License Server',
    named: /licen[cs]e|licensing|flexnet|^ls$/,
  },
};

export const allRoles: readonly Role[] = ['address', 'networkName', 'server', 'webAccess', 'licence'];
const serviceRoles = ['server', 'webAccess', 'licence'] as const;

/** The resource in each role; a role that is absent is played by none. */
export type Roles = Readonly<Partial<Record<Role, Resource>>>;

/** The resources of a group, in order. */
export function resourcesOf(topology: Topology, group: FailoverGroupService): readonly Resource[] {
  return group.resources.flatMap((id) => find(topology, 'resource', id) ?? []);
}

const known = oncePerTopology(() => new Map<Id, Roles>());

/**
 * Which resource of a group plays which role.
 *
 * A generic service is known by the Windows service that it runs (`service-name`), else by its own name. Where
 * none is known as VirtualCenter Server, the first that is known as nothing is taken for it, as a run does. In a
 * group of the licence server that first one is the licence server. The network name and the IP address are the
 * ones that this service comes after, directly or over others; else the first of their type.
 */
export function rolesOf(topology: Topology, group: FailoverGroupService): Roles {
  const map = known(topology);
  let roles = map.get(group.id);
  if (!roles) {
    roles = findRoles(topology, group);
    map.set(group.id, roles);
  }
  return roles;
}

function findRoles(topology: Topology, group: FailoverGroupService): Roles {
  const resources = resourcesOf(topology, group);
  const found: Partial<Record<Role, Resource>> = {};
  const services = resources.filter(({ resourceType }) => resourceType === 'generic-service');
  const isFree = (resource: Resource) => !Object.values(found).includes(resource);
  for (const knows of [runs, isCalled])
    for (const role of serviceRoles) {
      const resource = found[role] ?? services.find((each) => isFree(each) && knows(each, role));
      if (resource) found[role] = resource;
    }
  const main = group.product?.name === licenceServer ? 'licence' : 'server';
  const first = found[main] ?? services.find(isFree);
  if (first) found[main] = first;
  const below = first ? everythingBefore(topology, first) : new Set<Id>();
  const networkName = bestOf(resources, 'network-name', below);
  if (networkName) found.networkName = networkName;
  const belowName = networkName ? everythingBefore(topology, networkName) : below;
  const address = bestOf(resources, 'ip-address', belowName) ?? bestOf(resources, 'ip-address', below);
  if (address) found.address = address;
  return found;
}

/** True where a resource states the Windows service of a role. */
export function runs({ serviceName }: Resource, role: Role): boolean {
  return serviceName !== undefined && sameName(serviceName, roleWords[role].serviceName);
}

/** True where a resource goes by a name that is usual for a role. */
export function isCalled({ name }: Resource, role: Role): boolean {
  return roleWords[role].named.test(name.toLowerCase().replace(/[-_]|\d+$/g, ''));
}

/** Names of Windows services and computers: large and small letters are the same. */
export function sameName(one: string | undefined, other: string | undefined): boolean {
  return one?.trim().toLowerCase() === other?.trim().toLowerCase();
}

function bestOf(resources: readonly Resource[], type: ResourceType, wanted: ReadonlySet<Id>): Resource | undefined {
  const ofType = resources.filter(({ resourceType }) => resourceType === type);
  return ofType.find(({ id }) => wanted.has(id)) ?? ofType[0];
}

/** Everything that must be online, or of which one must be, before a resource. Ends in a circle too. */
export function everythingBefore(topology: Topology, resource: Resource): ReadonlySet<Id> {
  const found = new Set<Id>();
  const visit = (ids: readonly Id[]) => {
    for (const id of ids) {
      if (found.has(id)) continue;
      found.add(id);
      const before = find(topology, 'resource', id);
      if (before) visit([...before.after, ...before.afterAny]);
    }
  };
  visit([...resource.after, ...resource.afterAny]);
  return found;
}
