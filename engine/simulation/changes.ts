/** Who has to look again: what changed since somebody looked at each of a list last. */
import type { Ref } from '../topology/ranks.ts';
import type { Plan } from './plan.ts';
import type { World } from './world.ts';

/** Looks that are due, by position in a list. */
export interface Looks {
  /** How much of `world.touched` is known. */
  known: number;
  readonly due: Uint8Array;
  /** The positions that a change of a machine or service concerns. */
  readonly concerned: (ref: Ref) => readonly number[];
}

/** What changed is looked at twice: the first look may leave something that only the second sees. */
const looksAtAChange = 2;

/** A list of `count`, all of which is due. */
export function createLooks(count: number, concerned: Looks['concerned']): Looks {
  return { known: 0, due: new Uint8Array(count).fill(looksAtAChange), concerned };
}

/** Whether it is time to look at a position again; the look counts as taken. In a thorough run it always is. */
export function isDue(world: World, looks: Looks, position: number): boolean {
  if (looks.known < world.touched.length) learn(world, looks);
  const left = looks.due[position] ?? 0;
  if (left === 0) return world.thorough;
  looks.due[position] = left - 1;
  return true;
}

function learn({ touched }: World, looks: Looks): void {
  const { due, concerned } = looks;
  for (let at = looks.known; at < touched.length; at++) {
    const ref = touched[at] ?? -1;
    if (ref < 0) due.fill(looksAtAChange);
    else for (const position of concerned(ref)) due[position] = looksAtAChange;
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
