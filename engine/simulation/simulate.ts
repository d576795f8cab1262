/** The run: injections in their order, and after each instant whatever follows, until nothing is scheduled any more. */
import type { Injection, Scenario, TargetRef, Topology } from '../topology/model.ts';
import { behaviors } from './behaviors/registry.ts';
import { unknownElements } from './behaviors/unmodelled.ts';
import { closeExpectations, type Watched, watch, watchInstant } from './expectations/watch.ts';
import { atOnce, type IsDue, neverDue } from './in-pieces.ts';
import { log } from './log.ts';
import { derived, own } from './own.ts';
import { Phase, phases } from './phases.ts';
import type { Plan } from './plan.ts';
import { peek, pop } from './queue.ts';
import { copyWorld, restart } from './restart.ts';
import { results } from './results.ts';
import type { Run } from './run.ts';
import { settleComponents } from './state/components.ts';
import { machineWord } from './state/machines.ts';
import { groupsOf, type InjectionGroup } from './steps.ts';
import { type TimingChoice, timedTopology } from './timing.ts';
import { createWorld, type World } from './world.ts';

/** What may be simulated: a scenario, or anything with a title and steps. */
type Simulated = Pick<Scenario, 'title' | 'steps'> & { readonly horizon?: number };

const day = 86_400_000;
/** More turns than any instant of a real topology takes: a run that needs them is cut, never hung. */
const turnsAnInstant = 10_000;

export interface SimulateOptions {
  /** Which end of documented ranges times take; their defaults unless said. */
  readonly timing?: TimingChoice;
  /** False: nobody wants to know how it came to what it comes to. The run has no events, and is faster. */
  readonly log?: boolean;
  /** Looks at everything whenever anything changed, without short cuts: the same run, only slower. */
  readonly thorough?: boolean;
}

/** Plays a scenario on a topology. A pure function: the same input gives the same run, to the byte. */
export function simulate(topology: Topology, scenario: Simulated, options: SimulateOptions = {}): Run {
  return atOnce(simulating(topology, scenario, options, neverDue));
}

/**
 * The same in pieces, the last of which gives the run: who is in no hurry does something else in between, other runs of
 * the topology too, or stops.
 * @param isDue whether a piece is long enough
 */
export function* simulating(
  topology: Topology,
  scenario: Simulated,
  options: SimulateOptions,
  isDue: IsDue,
): Generator<void, Run> {
  const timed = timedTopology(topology, options.timing ?? 'default');
  // Nothing that was worked out before is taken for granted.
  if (options.thorough)
    return yield* runIn(yield* settledWorld(createWorld(timed, true), isDue), scenario, options, isDue);
  const start = starts.get(timed) ?? (yield* startOf(timed, isDue));
  const world = start.idle ?? copyWorld(start.world);
  // One that a run leaves by an error, or half played, is not used again.
  start.idle = undefined;
  const run = yield* runIn(world, scenario, options, isDue);
  restart(world);
  start.idle = world;
  return run;
}

function* runIn(world: World, scenario: Simulated, options: SimulateOptions, isDue: IsDue): Generator<void, Run> {
  world.logs = options.log ?? true;
  begin(world);
  const initial = picture(world);
  const { groups, expectations } = groupsOf(scenario.steps);
  const watched = watch(world, expectations);
  const horizon = scenario.horizon ?? day;
  const cut = yield* play(world, groups, watched, horizon, isDue);
  for (const behavior of behaviors)
    for (const sentence of behavior.unmodelled?.(world) ?? []) world.unmodelled.add(sentence);
  return {
    title: scenario.title,
    end: world.lastTold,
    cut,
    events: world.events,
    expectations: closeExpectations(world, watched, horizon),
    ...results(world, horizon),
    initial,
    unmodelled: [...world.unmodelled],
    unknown: unknownElements(world),
  };
}

/** The state at time 0 of a topology, and a world in which a run has ended, for the next. */
interface Start {
  readonly world: World;
  idle: World | undefined;
}

const starts = new WeakMap<Topology, Start>();

/** Works out the state at time 0, once a topology. */
function* startOf(topology: Topology, isDue: IsDue): Generator<void, Start> {
  const world = createWorld(topology);
  if (isDue()) yield;
  const start = { world: yield* settledWorld(world, isDue), idle: undefined };
  // meanwhile another run may have needed it
  const earlier = starts.get(topology);
  if (earlier) return earlier;
  starts.set(topology, start);
  if (isDue()) yield;
  return start;
}

/** Works out the state at time 0, silently: nothing has happened yet. */
function* settledWorld(world: World, isDue: IsDue): Generator<void, World> {
  settleComponents(world);
  yield* settle(world, isDue);
  // Once more, so that no run has to take the second look that follows a change.
  world.changes++;
  yield* settle(world, isDue);
  for (const machine of world.machines) {
    world.shown[machine.ref] = machineWord(world, machine);
    world.places[machine.ref] = machine.host;
  }
  for (const endpoint of world.endpoints)
    world.shown[endpoint.ref] = endpoint.inService ? 'in-service' : 'out-of-service';
  return world;
}

/** From here on what happens is told. */
function begin(world: World): void {
  world.silent = false;
  for (const behavior of behaviors) behavior.start?.(world);
  for (const service of world.services) if (service.outages.length > 0) tellDown(world, service.ref);
}

/** A service that is down before anything fails says so: its outage has no other event. */
function tellDown(world: World, ref: number): void {
  const text = `${world.plan.names[ref]} is down from the start`;
  log(world, { mechanism: 'service', subject: ref, cause: -1, text });
}

function* play(
  world: World,
  groups: readonly InjectionGroup[],
  watched: Watched,
  horizon: number,
  isDue: IsDue,
): Generator<void, boolean> {
  watchInstant(world, watched, 0);
  let next = 0;
  for (;;) {
    const group = groups[next];
    const timer = peek(world.queue);
    const time = Math.min(group?.time ?? Number.POSITIVE_INFINITY, timer?.time ?? Number.POSITIVE_INFINITY);
    if (time === Number.POSITIVE_INFINITY) return false;
    if (time > horizon) return true;
    world.now = Math.max(world.now, time);
    if (group && group.time <= world.now) {
      for (const injection of group.injections) inject(world, injection);
      next++;
    }
    const at = instant();
    while (turn(world, at)) if (isDue()) yield;
    watchInstant(world, watched, next);
  }
}

/** Runs the phases of this instant until nothing follows any more. */
function* settle(world: World, isDue: IsDue): Generator<void, void> {
  const at = instant();
  while (turn(world, at)) if (isDue()) yield;
}

interface Instant {
  phase: number;
  turns: number;
}

function instant(): Instant {
  return { phase: 0, turns: 0 };
}

/** Runs the next phase of an instant; false where nothing follows any more. */
function turn(world: World, at: Instant): boolean {
  at.phase = runPhase(world, phases[at.phase] ?? Phase.clients) ? 0 : at.phase + 1;
  if (++at.turns > turnsAnInstant) {
    world.unmodelled.add(`At ${world.now} ms one thing kept causing another; the run goes on from what it was then.`);
    return false;
  }
  return at.phase < phases.length;
}

/** What reacts in each phase, in the order of the behaviours. */
const reactionsOf = derived((world) => {
  const acting = behaviors.filter(({ acts }) => acts?.(world) ?? true);
  return phases.map((phase) => acting.flatMap(({ react }) => react?.[phase] ?? []));
});

/** For each reaction of each phase the count of changes that it has seen. */
const seen = own(
  () => new Int32Array(phases.length * behaviors.length).fill(-1),
  (counts, from) => counts.set(from),
);

function runPhase(world: World, phase: Phase): boolean {
  let worked = false;
  for (
    let timer = peek(world.queue);
    timer && timer.time <= world.now && timer.phase === phase;
    timer = peek(world.queue)
  ) {
    pop(world.queue)?.run();
    world.changes++;
    worked = true;
  }
  const known = seen(world);
  const list = reactionsOf(world)[phase] ?? [];
  for (let rank = 0; rank < list.length; rank++) {
    const key = phase * behaviors.length + rank;
    const before = world.changes;
    if (known[key] === before) continue;
    list[rank]?.(world);
    known[key] = before;
    if (world.changes !== before) worked = true;
  }
  return worked;
}

function inject(world: World, injection: Injection): void {
  const targets =
    injection.kind === 'partition' || injection.kind === 'heal' ? injection.targets.slice(0, 1) : injection.targets;
  world.doing = injection.kind;
  for (const target of targets) injectOn(world, injection, target);
  world.doing = undefined;
}

function injectOn(world: World, injection: Injection, target: TargetRef): void {
  const ref = world.plan.refs.get(target.id);
  if (ref === undefined) {
    world.unmodelled.add(`${injection.text}: ${target.text} is not part of what could be built; nothing was done.`);
    return;
  }
  const before = world.changes;
  const taken =
    target.node === undefined && behaviors.some((behavior) => behavior.inject?.(world, { injection, target, ref }));
  if (
    taken ||
    behaviors.some((behavior) => target.node !== undefined && behavior.inject?.(world, { injection, target, ref }))
  ) {
    // What changed without a word of what it is about may concern anything.
    if (world.changes === before) world.touched.push(-1);
    world.changes++;
    return;
  }
  world.unmodelled.add(`${injection.text}: this version does not simulate it; nothing was done.`);
  log(world, {
    mechanism: 'injection',
    subject: ref,
    cause: -1,
    text: `${injection.text}: not simulated yet, nothing happens`,
  });
}

/** States at time 0 are the same in every run of a topology. */
const pictures = new WeakMap<Plan, Run['initial']>();

/** States of all elements at time 0. */
function picture(world: World): Run['initial'] {
  const known = pictures.get(world.plan);
  if (known) return known;
  const made = new Map(
    world.plan.elements.map((element, ref) => {
      const place = world.places[ref];
      const id = place === undefined ? undefined : world.plan.elements[place]?.id;
      const copy = world.plan.elements[world.machineOf[ref]?.copies[0] ?? -1]?.id;
      const state = world.shown[ref] ?? 'up';
      return [element.id, { state, ...(id !== undefined && { place: id }), ...(copy !== undefined && { copy }) }];
    }),
  );
  pictures.set(world.plan, made);
  return made;
}
