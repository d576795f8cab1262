/** The networks on which the addresses of a group stand, and whether a node still has them. */
import type { Ref } from '../../../topology/ranks.ts';
import { nameOf, namesOf } from '../../log.ts';
import { derived } from '../../own.ts';
import { hangsOn, networksOfMachine } from '../../state/reach.ts';
import type { ServiceState, World } from '../../world.ts';
import type { Cluster, ClusterNode, Group } from './model.ts';

/** By group: its addresses, each with the networks on any of which it may stand. */
const addresses = derived(() => new Map<ServiceState, readonly Address[]>());

/** An address of a group. */
export interface Address {
  /** The resource. */
  readonly ref: Ref;
  /** It stands on one of these. */
  readonly networks: readonly Ref[];
}

/** The addresses of a group of whose networks something is known. */
export function addressesOf(world: World, group: Group): readonly Address[] {
  let known = addresses(world).get(group.service);
  if (!known) {
    known = group.resources
      .filter(({ resource }) => resource.resourceType === 'ip-address')
      .map(({ ref, resource }) => ({ ref, networks: networksFor(world, group.cluster, resource.address) }))
      .filter(({ networks }) => networks.length > 0);
    addresses(world).set(group.service, known);
  }
  return known;
}

/** The networks of the nodes whose subnet has the address; where none says so, those that all share and that are not dedicated. */
function networksFor(world: World, { nodes }: Cluster, address: string | undefined): readonly Ref[] {
  const lists = nodes.map(({ machine }) => networksOfMachine(world, machine));
  const all = [...new Set(lists.flat())];
  const network = (ref: Ref) => {
    const element = world.plan.elements[ref];
    return element?.kind === 'network' ? element : undefined;
  };
  const stated = all.filter((ref) => isWithin(address, network(ref)?.subnet));
  if (stated.length > 0) return stated;
  return all.filter((ref) => network(ref)?.dedicated === false && lists.every((list) => list.includes(ref)));
}

/** Whether an IPv4 address lies in a subnet as `10.1.0.0/16`; of what is not written so it does not. */
function isWithin(address: string | undefined, subnet: string | undefined): boolean {
  const [base, length] = subnet?.split('/') ?? [];
  const [one, other] = [numberOf(address), numberOf(base)];
  const bits = Number(length);
  if (one === undefined || other === undefined || !length || !(bits >= 0 && bits <= 32)) return false;
  const size = 2 ** (32 - bits);
  return Math.floor(one / size) === Math.floor(other / size);
}

function numberOf(address: string | undefined): number | undefined {
  const parts = address?.trim().split('.').map(Number) ?? [];
  if (parts.length !== 4 || !parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** Whether a node has a living adapter for every address of a group. */
export function hasNetworks(world: World, group: Group, node: ClusterNode): boolean {
  return addressesOf(world, group).every((address) => stands(world, node, address));
}

/** Whether a node has a living adapter in a network of an address. */
export function stands(world: World, { machine }: ClusterNode, { networks }: Address): boolean {
  return networks.some((network) => hangsOn(world, machine, network));
}

/** Why a group had better not go to a node: a network that it needs is lost there; `undefined` where none is. */
export function whyNoNetwork(world: World, group: Group, node: ClusterNode): string | undefined {
  const lost = addressesOf(world, group).filter((address) => !stands(world, node, address));
  const networks = [...new Set(lost.flatMap((address) => address.networks))];
  return lost.length === 0 ? undefined : `${nameOf(world, node.ref)} has lost ${namesOf(world, networks)}`;
}
