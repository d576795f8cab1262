/** The events of clients: out, back, moved, and why. */
import type { Ref } from '../../../topology/ranks.ts';
import { latest, listOf, log, nameOf, namesOf } from '../../log.ts';
import { isNow, lastChange, pathEvent } from '../../state/causes.ts';
import { guestWorks, machineIsUp } from '../../state/machines.ts';
import { memberWord } from '../../state/services.ts';
import type { EndpointState, World } from '../../world.ts';
import { type Client, drop, loseFeatures, moved, ownNetworkLives } from './client.ts';

/** Takes a client out of service or back, and says why; its calls go with what is lost. */
export function tell(
  world: World,
  endpoint: EndpointState,
  inService: boolean,
  through: Ref | undefined,
  before: Ref | undefined,
): void {
  endpoint.inService = inService;
  const last = endpoint.outages.at(-1);
  if (!inService) {
    endpoint.outages.push({ from: world.now, to: undefined });
    const event = log(world, {
      mechanism: 'endpoint',
      subject: endpoint.ref,
      to: 'out-of-service',
      cause: lossCause(world, endpoint, before),
      text: `${nameOf(world, endpoint.ref)} is out of service: ${whyOut(world, endpoint)}`,
    });
    if (world.silent) return;
    if (ownNetworkLives(world, endpoint) && !isLost(world, before)) loseFeatures(world, endpoint, event);
    else drop(world, endpoint, event);
    return;
  }
  if (last && last.to === undefined) {
    if (last.from === world.now) endpoint.outages.pop();
    else endpoint.outages[endpoint.outages.length - 1] = { from: last.from, to: world.now };
  }
  const event = log(world, {
    mechanism: 'endpoint',
    subject: endpoint.ref,
    to: 'in-service',
    place: through,
    cause: latest(world.lastEvent[endpoint.ref] ?? -1, lossCause(world, endpoint, through)),
    text: `${nameOf(world, endpoint.ref)} is in service with ${nameOf(world, through)}`,
  });
  // Calls do not move with the client to another service.
  if (through !== before && before !== undefined) drop(world, endpoint, event);
}

/** A search that ends nowhere says what was tried, and why it is not served there. */
export function tellNone(world: World, endpoint: EndpointState, client: Client): void {
  const { alternates } = endpoint.plan;
  const why = ownNetworkLives(world, endpoint)
    ? listOf(alternates.map((ref) => `${nameOf(world, ref)} ${isUp(world, ref) ? 'is not reached' : 'is down'}`))
    : `its network ${nameOf(world, endpoint.plan.network)} is down`;
  if (client.foundNone === why) return;
  client.foundNone = why;
  log(world, {
    mechanism: 'endpoint',
    subject: endpoint.ref,
    cause: latest(world.lastEvent[endpoint.ref] ?? -1, ...alternates.map((ref) => ownEvent(world, ref))),
    text: `${nameOf(world, endpoint.ref)} finds no alternate: ${why}`,
  });
}

function isUp(world: World, ref: Ref): boolean {
  const machine = world.machineOf[ref];
  return machine ? machineIsUp(machine) : (world.serviceOf[ref]?.up ?? false);
}

function ownEvent(world: World, ref: Ref): number {
  return latest(world.serviceOf[ref]?.cause ?? -1, world.lastEvent[ref] ?? -1);
}

/** A machine that clients name themselves is off, or its guest is: it holds no calls any more. */
function isLost(world: World, before: Ref | undefined): boolean {
  const machine = before === undefined || world.serviceOf[before] ? undefined : world.machineOf[before];
  return machine !== undefined && !guestWorks(machine) && !machine.stalled;
}

/** Clients that are out before anything fails say so: their outage has no other event. */
export function tellOut(world: World, endpoint: EndpointState): void {
  log(world, {
    mechanism: 'endpoint',
    subject: endpoint.ref,
    cause: -1,
    text: `${nameOf(world, endpoint.ref)} is out of service from the start: ${whyOut(world, endpoint)}`,
  });
}

/**
 * A client that stays in service is registered with others: who they are, and whether its calls went. `dropped`: the
 * event that cut them; `leaves`: it goes to another service, and its calls do not go with it.
 */
export function tellMove(
  world: World,
  endpoint: EndpointState,
  before: readonly Ref[],
  dropped: number,
  leaves: boolean,
): void {
  const { registered, through } = endpoint;
  // A SIP phone goes back between its calls.
  const talks = endpoint.plan.endpoint.endpointKind !== 'sip';
  const ends = leaves && talks && dropped < 0 && moved(before, registered);
  const changes = [...before, ...registered].filter((ref) => !before.includes(ref) || !registered.includes(ref));
  const cause = latest(
    lossCause(world, endpoint, through),
    ...changes.map((ref) => world.lastEvent[ref] ?? -1),
    ...endpoint.plan.registers.map((ref) => world.serviceOf[ref]?.cause ?? -1),
  );
  const calls = dropped < 0 && !ends ? '' : '; its calls are dropped';
  const text = `${nameOf(world, endpoint.ref)} is registered with ${namesOf(world, registered)}${calls}`;
  const event = log(world, {
    mechanism: 'endpoint',
    subject: endpoint.ref,
    place: through,
    cause: dropped < 0 ? cause : dropped,
    text,
  });
  if (ends) drop(world, endpoint, event);
}

/** The event that took from a client what served it, or gave it back. */
export function lossCause(world: World, endpoint: EndpointState, through: Ref | undefined): number {
  const { network } = endpoint.plan;
  const networks = network === undefined ? [] : [network];
  const own = latest(...networks.map((ref) => world.lastEvent[ref] ?? -1));
  if (!ownNetworkLives(world, endpoint)) return own;
  const service = through === undefined ? undefined : world.serviceOf[through];
  if (service && service.cause >= 0 && (!service.up || isNow(world, service.cause))) return service.cause;
  // A machine that it names itself, and who holds its identity.
  const named = service || through === undefined ? [] : [through, ...endpoint.registered];
  const known = latest(
    through === undefined ? -1 : pathEvent(world, [through], networks),
    service?.cause ?? -1,
    through === undefined ? -1 : belowEvent(world, through),
    ...named.map((ref) => world.lastEvent[ref] ?? -1),
    own,
  );
  return known < 0 ? lastChange(world) : known;
}

/** The last event about the services of which one is made, at any depth: who serves there may change while it stays up. */
function belowEvent(world: World, ref: Ref): number {
  return latest(...below(world, ref).map((one) => world.lastEvent[one] ?? -1));
}

/** A service and those of which it is made. */
function below(world: World, ref: Ref): readonly Ref[] {
  const all = new Set([ref]);
  for (const one of all) for (const member of world.serviceOf[one]?.plan.members ?? []) all.add(member);
  return [...all].filter((one) => world.serviceOf[one]);
}

function whyOut(world: World, endpoint: EndpointState): string {
  if (!ownNetworkLives(world, endpoint)) return `its network ${nameOf(world, endpoint.plan.network)} is down`;
  const down = endpoint.plan.registers.filter((ref) => world.serviceOf[ref]?.up === false);
  if (down.length > 0) return `${namesOf(world, down)} ${down.length > 1 ? 'are' : 'is'} down`;
  const isLate = (ref: Ref) => (world.serviceOf[ref]?.reconnectAt ?? 0) > world.now;
  const late = endpoint.plan.registers.filter((ref) => below(world, ref).some(isLate));
  if (late.length > 0) return `it reconnects to ${namesOf(world, late)} after the takeover`;
  // A machine that it names itself, and that does not work.
  const lost = endpoint.plan.registers.filter((ref) => {
    const machine = world.serviceOf[ref] ? undefined : world.machineOf[ref];
    return machine !== undefined && !machineIsUp(machine);
  });
  if (lost.length > 0) return lost.map((ref) => `${nameOf(world, ref)} is ${memberWord(world, ref)}`).join(', ');
  return `it does not reach ${namesOf(world, endpoint.plan.registers)}`;
}
