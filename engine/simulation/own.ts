/** What behaviours keep of a run. */
import { copyKept } from './copy.ts';
import type { World } from './world.ts';

let slots = 0;

/**
 * What a behaviour keeps of each run, made when it is first asked for. Call it once, where the module is made. A run
 * starts with a copy of what was kept at time 0, so this is data: maps, sets, lists and objects, no functions of
 * the world. `derived`: what follows from the world, and is made anew instead.
 */
export function own<T>(create: (world: World) => T, derived?: 'derived'): (world: World) => T {
  const slot = slots++;
  return (world) => {
    // Only this function writes to this slot: what is there is a T.
    const kept = world.kept[slot] as T | undefined;
    if (kept !== undefined) return kept;
    const before = derived ? undefined : (world.from?.kept[slot] as T | undefined);
    const made = before === undefined ? create(world) : copyKept(world, before);
    world.kept[slot] = made;
    return made;
  };
}
