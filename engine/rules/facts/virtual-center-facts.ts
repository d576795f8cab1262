/** Where a VirtualCenter group keeps its managed IP, and the registry key that goes with it. */
import type { FailoverGroupService, Resource, Service, Topology } from '../../topology/model.ts';
import { clusterOfGroup, licenceServer } from './failover-groups.ts';
import { servicesOf } from './products.ts';

/** The key that the cluster replicates with `vpxd`. */
export const virtualCenterKey = 'HKLM\\SOFTWARE\\VMware, Inc.\\VMware VirtualCenter';

/** The same key however its root is written; a cluster's own dialogs leave the root out. */
export function isVirtualCenterKey(key: string): boolean {
  return plainKey(key) === plainKey(virtualCenterKey);
}

function plainKey(key: string): string {
  return key
    .trim()
    .toLowerCase()
    .replace(/^(hklm|hkey_local_machine)\\/, '')
    .replace(/\\+$/, '');
}

/** A resource that no registry key follows. */
export function withoutKey({ registryKey: _, ...resource }: Resource): Resource {
  return resource;
}

/** Where `settings` says that the managed IP stands; `undefined`: not stated. */
export function managedIpOf(group: FailoverGroupService): 'config-file' | 'registry' | 'both' | undefined {
  const value = group.settings['managed-ip'];
  return value === 'config-file' || value === 'registry' || value === 'both' ? value : undefined;
}

/** IP addresses as they are compared. */
export function sameAddress(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.trim().toLowerCase() === other?.trim().toLowerCase();
}

/** Every licence server that is a service of its own, in a group or not. */
export function licenceServices(topology: Topology): readonly Service[] {
  return servicesOf(topology, licenceServer);
}

/** The machine, by name, among the nodes of a group's cluster that has an address as its own. */
export function nodeWithAddress(topology: Topology, group: FailoverGroupService, address: string | undefined) {
  const nodes = clusterOfGroup(topology, group)?.nodes ?? [];
  for (const id of nodes) {
    const node = topology.elements.get(id);
    if ((node?.kind === 'vm' || node?.kind === 'server') && sameAddress(node.address, address)) return node;
  }
  return undefined;
}
