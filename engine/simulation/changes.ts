/** Who has to look again: what changed since somebody looked at each of a list last. */
import type { Ref } from '../topology/ranks.ts';
import type { Plan } from './plan.ts';
import type { World } from './world.ts';

/** Looks that are due, by position in a list. */
export interface Looks {
  /** How much of `world.touched` is known. */
  known: number;
  readonly due: Uint8Array;
  /** How many positions are due. */
  left: number;
  /** One look does all that follows at a position: what it changes there itself is no reason to look there again. */
  readonly settles: boolean;
  /** The positions that a change of a machine or service concerns. */
  readonly concerned: (ref: Ref) => readonly number[];
  /** By element what of it matters to those who look, as it was learned last: a change that leaves it as it was concerns nobody. */
  readonly learned: Float64Array | undefined;
}

/** A list of `count`, all of which is due. */
export function createLooks(
  count: number,
  concerned: Looks['concerned'],
  more: Partial<Pick<Looks, 'settles' | 'learned'>> = {},
): Looks {
  const { settles = false, learned } = more;
  return { known: 0, due: new Uint8Array(count).fill(1), left: count, settles, concerned, learned };
}

/** Makes due what was due at time 0. */
export function setBackLooks(looks: Looks, from: Looks): void {
  looks.known = from.known;
  looks.due.set(from.due);
  looks.left = from.left;
  if (from.learned) looks.learned?.set(from.learned);
}

/** What of an element matters to those who look, as a number; -1 where any change may. */
type Matters = (world: World, ref: Ref) => number;

/**
 * Looks at every position that is due, in order; in a thorough run that is every one. A position stays due where `look`
 * says so by true.
 */
export function lookAtDue(world: World, looks: Looks, look: (position: number) => boolean, matters?: Matters): void {
  const { due } = looks;
  for (let position = 0; position < due.length; position++) {
    if (looks.known < world.touched.length) learn(world, looks, matters);
    if (!world.thorough) {
      if (looks.left === 0) return;
      position = due.indexOf(1, position);
      if (position < 0) return;
    }
    const stays = look(position);
    if (looks.settles && looks.known < world.touched.length) learn(world, looks, matters);
    setDue(looks, position, stays ? 1 : 0);
  }
}

function setDue(looks: Looks, position: number, now: 0 | 1): void {
  if (looks.due[position] === now) return;
  looks.due[position] = now;
  looks.left += now === 1 ? 1 : -1;
}

function learn(world: World, looks: Looks, matters: Matters | undefined): void {
  const { touched } = world;
  const { due, concerned, learned } = looks;
  for (let at = looks.known; at < touched.length; at++) {
    const ref = touched[at] ?? -1;
    if (ref >= 0) {
      if (learned && matters && !world.thorough) {
        const now = matters(world, ref);
        if (now >= 0 && learned[ref] === now) continue;
        learned[ref] = now;
      }
      for (const position of concerned(ref)) setDue(looks, position, 1);
    } else {
      due.fill(1);
      looks.left = due.length;
    }
  }
  looks.known = touched.length;
}

const none: readonly number[] = [];
const positions = new WeakMap<Plan, Map<Ref, readonly number[]>>();

/** The position of a machine in a run's list of machines. */
export function machineConcerned(plan: Plan): Looks['concerned'] {
  let known = positions.get(plan);
  if (!known) {
    known = new Map(plan.machines.map(({ ref }, position) => [ref, [position]]));
    positions.set(plan, known);
  }
  const found = known;
  return (ref) => found.get(ref) ?? none;
}

const concerns = new WeakMap<Plan, Looks['concerned']>();

/** The positions of the services that hang on a machine or service: as members or needs, at any depth; and its own. */
export function servicesConcerned(plan: Plan): Looks['concerned'] {
  let found = concerns.get(plan);
  if (!found) {
    found = findConcerned(plan);
    concerns.set(plan, found);
  }
  return found;
}

function findConcerned(plan: Plan): Looks['concerned'] {
  const own = new Map(plan.services.map(({ ref }, position) => [ref, position]));
  const above = new Map<Ref, Ref[]>();
  for (const { ref, members, needs } of plan.services)
    for (const below of [...members, ...needs]) {
      const list = above.get(below);
      if (list) list.push(ref);
      else above.set(below, [ref]);
    }
  const known = new Map<Ref, readonly number[]>();
  return (ref) => {
    let list = known.get(ref);
    if (!list) {
      const all = new Set([ref]);
      for (const one of all) for (const other of above.get(one) ?? []) all.add(other);
      list = [...all].map((one) => own.get(one)).filter((position) => position !== undefined);
      known.set(ref, list);
    }
    return list;
  };
}
