/** What a run remembers of its clients, and what happens to their calls. */
import type { Ref } from '../../../topology/ranks.ts';
import { ownOf } from '../../own.ts';
import type { Timer } from '../../queue.ts';
import type { EndpointState, World } from '../../world.ts';

export interface Client {
  /** Calls dropped of each service when last looked. */
  readonly drops: Map<Ref, number>;
  /** Runs from the loss of all that it registers with. */
  search: Timer | undefined;
  /** It has looked for an alternate, or a gateway for another controller, long enough to use one. */
  searched: boolean;
  /** It has said why no alternate serves it. */
  foundNone: string;
  /** Its wake-up when a service lets clients back. */
  back: Timer | undefined;
  featuresAway: boolean;
  /** The machines to which it was subscribed last. */
  subscribed: readonly Ref[];
  /** The members that served it last, by service, in modes where each client has its own. */
  readonly cores: Map<Ref, readonly Ref[]>;
  /** The machines that carry its calls, also while it is out of service, until they end. */
  carriers: readonly Ref[];
}

const clients = ownOf<EndpointState, Client>();

/** What is remembered of a client during a run. */
export function clientOf(world: World, endpoint: EndpointState): Client {
  let client = clients(world).get(endpoint);
  if (!client) {
    client = {
      drops: new Map(),
      search: undefined,
      searched: false,
      foundNone: '',
      back: undefined,
      featuresAway: false,
      subscribed: [],
      cores: new Map(),
      carriers: [],
    };
    clients(world).set(endpoint, client);
  }
  return client;
}

/** Cuts the calls of a client; `event` is what did it. */
export function drop(world: World, endpoint: EndpointState, event: number): void {
  endpoint.callsDropped.push({ time: world.now, event });
  endpoint.calls = 'dropped';
}

/** Calls go on, without features. */
export function loseFeatures(world: World, endpoint: EndpointState, event: number): void {
  endpoint.featuresLost.push({ time: world.now, event });
  if (endpoint.calls === 'preserved') endpoint.calls = 'no-features';
}

/** True where a client that was with somebody is now with others, or with some of them no more. */
export function changed(before: readonly Ref[], after: readonly Ref[]): boolean {
  if (before.length === 0 || after.length === 0) return false;
  return before.length !== after.length || !before.every((ref) => after.includes(ref));
}

/** True where none of those it was with is among those it is with now. */
export function moved(before: readonly Ref[], after: readonly Ref[]): boolean {
  return before.length > 0 && after.length > 0 && !before.some((ref) => after.includes(ref));
}

/** Whether the network that a client stands on lives; true where none is stated. */
export function ownNetworkLives(world: World, endpoint: EndpointState): boolean {
  return endpoint.plan.network === undefined || world.lives[endpoint.plan.network] === 1;
}
