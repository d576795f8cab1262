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
  /** The positions that a change of a machine or service concerns. */
  readonly concerned: (ref: Ref) => readonly number[];
}

/** What changed is looked at twice where the first look did something: it may leave more for the second. */
const looksAtAChange = 2;

/** A list of `count`, all of which is due. */
export function createLooks(count: number, concerned: Looks['concerned']): Looks {
  return { known: 0, due: new Uint8Array(count).fill(looksAtAChange), left: count, concerned };
}

/** Makes due what was due at time 0. */
export function setBackLooks(looks: Looks, from: Looks): void {
  looks.known = from.known;
  looks.due.set(from.due);
  looks.left = from.left;
}

/**
 * Looks at every position that is due, in order; in a thorough run that is every one. A position stays due where `look`
 * says so by true.
 */
export function lookAtDue(world: World, looks: Looks, look: (position: number) => boolean): void {
  const { due } = looks;
  for (let position = 0; position < due.length; position++) {
    if (looks.known < world.touched.length) learn(world, looks);
    if (looks.left === 0 && !world.thorough) return;
    const count = due[position] ?? 0;
    if (count === 0 && !world.thorough) continue;
    const before = happened(world);
    const stays = look(position);
    if (stays) setDue(looks, position, looksAtAChange);
    else if (happened(world) === before) setDue(looks, position, 0);
    else setDue(looks, position, Math.max(0, count - 1));
  }
}

/** Counts changes and events. */
function happened(world: World): number {
  return world.changes + world.told;
}

function setDue(looks: Looks, position: number, count: number): void {
  const before = looks.due[position] ?? 0;
  if (before === 0 && count > 0) looks.left++;
  if (before > 0 && count === 0) looks.left--;
  looks.due[position] = count;
}

function learn({ touched }: World, looks: Looks): void {
  const { due, concerned } = looks;
  for (let at = looks.known; at < touched.length; at++) {
    const ref = touched[at] ?? -1;
    if (ref >= 0) for (const position of concerned(ref)) setDue(looks, position, looksAtAChange);
    else {
      due.fill(looksAtAChange);
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
