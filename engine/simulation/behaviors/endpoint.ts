/**
 * Clients: in service while something that they are registered with serves and is reached from their own
 * network. Losing it puts them out at once; detection and selection delay only their move to an alternate.
 */
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior } from '../behavior.ts';
import { latest, listOf, log, nameOf, namesOf } from '../log.ts';
import { Phase } from '../phases.ts';
import type { Timer } from '../queue.ts';
import { isNow, lastChange, pathEvent } from '../state/causes.ts';
import { clientMachines, type ModeOf, standInsOf } from '../state/clients.ts';
import { guestWorks, machineIsUp } from '../state/machines.ts';
import { endpointReaches } from '../state/reach.ts';
import { machinesBehind, memberWord } from '../state/services.ts';
import {
  cancel,
  type EndpointState,
  type Loss,
  type MachineState,
  own,
  schedule,
  touch,
  type World,
} from '../world.ts';

interface Client {
  /** Calls dropped of each service when last looked. */
  readonly drops: Map<Ref, number>;
  /** Runs from the loss of all that it registers with. */
  search: Timer | undefined;
  /** It has looked for an alternate long enough to use one. */
  searched: boolean;
  /** It has said why no alternate serves it. */
  foundNone: string;
  /** Its wake-up when a service lets clients back. */
  back: Timer | undefined;
  featuresAway: boolean;
  /** The machines to which it was subscribed last. */
  subscribed: readonly Ref[];
  /** The machines that carry its calls, also while it is out of service, until they end. */
  carriers: readonly Ref[];
}

const clients = own(
  (world) =>
    new Map(
      world.endpoints.map((endpoint): [EndpointState, Client] => [
        endpoint,
        {
          drops: new Map(),
          search: undefined,
          searched: false,
          foundNone: '',
          back: undefined,
          featuresAway: false,
          subscribed: [],
          carriers: [],
        },
      ]),
    ),
);

/** The behaviour of endpoints, over the modes of the services that they register with. */
export function endpointBehavior(modeOf: ModeOf): Behavior {
  return {
    mechanism: 'endpoint',
    start(world) {
      for (const endpoint of world.endpoints) if (endpoint.outages.length > 0) tellOut(world, endpoint);
    },
    react: {
      [Phase.clients](world) {
        for (const endpoint of world.endpoints) {
          const client = clients(world).get(endpoint);
          if (client && isModelled(world, modeOf, endpoint)) settle(world, modeOf, endpoint, client);
        }
      },
    },
    unmodelled: (world) =>
      world.endpoints
        .filter((endpoint) => !isModelled(world, modeOf, endpoint))
        .map(
          ({ ref }) =>
            `${nameOf(world, ref)} registers with a service that is not simulated yet; nothing is said of it.`,
        ),
  };
}

/** An endpoint of whose services one has a mode without behaviour is left alone rather than guessed at. */
function isModelled(world: World, modeOf: ModeOf, { plan }: EndpointState): boolean {
  return [...plan.registers, ...plan.alternates].every((ref) => {
    const service = world.serviceOf[ref];
    return !service || modeOf(service) !== undefined;
  });
}

function settle(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client): void {
  const { registers, alternates } = endpoint.plan;
  const wasRegistered = endpoint.registered;
  const wasThrough = endpoint.through;
  const own = registers.filter((ref) => serves(world, modeOf, endpoint, client, ref));
  if (own.length > 0) {
    client.search = cancel(client.search);
    client.searched = false;
    client.foundNone = '';
  } else search(world, endpoint, client);
  const other =
    own.length > 0 || !client.searched
      ? []
      : alternates.filter((ref) => serves(world, modeOf, endpoint, client, ref)).slice(0, 1);
  const all = own.length > 0 ? own : other;
  const registered = all.flatMap((ref) => registrations(world, modeOf, endpoint, ref));
  // While a takeover keeps its calls it holds on to what it was registered with.
  if (registered.length > 0 || all.length === 0) endpoint.registered = registered;
  const through = wasThrough !== undefined && all.includes(wasThrough) ? wasThrough : all[0];
  const dropped = countDrops(world, endpoint, client, wasThrough);
  if (through !== undefined) endpoint.through = through;
  const inService = all.length > 0;
  if (inService !== endpoint.inService) tell(world, endpoint, inService, through, wasThrough);
  else if (inService && !world.silent && changed(wasRegistered, endpoint.registered))
    tellMove(world, endpoint, wasRegistered, dropped);
  if (world.silent)
    for (const ref of [...registers, ...alternates])
      client.drops.set(ref, world.serviceOf[ref]?.callsDropped.length ?? 0);
  if (client.searched && !inService) tellNone(world, endpoint, client);
  settleFeatures(world, modeOf, endpoint, client);
  settleCarriers(world, modeOf, endpoint, client);
}

/** Where a member's identity goes to another machine, calls do not go with it. */
function settleCarriers(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client): void {
  const { registered, through } = endpoint;
  if (registered.length === 0 || through === undefined || !endpoint.inService) return;
  const followed = standInsOf(world, modeOf, through) !== undefined;
  if (followed && moved(client.carriers, registered)) drop(world, endpoint, world.lastEvent[endpoint.ref] ?? -1);
  client.carriers = registered;
}

/** Whether a service serves this endpoint now, or is about to in a takeover that keeps its calls. */
function serves(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client, ref: Ref): boolean {
  const held = standInsOf(world, modeOf, ref) ?? [ref];
  return held.some((one) => servesItself(world, modeOf, endpoint, client, one));
}

function servesItself(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client, ref: Ref): boolean {
  const service = world.serviceOf[ref];
  if (!service) {
    const machine = world.machineOf[ref];
    return machine !== undefined && machineIsUp(machine) && endpointReaches(world, endpoint, machine);
  }
  const holdsOn = isBridged(world, ref) && endpoint.inService && endpoint.through === ref;
  if (holdsOn && heirs(world, ref).some((machine) => endpointReaches(world, endpoint, machine))) return true;
  if (!service.up) return false;
  if (world.now < service.reconnectAt && !(endpoint.inService && endpoint.through !== ref)) {
    client.back = cancel(client.back);
    client.back = schedule(world, service.reconnectAt - world.now, Phase.clients, endpoint.ref, () =>
      touch(world, 'services'),
    );
    return false;
  }
  return clientMachines(world, modeOf, service, endpoint).some((machine) => endpointReaches(world, endpoint, machine));
}

/** A takeover that keeps calls is under way, here or in the member that serves. */
function isBridged(world: World, ref: Ref): boolean {
  const service = world.serviceOf[ref];
  if (!service) return false;
  return service.bridged || service.plan.members.some((member) => world.serviceOf[member]?.bridged && member !== ref);
}

/** The machines that take over with calls kept, for a service or the member that serves it. */
function heirs(world: World, ref: Ref): readonly MachineState[] {
  const members = world.serviceOf[ref]?.plan.members ?? [];
  return [ref, ...members].flatMap((one) => {
    const heir = world.serviceOf[one]?.heir;
    return heir === undefined ? [] : machinesBehind(world, heir);
  });
}

function ownNetworkLives(world: World, endpoint: EndpointState): boolean {
  return endpoint.plan.network === undefined || world.lives[endpoint.plan.network] === 1;
}

function registrations(world: World, modeOf: ModeOf, endpoint: EndpointState, ref: Ref): readonly Ref[] {
  return (standInsOf(world, modeOf, ref) ?? [ref]).flatMap((one) => {
    const [service, machine] = [world.serviceOf[one], world.machineOf[one]];
    const machines = service ? clientMachines(world, modeOf, service, endpoint) : machine ? [machine] : [];
    return machines.filter((other) => endpointReaches(world, endpoint, other)).map((other) => other.ref);
  });
}

function changed(before: readonly Ref[], after: readonly Ref[]): boolean {
  if (before.length === 0 || after.length === 0) return false;
  return before.length !== after.length || !before.every((ref) => after.includes(ref));
}

function moved(before: readonly Ref[], after: readonly Ref[]): boolean {
  return before.length > 0 && after.length > 0 && !before.some((ref) => after.includes(ref));
}

/** Starts to look for an alternate when nothing that it registers with is left. */
function search(world: World, endpoint: EndpointState, client: Client): void {
  const { registers, alternates } = endpoint.plan;
  if (alternates.length === 0 || client.search || client.searched || world.silent) return;
  const timings = world.serviceOf[endpoint.through ?? registers[0] ?? -1]?.plan.service.timings;
  const detect = timings?.detect.value ?? 0;
  const cause = lossCause(world, endpoint, endpoint.through);
  client.search = schedule(world, detect, Phase.clients, endpoint.ref, () => {
    const event = log(world, {
      mechanism: 'endpoint',
      subject: endpoint.ref,
      cause: latest(world.lastEvent[endpoint.ref] ?? -1, cause),
      text: `${nameOf(world, endpoint.ref)} notices the loss and tries ${namesOf(world, alternates)}`,
      ...(timings ? { source: timings.detect } : {}),
    });
    client.search = schedule(world, timings?.select.value ?? 0, Phase.clients, endpoint.ref, () => {
      client.search = undefined;
      client.searched = true;
      world.lastEvent[endpoint.ref] = event;
      touch(world, 'services');
    });
  });
}

/** Calls of the endpoint end with those of the service that carries them, on the machines that it was with. Gives the event. */
function countDrops(world: World, endpoint: EndpointState, client: Client, through: Ref | undefined): number {
  let event = -1;
  for (const ref of [...endpoint.plan.registers, ...endpoint.plan.alternates]) {
    const losses = world.serviceOf[ref]?.callsDropped ?? [];
    const before = client.drops.get(ref) ?? 0;
    client.drops.set(ref, losses.length);
    const mine = losses.slice(before).findLast((loss) => isMine(endpoint, client, loss));
    if (!mine || ref !== through) continue;
    drop(world, endpoint, mine.event);
    client.carriers = [];
    event = mine.event;
  }
  return event;
}

function isMine(endpoint: EndpointState, client: Client, { of, on }: Loss): boolean {
  if (of) return of.includes(endpoint.ref);
  if (on) return client.carriers.some((ref) => on.includes(ref));
  return endpoint.inService || client.carriers.length > 0;
}

function drop(world: World, endpoint: EndpointState, event: number): void {
  endpoint.callsDropped.push({ time: world.now, event });
  endpoint.calls = 'dropped';
}

function loseFeatures(world: World, endpoint: EndpointState, event: number): void {
  endpoint.featuresLost.push({ time: world.now, event });
  if (endpoint.calls === 'preserved') endpoint.calls = 'no-features';
}

function tell(
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
function tellNone(world: World, endpoint: EndpointState, client: Client): void {
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
function tellOut(world: World, endpoint: EndpointState): void {
  log(world, {
    mechanism: 'endpoint',
    subject: endpoint.ref,
    cause: -1,
    text: `${nameOf(world, endpoint.ref)} is out of service from the start: ${whyOut(world, endpoint)}`,
  });
}

function tellMove(world: World, endpoint: EndpointState, before: readonly Ref[], dropped: number): void {
  const { registered, through } = endpoint;
  const changes = [...before, ...registered].filter((ref) => !before.includes(ref) || !registered.includes(ref));
  const cause = latest(lossCause(world, endpoint, through), ...changes.map((ref) => world.lastEvent[ref] ?? -1));
  const calls = dropped < 0 ? '' : '; its calls are dropped';
  const text = `${nameOf(world, endpoint.ref)} is registered with ${namesOf(world, registered)}${calls}`;
  log(world, {
    mechanism: 'endpoint',
    subject: endpoint.ref,
    place: through,
    cause: dropped < 0 ? cause : dropped,
    text,
  });
}

function lossCause(world: World, endpoint: EndpointState, through: Ref | undefined): number {
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
    ...named.map((ref) => world.lastEvent[ref] ?? -1),
    own,
  );
  return known < 0 ? lastChange(world) : known;
}

function whyOut(world: World, endpoint: EndpointState): string {
  if (!ownNetworkLives(world, endpoint)) return `its network ${nameOf(world, endpoint.plan.network)} is down`;
  const down = endpoint.plan.registers.filter((ref) => world.serviceOf[ref]?.up === false);
  if (down.length > 0) return `${namesOf(world, down)} ${down.length > 1 ? 'are' : 'is'} down`;
  const late = endpoint.plan.registers.filter((ref) => (world.serviceOf[ref]?.reconnectAt ?? 0) > world.now);
  if (late.length > 0) return `it reconnects to ${namesOf(world, late)} after the takeover`;
  // A machine that it names itself, and that does not work.
  const lost = endpoint.plan.registers.filter((ref) => {
    const machine = world.serviceOf[ref] ? undefined : world.machineOf[ref];
    return machine !== undefined && !machineIsUp(machine);
  });
  if (lost.length > 0) return lost.map((ref) => `${nameOf(world, ref)} is ${memberWord(world, ref)}`).join(', ');
  return `it does not reach ${namesOf(world, endpoint.plan.registers)}`;
}

/** What it subscribes to gives features: without it calls go on without them. */
function settleFeatures(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client): void {
  const { subscribes } = endpoint.plan;
  if (subscribes.length === 0) return;
  const away = subscribes.find((ref) => {
    const service = world.serviceOf[ref];
    if (!service || !modeOf(service) || isBridged(world, ref)) return false;
    return !service.up || subscriptions(world, modeOf, endpoint, ref).length === 0;
  });
  const before = client.subscribed;
  const now = away === undefined ? subscribes.flatMap((ref) => subscriptions(world, modeOf, endpoint, ref)) : [];
  if (now.length > 0) client.subscribed = now;
  const moves = now.length > 0 && !world.silent && changed(before, now);
  // Out of service it has no features either, and has said so.
  const tells = (away !== undefined) !== client.featuresAway && (endpoint.inService || away === undefined);
  if (!tells && !(moves && endpoint.inService)) return;
  if (tells) client.featuresAway = away !== undefined;
  const to = namesOf(world, now);
  const cause = lossCause(world, endpoint, away ?? subscribes[0]);
  const event = log(world, {
    mechanism: 'endpoint',
    subject: endpoint.ref,
    cause,
    text: `${nameOf(world, endpoint.ref)} ${featuresText(world, away, tells, moves ? to : '')}`,
  });
  if (away !== undefined && !world.silent) loseFeatures(world, endpoint, event);
}

function featuresText(world: World, away: Ref | undefined, tells: boolean, to: string): string {
  if (away !== undefined) return `has no features: it does not reach ${nameOf(world, away)}`;
  if (!tells) return `is subscribed to ${to}`;
  return to === '' ? 'has its features again' : `is subscribed to ${to} and has its features again`;
}

/** The machines to which an endpoint subscribes for a service: none while they take over. */
function subscriptions(world: World, modeOf: ModeOf, endpoint: EndpointState, ref: Ref): readonly Ref[] {
  const service = world.serviceOf[ref];
  if (!service?.up || !modeOf(service)) return [];
  return clientMachines(world, modeOf, service, endpoint)
    .filter((machine) => endpointReaches(world, endpoint, machine))
    .map((machine) => machine.ref);
}
