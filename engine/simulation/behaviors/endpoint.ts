/**
 * Clients: in service while something that they are registered with serves and is reached from their own
 * network. Losing it puts them out at once; detection and selection delay only their move to an alternate.
 */
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior } from '../behavior.ts';
import { nameOf } from '../log.ts';
import { derived } from '../own.ts';
import { Phase } from '../phases.ts';
import { type ModeOf, standInsOf } from '../state/clients.ts';
import { cancel, type EndpointState, type Loss, type World } from '../world.ts';
import { type Client, changed, clientOf, drop, moved } from './endpoint/client.ts';
import { settleFeatures } from './endpoint/features.ts';
import { mayRegister, noteCores, search } from './endpoint/search.ts';
import { registrations, serves } from './endpoint/serving.ts';
import { tell, tellMove, tellNone, tellOut } from './endpoint/telling.ts';

/** The behaviour of endpoints, over the modes of the services that they register with. */
export function endpointBehavior(modeOf: ModeOf): Behavior {
  return {
    mechanism: 'endpoint',
    acts: ({ endpoints }) => endpoints.length > 0,
    start(world) {
      for (const endpoint of world.endpoints) if (endpoint.outages.length > 0) tellOut(world, endpoint);
    },
    react: {
      [Phase.clients](world) {
        for (const endpoint of world.endpoints)
          if (isModelled(world, modeOf, endpoint)) settle(world, modeOf, endpoint, clientOf(world, endpoint));
      },
    },
    unmodelled: derived((world) =>
      world.endpoints
        .filter((endpoint) => !isModelled(world, modeOf, endpoint))
        .map(
          ({ ref }) =>
            `${nameOf(world, ref)} registers with a service that is not simulated yet; nothing is said of it.`,
        ),
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
  const own = registers.filter(
    (ref) => serves(world, modeOf, endpoint, client, ref) && mayRegister(world, modeOf, endpoint, client, ref),
  );
  if (own.length > 0) {
    client.search = cancel(client.search);
    client.searched = false;
    client.foundNone = '';
  } else search(world, modeOf, endpoint, client);
  const other =
    own.length > 0 || !client.searched
      ? []
      : alternates.filter((ref) => serves(world, modeOf, endpoint, client, ref)).slice(0, 1);
  const all = own.length > 0 ? own : other;
  const registered = [...new Set(all.flatMap((ref) => registrations(world, modeOf, endpoint, ref)))];
  // While a takeover keeps its calls it holds on to what it was registered with.
  if (registered.length > 0 || all.length === 0) endpoint.registered = registered;
  const through = wasThrough !== undefined && all.includes(wasThrough) ? wasThrough : all[0];
  const dropped = countDrops(world, endpoint, client, wasThrough);
  if (through !== undefined) endpoint.through = through;
  const inService = all.length > 0;
  if (inService !== endpoint.inService) tell(world, endpoint, inService, through, wasThrough);
  else if (inService && !world.silent && changed(wasRegistered, endpoint.registered))
    tellMove(world, endpoint, wasRegistered, dropped, through !== wasThrough);
  if (world.silent)
    for (const ref of [...registers, ...alternates])
      client.drops.set(ref, world.serviceOf[ref]?.callsDropped.length ?? 0);
  if (client.searched && !inService && alternates.length > 0) tellNone(world, endpoint, client);
  settleFeatures(world, modeOf, endpoint, client);
  settleCarriers(world, modeOf, endpoint, client);
  if (inService) noteCores(world, modeOf, endpoint, client);
}

/** Where a member's identity goes to another machine, calls do not go with it. */
function settleCarriers(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client): void {
  const { registered, through } = endpoint;
  if (registered.length === 0 || through === undefined || !endpoint.inService) return;
  const followed = standInsOf(world, modeOf, through) !== undefined;
  if (followed && moved(client.carriers, registered)) drop(world, endpoint, world.lastEvent[endpoint.ref] ?? -1);
  client.carriers = registered;
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
