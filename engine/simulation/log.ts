/** The event log: every event with its cause, and what a picture shows of its subject after it. */
import type { Ref } from '../topology/ranks.ts';
import type { Mechanism, RunEvent } from './run.ts';
import { type Origin, stateSource } from './sources.ts';
import type { World } from './world.ts';

export interface Entry {
  readonly mechanism: Mechanism;
  readonly subject: Ref;
  /** The state after; unchanged where absent: a decision, a reason why not. */
  readonly to?: string;
  readonly place?: Ref | undefined;
  /** The id of the causing event; -1 for none. */
  readonly cause: number;
  /** The sentence, or what makes it: only a run that keeps its events asks for it. */
  readonly text: string | (() => string);
  /** The timing behind it, or who says that it goes so. */
  readonly source?: Origin;
  readonly assumption?: boolean;
}

/** Tells an event and gives its id; -1 while the world is made. */
export function log(world: World, entry: Entry): number {
  const { subject, text } = entry;
  // Before anything changes by it: it may speak of what was.
  const said = !world.logs || world.silent ? '' : typeof text === 'string' ? text : text();
  const from = world.shown[subject] ?? '';
  const to = entry.to ?? from;
  world.shown[subject] = to;
  if (entry.place !== undefined) world.places[subject] = entry.place;
  if (world.silent) return -1;
  const id = ++world.told;
  world.lastTold = world.now;
  world.lastEvent[subject] = id;
  if (world.logs) tell(world, id, entry, said, from, to);
  return id;
}

function tell(world: World, id: number, entry: Entry, text: string, from: string, to: string): void {
  const { subject, mechanism, cause, source } = entry;
  const stated = typeof source === 'object' ? source : undefined;
  const { elements } = world.plan;
  world.events.push({
    id,
    time: world.now,
    cause: cause < 0 ? undefined : cause,
    mechanism,
    injected: mechanism === 'injection' ? world.doing : undefined,
    subject: elements[subject]?.id ?? '',
    from,
    to,
    place: entry.place === undefined ? undefined : elements[entry.place]?.id,
    copy: copyOf(world, subject),
    text,
    source: stated?.origin ?? (typeof source === 'string' ? source : stateSource),
    assumption: entry.assumption ?? stated?.assumption ?? false,
  });
}

/** What the first event since then says of the copy of a VM that has another one, or none, now. */
function copyOf(world: World, subject: Ref): RunEvent['copy'] {
  const machine = world.machineOf[subject];
  const copy = machine?.copies[0];
  if (!machine || machine.copyTold === copy) return undefined;
  machine.copyTold = copy;
  return world.plan.elements[copy ?? -1]?.id ?? null;
}

/** The latest of some events: what a change that has several inputs follows from. -1 for none. */
export function latest(...events: readonly number[]): number {
  let last = -1;
  for (const event of events) if (event > last) last = event;
  return last;
}

/** An element's name as messages say it. */
export function nameOf(world: World, ref: Ref | undefined): string {
  return ref === undefined ? 'nothing' : (world.plan.names[ref] ?? '?');
}

/** `A`, `A and B`, `A, B and C`. */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export function namesOf(world: World, refs: readonly Ref[]): string {
  return listOf(refs.map((ref) => nameOf(world, ref)));
}
