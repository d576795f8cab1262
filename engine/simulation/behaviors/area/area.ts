/**
 * Areas: the clients of one network, and the member that serves them. In modes whose members may serve side
 * by side (survivable core, geo-redundancy) each area has its own.
 */
import type { Ref } from '../../../topology/ranks.ts';
import { parentsOf } from '../../state/machines.ts';
import { networkReaches, networksOfMachine } from '../../state/reach.ts';
import { machinesBehind, memberWorks } from '../../state/services.ts';
import type { EndpointState, ServiceState, World } from '../../world.ts';

export interface Area {
  /** `undefined`: clients of which the text does not say where they stand. */
  readonly network: Ref | undefined;
  /** Its endpoints; none where the text has none and the members' own networks stand for them. */
  readonly clients: readonly Ref[];
  /** The member with which its clients are registered. */
  home: Ref;
  /** From when they are back after a move, ms. */
  openAt: number;
  /** They hold established calls. */
  talks: boolean;
}

/** The networks of the endpoints that use a service or one that has it as a member, in order of the networks. */
export function clientAreas(world: World, state: ServiceState, home: Ref): Area[] {
  const family = new Set<Ref>();
  addFamily(world, state.ref, family);
  const areas = new Map<Ref | undefined, EndpointState[]>();
  for (const endpoint of world.endpoints) {
    const { registers, alternates, subscribes, network } = endpoint.plan;
    if (![...registers, ...alternates, ...subscribes].some((ref) => family.has(ref))) continue;
    const list = areas.get(network) ?? [];
    list.push(endpoint);
    areas.set(network, list);
  }
  const order = (network: Ref | undefined) => world.plan.elements[network ?? -1]?.order ?? Number.POSITIVE_INFINITY;
  const inOrder = [...areas].sort(([a], [b]) => (order(a) < order(b) ? -1 : 1));
  return inOrder.map(([network, endpoints]) =>
    area(
      network,
      endpoints.map(({ ref }) => ref),
      home,
    ),
  );
}

/** Without endpoints: the networks of its members from which both the first member and another are reached. */
export function memberAreas(world: World, state: ServiceState, home: Ref): Area[] {
  const { members } = state.plan;
  const networks = new Set(members.flatMap((member) => networksOf(world, member, new Set())));
  const reached = (network: Ref) => members.filter((member) => reachesMember(world, state, network, member));
  const shared = [...networks].filter((network) => {
    const all = reached(network);
    return all.includes(home) && all.length > 1;
  });
  if (shared.length > 0) return shared.map((network) => area(network, [], home));
  return [area(undefined, [], home)];
}

function area(network: Ref | undefined, clients: readonly Ref[], home: Ref): Area {
  return { network, clients, home, openAt: 0, talks: true };
}

function addFamily(world: World, ref: Ref, family: Set<Ref>): void {
  if (family.has(ref)) return;
  family.add(ref);
  for (const parent of parentsOf(world, ref)) addFamily(world, parent.ref, family);
}

/** The networks on which the machines below a member stand. */
function networksOf(world: World, member: Ref, seen: Set<Ref>): readonly Ref[] {
  if (seen.has(member)) return [];
  seen.add(member);
  const machine = world.machineOf[member];
  if (machine) return networksOfMachine(world, machine);
  return (world.serviceOf[member]?.plan.members ?? []).flatMap((below) => networksOf(world, below, seen));
}

/** Whether a member works and is reached from a network. */
export function reachesMember(world: World, state: ServiceState, network: Ref | undefined, member: Ref): boolean {
  if (!memberWorks(world, state, member)) return false;
  return machinesBehind(world, member).some((machine) => networkReaches(world, network, machine));
}

/** Whether the network of an area lives: without it its clients look for nobody. */
export function areaLives(world: World, { network }: Area): boolean {
  return network === undefined || world.lives[network] === 1;
}

/** The area in which an endpoint stands. */
export function areaOf<A extends Area>(areas: readonly A[], { plan, ref }: EndpointState): A | undefined {
  return areas.find(({ network, clients }) => network === plan.network && clients.includes(ref));
}
