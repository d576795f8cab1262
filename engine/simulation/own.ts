/** What behaviours keep of a run. */
import type { Ref } from '../topology/ranks.ts';
import { copyKept } from './copy.ts';
import { KeptOf } from './kept-of.ts';
import type { Restarted, World } from './world.ts';

let slots = 0;

/** By slot: how what a run has left there becomes what it was at time 0. */
const setBacks: ((kept: unknown, from: unknown, world: World) => void)[] = [];

/**
 * What a behaviour keeps of each run, made when it is first asked for. Call it once, where the module is made. A run
 * starts with a copy of what was kept at time 0, so this is data: maps, sets, lists and objects, no functions of
 * the world. `setBack`: makes what a run has left what it was at time 0, for the next; it costs less than a copy.
 */
export function own<T>(
  create: (world: World) => T,
  setBack?: (kept: T, from: T, world: World) => void,
): (world: World) => T {
  const slot = slots++;
  // Only this function writes to this slot: what is there is a T.
  if (setBack) setBacks[slot] = setBack as (kept: unknown, from: unknown, world: World) => void;
  return (world) => {
    const kept = world.kept[slot] as T | undefined;
    if (kept !== undefined) return kept;
    const before = world.from?.kept[slot] as T | undefined;
    const made = before === undefined ? create(world) : copyKept(world, before);
    world.kept[slot] = made;
    return made;
  };
}

/** For `ownOf`: what is kept never changes but gives way to something else, and need not be copied. */
export function replaced<T>(kept: T): T {
  return kept;
}

/** The same by host, machine, service or endpoint: a run copies, by `copy`, only what it asks for. */
export function ownOf<S extends { readonly ref: Ref }, T>(
  copy: (kept: T, world: World) => T = (kept, world) => copyKept(world, kept),
): (world: World) => KeptOf<S, T> {
  const slot = slots++;
  return (world) => {
    const kept = world.keptOf[slot] as KeptOf<S, T> | undefined;
    if (kept) return kept;
    const before = world.from?.keptOf[slot] as KeptOf<S, T> | undefined;
    const made = new KeptOf<S, T>(world.plan.elements.length, before, (one) => copy(one, world));
    world.keptOf[slot] = made;
    return made;
  };
}

interface Derived<T> extends Restarted {
  readonly made: T;
}

/** What is worked out of a world, and holds for every run in it but for what `restart` takes back. */
export function derived<T>(create: (world: World) => T, restart: (made: T) => void = () => {}): (world: World) => T {
  const slot = slots++;
  return (world) => {
    const known = world.derived[slot] as Derived<T> | undefined;
    if (known) return known.made;
    const made = create(world);
    const kept: Derived<T> = { made, restart: () => restart(made) };
    world.derived[slot] = kept;
    return made;
  };
}

/** Sets what behaviours keep back to time 0. */
export function restartKept(world: World): void {
  const { kept, from } = world;
  for (let slot = 0; slot < kept.length; slot++) {
    const [one, before] = [kept[slot], from?.kept[slot]];
    if (one === undefined) continue;
    const setBack = before === undefined ? undefined : setBacks[slot];
    if (setBack) setBack(one, before, world);
    else kept[slot] = undefined;
  }
  for (const one of world.keptOf) one?.restart();
  for (const one of world.derived) one?.restart();
  world.copies.clear();
}
