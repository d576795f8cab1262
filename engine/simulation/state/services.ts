/** What a service's members do for it. */
import type { Ref } from '../../topology/ranks.ts';
import { latest } from '../log.ts';
import type { MachineState, ServiceState, World } from '../world.ts';
import { applicationWorks, appOf } from './machines.ts';
import { isReachable, machinesConnect } from './reach.ts';

/** Whether a member could serve: its machine and its application work; a service below is up. Reach is not asked. */
export function memberWorks(world: World, service: ServiceState, member: Ref): boolean {
  const machine = world.machineOf[member];
  if (machine) return applicationWorks(machine, service.ref);
  return world.serviceOf[member]?.up ?? false;
}

/** Whether anybody can reach a member. */
export function memberReachable(world: World, member: Ref): boolean {
  const machine = world.machineOf[member];
  return machine ? isReachable(world, machine) : (world.serviceOf[member]?.up ?? false);
}

/** The machines behind a member: itself, or those that serve the service that it is. */
export function machinesBehind(world: World, member: Ref): readonly MachineState[] {
  const machine = world.machineOf[member];
  if (machine) return [machine];
  const service = world.serviceOf[member];
  return service ? servingMachines(world, service) : [];
}

/** The machines that serve a service now, at any depth. A circle of services, which the language reports, has none. */
export function servingMachines(world: World, service: ServiceState): readonly MachineState[] {
  return machinesWithin(world, service, ({ serving }) => serving);
}

/** The machines within a service at any depth, as `membersOf` says who of each service counts. */
export function machinesWithin(
  world: World,
  service: ServiceState,
  membersOf: (service: ServiceState) => readonly Ref[],
): readonly MachineState[] {
  const members = membersOf(service);
  const machines: MachineState[] = [];
  for (const member of members) {
    const machine = world.machineOf[member];
    if (machine) machines.push(machine);
  }
  if (machines.length === members.length) return machines;
  const below = (member: Ref) => {
    const one = world.serviceOf[member];
    return one ? membersOf(one) : [];
  };
  return within(world, members, below, service.ref)
    .map((member) => world.machineOf[member])
    .filter((machine) => machine !== undefined);
}

/** `members`, and what is below each at any depth: depth first, everything once. */
function within(
  world: World,
  members: readonly Ref[],
  below: (member: Ref) => readonly Ref[],
  except = -1,
): readonly Ref[] {
  const seen = new Set<Ref>([except]);
  const found: Ref[] = [];
  // Without recursion: a chain may be as long as the text.
  const open = [...members].reverse();
  for (let member = open.pop(); member !== undefined; member = open.pop()) {
    if (seen.has(member)) continue;
    seen.add(member);
    found.push(member);
    if (!world.machineOf[member]) open.push(...[...below(member)].reverse());
  }
  return found;
}

/** Whether two members reach each other by any path. */
export function membersConnect(world: World, a: Ref, b: Ref): boolean {
  return anyMachines(world, a, b, machinesConnect);
}

/** Whether it is so of any machine behind one member and any behind another. */
export function anyMachines(
  world: World,
  a: Ref,
  b: Ref,
  isSo: (world: World, one: MachineState, other: MachineState) => boolean,
): boolean {
  const [one, other] = [world.machineOf[a], world.machineOf[b]];
  if (one && other) return isSo(world, one, other);
  const others = machinesBehind(world, b);
  return machinesBehind(world, a).some((first) => others.some((second) => isSo(world, first, second)));
}

/** The last event about a member, and about the host on which it runs. */
export function memberEvent(world: World, member: Ref): number {
  const machine = world.machineOf[member];
  if (machine) return world.lastEvent[machine.ref] ?? -1;
  const service = world.serviceOf[member];
  return service ? latest(world.lastEvent[service.ref] ?? -1, service.cause) : -1;
}

/** Why a member does not serve, as a word: off, booting, stalled, … */
export function memberWord(world: World, member: Ref): string {
  return world.shown[member] ?? 'down';
}

/** Whether what a member keeps in memory is still there: a stalled machine keeps it, one that lost power does not. */
export function memberHoldsState(world: World, service: ServiceState, member: Ref): boolean {
  const machine = world.machineOf[member];
  if (!machine) {
    const below = world.serviceOf[member];
    // A takeover that keeps calls keeps what holds them.
    return below !== undefined && (below.up || below.bridged);
  }
  if (!machine.on || !machine.booted || machine.crashed) return false;
  const app = appOf(machine, service.ref);
  return app === undefined || (app.started && !app.faulted);
}

/** All machines that a member is made of, whether they serve now or not. */
export function machinesUnder(world: World, member: Ref): readonly Ref[] {
  const all = within(world, [member], (below) => world.serviceOf[below]?.plan.members ?? []);
  return all.filter((one) => world.machineOf[one]);
}

/** Established calls on some members of the service were cut, by `event`; those on its other members were not. */
export function dropCallsOn(world: World, service: ServiceState, event: number, members: readonly Ref[]): void {
  const on = members.flatMap((member) => machinesUnder(world, member));
  service.callsDropped.push({ time: world.now, event, on });
}

/** An established call of the service was cut, by `event`: of the endpoints `of`, else of all that it serves. */
export function dropCalls(world: World, service: ServiceState, event: number, of?: readonly Ref[]): void {
  service.callsDropped.push({ time: world.now, event, ...(of && { of }) });
}

/** What the service held in memory is gone. */
export function loseState(world: World, service: ServiceState, event: number): void {
  service.stateLost.push({ time: world.now, event });
}

/** Established calls go on without features while nobody serves them. */
export function loseFeatures(world: World, service: ServiceState, event: number): void {
  service.featuresLost.push({ time: world.now, event });
}
