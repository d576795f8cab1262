/** How long what was found out of who reaches whom holds: until a component or the network changes, or another run begins. */
import { derived } from '../own.ts';
import type { World } from '../world.ts';

interface Sight {
  version: number;
  stamp: number;
}

const sights = derived<Sight>(
  () => ({ version: -1, stamp: 0 }),
  (sight) => {
    // The next run begins with versions that this one has had.
    sight.version = -1;
  },
);

/** A number that is another one after each such change; in a thorough run at each question. */
export function sightNow(world: World): number {
  const sight = sights(world);
  const { components, network } = world.versions;
  // Neither ever falls.
  const version = components + network;
  if (sight.version !== version || world.thorough) {
    sight.version = version;
    sight.stamp++;
  }
  return sight.stamp;
}
