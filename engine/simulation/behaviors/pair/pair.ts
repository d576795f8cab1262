/** The two members of a pair (duplication, switchover) as a run sees them, and the paths between them. */
import type { DuplicationService, SwitchoverService } from '../../../topology/model.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { ownOf } from '../../own.ts';
import type { Timer } from '../../queue.ts';
import { connectOver } from '../../state/reach.ts';
import { anyMachines, memberHoldsState, membersConnect, memberWorks } from '../../state/services.ts';
import { sightNow } from '../../state/sight.ts';
import { cancel, type ServiceState, type World } from '../../world.ts';

/** A stalled member keeps what it has in memory and goes on; a lost one starts anew. */
export type Status = 'works' | 'stalled' | 'lost';

export interface Side {
  readonly ref: Ref;
  /** Holds the active role, in its own view. */
  active: boolean;
  status: Status;
  /** Its status before the last look. */
  was: Status;
  /** When it became active, ms; -1: it never was. */
  since: number;
}

/** What tells one kind of pair from the other. */
export interface Kind {
  readonly mechanism: 'duplication' | 'switchover';
  /** The roles of the member that serves and of the one that waits. */
  readonly serving: 'active' | 'primary';
  readonly waiting: 'standby' | 'backup';
  /** The waiting member mirrors the memory of the serving one, over a link. */
  readonly mirrors: boolean;
  readonly source: string;
  /** Who says what happens when the two lose each other. */
  readonly splitSource: string;
}

export interface Takeover {
  readonly to: Side;
  readonly due: number;
  readonly timer: Timer;
  /** What of calls and state it keeps. */
  readonly keeps: Kept;
  /** Both work, and it is the healthier. */
  readonly healthier: boolean;
}

export interface Kept {
  readonly calls: boolean;
  readonly state: boolean;
}

export interface Pair {
  readonly kind: Kind;
  readonly service: DuplicationService | SwitchoverService;
  /** The network or link that carries the duplication; `undefined`: any path. */
  readonly over: Ref | undefined;
  /** The backup takes over by itself. */
  readonly automatic: boolean;
  readonly sides: readonly Side[];
  /** Whether both work and the duplication link joins them. */
  link: boolean;
  /** Whether any path joined them when both last worked. */
  path: boolean;
  /** The one that waits is ready: of a duplication, it has what the active has in memory. */
  refreshed: boolean;
  /** When it last stopped being so because the link went. */
  agedAt: number;
  /** Nobody holds the service's state any more. */
  gone: boolean;
  takeover: Takeover | undefined;
  resync: Timer | undefined;
  /** What was found out last of the paths between the two. */
  paths: Paths | undefined;
}

/** At time 0 no takeover or refresh is under way that would speak of a side. */
const pairs = ownOf<ServiceState, Pair>((pair) => ({
  ...pair,
  sides: pair.sides.map((side) => ({ ...side })),
  paths: undefined,
}));

/** What the text declares of a pair. */
export interface Declared {
  readonly kind: Kind;
  readonly service: DuplicationService | SwitchoverService;
  readonly first: string | undefined;
  readonly over: string | undefined;
  readonly automatic: boolean;
}

/** The pair of a service; at time 0 its members are as the text declares them. */
export function pairOf(world: World, state: ServiceState, declare: () => Declared): Pair {
  const all = pairs(world);
  let pair = all.get(state);
  if (!pair) {
    pair = createPair(world, state, declare());
    all.set(state, pair);
  }
  return pair;
}

function createPair(world: World, state: ServiceState, declared: Declared): Pair {
  const refOf = (id: string | undefined) => (id === undefined ? undefined : world.plan.refs.get(id));
  const first = refOf(declared.first);
  const sides = state.plan.members.map((ref): Side => {
    const status = statusOf(world, state, ref);
    return { ref, active: ref === first, status, was: status, since: ref === first ? 0 : -1 };
  });
  const pair: Pair = {
    kind: declared.kind,
    service: declared.service,
    over: refOf(declared.over),
    automatic: declared.automatic,
    sides,
    link: true,
    path: true,
    refreshed: true,
    agedAt: -1,
    gone: false,
    takeover: undefined,
    resync: undefined,
    paths: undefined,
  };
  pair.link = bothWork(pair) && linkLives(world, pair);
  pair.path = pathLives(world, pair);
  pair.refreshed = pair.link;
  return pair;
}

export function statusOf(world: World, state: ServiceState, member: Ref): Status {
  if (memberWorks(world, state, member)) return 'works';
  return world.machineOf[member]?.stalled && memberHoldsState(world, state, member) ? 'stalled' : 'lost';
}

export function works(side: Side | undefined): side is Side {
  return side?.status === 'works';
}

export function bothWork(pair: Pair): boolean {
  return pair.sides.length === 2 && pair.sides.every(works);
}

export function otherOf(pair: Pair, side: Side): Side | undefined {
  return pair.sides.find((one) => one !== side);
}

interface Paths {
  readonly link: boolean;
  readonly path: boolean;
  /** What it holds for: see `sightNow`, and where the two run. */
  readonly sight: number;
  readonly hosts: readonly [Ref, Ref];
}

/** Whether the link, and whether any path joins two machines: asked once while nothing changes between them. */
function pathsOf(world: World, pair: Pair): Paths | undefined {
  const [one, other] = pair.sides;
  const a = one && world.machineOf[one.ref];
  const b = other && world.machineOf[other.ref];
  if (!a || !b) return undefined;
  const sight = sightNow(world);
  const before = pair.paths;
  if (before?.sight === sight && before.hosts[0] === a.host && before.hosts[1] === b.host) return before;
  const link = findLink(world, pair);
  const path = link || membersConnect(world, one.ref, other.ref);
  pair.paths = { link, path, sight, hosts: [a.host, b.host] };
  return pair.paths;
}

/** Whether the link that the text names joins the two; where it names none, any path does. */
export function linkLives(world: World, pair: Pair): boolean {
  return pathsOf(world, pair)?.link ?? findLink(world, pair);
}

function findLink(world: World, pair: Pair): boolean {
  const [one, other] = pair.sides;
  if (!one || !other) return false;
  const { over } = pair;
  if (over === undefined) return membersConnect(world, one.ref, other.ref);
  return anyMachines(world, one.ref, other.ref, (_, a, b) => connectOver(world, a, b, over));
}

export function pathLives(world: World, pair: Pair): boolean {
  const paths = pathsOf(world, pair);
  if (paths) return paths.path;
  const [one, other] = pair.sides;
  if (!one || !other) return false;
  return linkLives(world, pair) || membersConnect(world, one.ref, other.ref);
}

export function callOff(pair: Pair): void {
  pair.takeover = cancel(pair.takeover?.timer);
}

/** What a takeover keeps now: of a mirrored pair what the product says if it is in step, else what the product says. */
export function keptNow(world: World, pair: Pair): Kept {
  const { preserves } = pair.service;
  // In step until now: refreshed, or the link went at this very instant.
  const inStep = !pair.kind.mirrors || pair.refreshed || pair.agedAt === world.now;
  return { calls: inStep && preserves === 'calls', state: inStep && preserves !== 'nothing' };
}
