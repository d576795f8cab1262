/** Who serves a client now, and the machines behind. */
import type { Ref } from '../../../topology/ranks.ts';
import { Phase } from '../../phases.ts';
import { heirsOf, isBridged } from '../../state/bridges.ts';
import { clientMachines, type ModeOf, standInsOf } from '../../state/clients.ts';
import { machineIsUp } from '../../state/machines.ts';
import { endpointReaches } from '../../state/reach.ts';
import { cancel, type EndpointState, type ServiceState, schedule, touch, type World } from '../../world.ts';
import type { Client } from './client.ts';

/** Whether a service serves this endpoint now, or is about to in a takeover that keeps its calls. */
export function serves(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client, ref: Ref): boolean {
  const held = standInsOf(world, modeOf, ref) ?? [ref];
  return held.some((one) => servesItself(world, modeOf, endpoint, client, one));
}

function servesItself(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client, ref: Ref): boolean {
  const service = world.serviceOf[ref];
  if (!service) {
    const machine = world.machineOf[ref];
    return machine !== undefined && machineIsUp(machine) && endpointReaches(world, endpoint, machine);
  }
  const holdsOn = isBridged(world, service) && endpoint.inService && endpoint.through === ref;
  if (holdsOn && heirsOf(world, service).some((machine) => endpointReaches(world, endpoint, machine))) return true;
  if (!service.up) return false;
  const opensAt = endpoint.inService && endpoint.through !== ref ? 0 : openAt(world, modeOf, service, endpoint);
  if (world.now < opensAt) {
    client.back = cancel(client.back);
    client.back = schedule(world, opensAt - world.now, Phase.clients, endpoint.ref, () => touch(world, 'services'));
    return false;
  }
  return clientMachines(world, modeOf, service, endpoint).some((machine) => endpointReaches(world, endpoint, machine));
}

/** From when a client is back, after a takeover in a service or in the members that serve it. 0 where it need not wait. */
function openAt(
  world: World,
  modeOf: ModeOf,
  service: ServiceState,
  client: EndpointState,
  known?: Map<Ref, number>,
): number {
  const { reconnectAt, reconnects } = service;
  const own = !reconnects || reconnects.includes(client.ref) ? reconnectAt : 0;
  const members = modeOf(service)?.servesFor?.(world, service, client) ?? service.serving;
  if (members.every((member) => world.machineOf[member])) return own;
  // Each is asked once; a circle of services ends where it closes.
  const asked = known ?? new Map<Ref, number>();
  asked.set(service.ref, own);
  const below = members.map((member) => {
    const one = world.serviceOf[member];
    return one ? (asked.get(member) ?? openAt(world, modeOf, one, client, asked)) : 0;
  });
  const from = Math.max(own, Math.min(...below));
  asked.set(service.ref, from);
  return from;
}

/** The machines that a client registers with for a service or a machine, as far as it reaches them. */
export function registrations(world: World, modeOf: ModeOf, endpoint: EndpointState, ref: Ref): readonly Ref[] {
  return (standInsOf(world, modeOf, ref) ?? [ref]).flatMap((one) => {
    const [service, machine] = [world.serviceOf[one], world.machineOf[one]];
    const machines = service ? clientMachines(world, modeOf, service, endpoint) : machine ? [machine] : [];
    return machines.filter((other) => endpointReaches(world, endpoint, other)).map((other) => other.ref);
  });
}

/** The machines to which an endpoint subscribes for a service: none while they take over. */
export function subscriptions(world: World, modeOf: ModeOf, endpoint: EndpointState, ref: Ref): readonly Ref[] {
  const service = world.serviceOf[ref];
  if (!service?.up || !modeOf(service)) return [];
  return clientMachines(world, modeOf, service, endpoint)
    .filter((machine) => endpointReaches(world, endpoint, machine))
    .map((machine) => machine.ref);
}
