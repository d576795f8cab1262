/** N members and their spares as a run sees them: each member is an identity that it, a spare, or both hold. */
import type { NPlusOneService } from '../../../topology/model.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { ownOf } from '../../own.ts';
import type { Timer } from '../../queue.ts';
import { memberReachable, membersConnect, memberWorks } from '../../state/services.ts';
import type { ServiceState, World } from '../../world.ts';

export interface Identity {
  /** The regular member whose it is. */
  readonly member: Ref;
  /** The regular member runs it while it works. */
  regular: boolean;
  /** The spare that has taken it. */
  spare: Ref | undefined;
  /** Who is about to take it, and until when; then it is due. */
  heir: Ref | undefined;
  timer: Timer | undefined;
  due: boolean;
  /** The regular member worked at the last look. */
  worked: boolean;
}

export interface Farm {
  readonly service: NPlusOneService;
  readonly identities: readonly Identity[];
  readonly spares: readonly Ref[];
  /** Who held an identity and what is in memory, at the last look. */
  holding: ReadonlySet<Ref>;
  /** What operators asked for at this instant. */
  readonly asked: { readonly member: Ref; readonly cause: number }[];
}

const farms = ownOf<ServiceState, Farm>();

export function farmOf(world: World, state: ServiceState): Farm {
  let farm = farms(world).get(state);
  if (!farm) {
    const service = state.plan.service as NPlusOneService;
    const refsOf = (ids: readonly string[]) => ids.flatMap((id) => world.plan.refs.get(id) ?? []);
    farm = {
      service,
      identities: refsOf(service.members).map((member) => createIdentity(world, state, member)),
      spares: refsOf(service.spares),
      holding: new Set(),
      asked: [],
    };
    farms(world).set(state, farm);
  }
  return farm;
}

function createIdentity(world: World, state: ServiceState, member: Ref): Identity {
  const worked = works(world, state, member);
  return { member, regular: true, spare: undefined, heir: undefined, timer: undefined, due: false, worked };
}

/** Whether a member works; a takeover inside that keeps its calls is no loss. */
export function works(world: World, state: ServiceState, member: Ref): boolean {
  return memberWorks(world, state, member) || world.serviceOf[member]?.bridged === true;
}

/** Who holds an identity and works: the regular member first. */
export function holdersOf(world: World, state: ServiceState, identity: Identity): readonly Ref[] {
  const { member, regular, spare } = identity;
  const holders = regular && works(world, state, member) ? [member] : [];
  if (spare !== undefined && works(world, state, spare)) holders.push(spare);
  return holders;
}

/** Those of the holders that anybody reaches. */
export function servingOf(world: World, state: ServiceState, identity: Identity): readonly Ref[] {
  return holdersOf(world, state, identity).filter(
    (ref) => memberWorks(world, state, ref) && memberReachable(world, ref),
  );
}

/** Spares that work and have no identity, nor are about to take one. */
export function freeSpares(world: World, state: ServiceState, { spares, identities }: Farm): readonly Ref[] {
  return spares.filter(
    (spare) => works(world, state, spare) && !identities.some((one) => one.spare === spare || one.heir === spare),
  );
}

/** Whether a member that might take an identity hears nobody who holds it. */
export function misses(world: World, state: ServiceState, identity: Identity, by: Ref): boolean {
  return !holdersOf(world, state, identity).some((holder) => membersConnect(world, by, holder));
}
