/** What a client subscribes to. */
import type { Ref } from '../../../topology/ranks.ts';
import { latest, log, nameOf, namesOf } from '../../log.ts';
import { isBridged } from '../../state/bridges.ts';
import type { ModeOf } from '../../state/clients.ts';
import type { EndpointState, World } from '../../world.ts';
import { type Client, changed, loseFeatures } from './client.ts';
import { subscriptions } from './serving.ts';
import { lossCause } from './telling.ts';

/** What it subscribes to gives features: without it calls go on without them. */
export function settleFeatures(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client): void {
  const { subscribes } = endpoint.plan;
  if (subscribes.length === 0) return;
  const away = subscribes.find((ref) => {
    const service = world.serviceOf[ref];
    if (!service || !modeOf(service) || isBridged(world, service)) return false;
    return !service.up || subscriptions(world, modeOf, endpoint, ref).length === 0;
  });
  const before = client.subscribed;
  const all = away === undefined ? subscribes.flatMap((ref) => subscriptions(world, modeOf, endpoint, ref)) : [];
  const now = [...new Set(all)];
  if (now.length > 0) client.subscribed = now;
  const moves = now.length > 0 && !world.silent && changed(before, now);
  // Out of service it has no features either, and has said so.
  const tells = (away !== undefined) !== client.featuresAway && (endpoint.inService || away === undefined);
  if (!tells && !(moves && endpoint.inService)) return;
  if (tells) client.featuresAway = away !== undefined;
  const to = namesOf(world, now);
  const others = moves ? [...before, ...now].filter((ref) => !before.includes(ref) || !now.includes(ref)) : [];
  const cause = latest(
    lossCause(world, endpoint, away ?? subscribes[0]),
    ...others.map((ref) => world.lastEvent[ref] ?? -1),
  );
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
