/** A geo-redundant pair as a run sees it: its members, the replication between them, and who serves which clients. */
import type { GeoRedundantService } from '../../../topology/model.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { ownOf } from '../../own.ts';
import type { Timer } from '../../queue.ts';
import { membersEvent } from '../../state/causes.ts';
import { membersConnect } from '../../state/services.ts';
import type { ServiceState, World } from '../../world.ts';
import { type Area, clientAreas, reachesMember } from '../area/area.ts';
import { createMember, dropAreas, type Member } from '../area/member.ts';

export interface Sites {
  readonly service: GeoRedundantService;
  readonly members: readonly Member[];
  readonly areas: readonly Area[];
  /** The database of the one is copied to the other. Off after a time without the peer, on again only by hand. */
  replicates: boolean;
  replicationTimer: Timer | undefined;
  /** That it stays off though the peer is back has been said. */
  told: boolean;
  /** `activation: automatic`: runs while a member hears no active one; then it has run out. */
  takeover: Timer | undefined;
  due: boolean;
  /** What operators asked for at this instant. */
  readonly asked: { readonly member: Ref; readonly cause: number }[];
}

const all = ownOf<ServiceState, Sites>();

export function sitesOf(world: World, state: ServiceState): Sites {
  let sites = all(world).get(state);
  if (!sites) {
    sites = createSites(world, state);
    all(world).set(state, sites);
  }
  return sites;
}

function createSites(world: World, state: ServiceState): Sites {
  const service = state.plan.service as GeoRedundantService;
  const primary = service.primary === undefined ? undefined : world.plan.refs.get(service.primary);
  const members = state.plan.members.map((ref) => createMember(world, state, ref, ref === primary));
  const sites: Sites = {
    service,
    members,
    areas: clientAreas(world, state, primary ?? state.plan.members[0] ?? -1),
    replicates: true,
    replicationTimer: undefined,
    told: false,
    takeover: undefined,
    due: false,
    asked: [],
  };
  sites.replicates = areTogether(world, sites);
  return sites;
}

/** Whether both members work and reach each other. */
export function areTogether(world: World, { members: [one, other] }: Sites): boolean {
  return one !== undefined && other !== undefined && one.works && other.works && hear(world, one, other);
}

export function hear(world: World, a: Member, b: Member): boolean {
  return membersConnect(world, a.ref, b.ref);
}

/**
 * Clients stay with their member while it is active and they reach it; else they go to the active one that
 * they reach, the latest to become so. `event` is what moves them, where it is not the network.
 */
export function settleClients(world: World, state: ServiceState, sites: Sites, event?: number): void {
  const moving: Area[] = [];
  for (const area of sites.areas) {
    const reached = sites.members.filter(({ ref, active }) => active && reachesMember(world, state, area.network, ref));
    const stays = reached.some(({ ref }) => ref === area.home);
    const next = stays ? undefined : [...reached].sort((a, b) => b.since - a.since)[0];
    if (next) {
      moving.push(area);
      area.home = next.ref;
      area.openAt = world.now + state.plan.service.timings.reconnect.value;
    }
  }
  if (moving.length > 0) {
    const networks = moving.flatMap(({ network }) => network ?? []);
    dropAreas(world, state, moving, event ?? membersEvent(world, state.plan.members, networks));
  }
  for (const area of sites.areas) if (reachesMember(world, state, area.network, area.home)) area.talks = true;
}
