/** Fits a topology into the room that there is: the arrangement that can be read best. */
import type { Topology } from '../topology/model.ts';
import { type Arrangement, layout } from './layout.ts';
import { isLegible, openingScale, type Room, wholeScale } from './room.ts';
import type { Scene } from './scene.ts';

const besides: readonly Arrangement[] = [{}, { breadth: 2 }, { breadth: 3 }, { breadth: 0.5 }];
const stacks = besides.map((one): Arrangement => ({ ...one, stacked: true }));

/** Another arrangement must be so much better to be taken instead of an earlier one. */
const worthwhile = 1.1;

/** How well a scene can be read in a room: all at once before anything that is scrolled, then by its scale. */
function merit(scene: Scene, room: Room): number {
  return openingScale(scene, room) + (isLegible(scene, room) ? 1 : 0);
}

/** The scene that is read best in a room; the default one where no other is clearly better. */
export function layoutFor(topology: Topology, room: Room): Scene {
  const scene = layout(topology);
  let best = { scene, merit: merit(scene, room) };
  const others = [...besides.slice(1), ...(topology.sites.length > 1 ? stacks : [])];
  for (const arrangement of others) {
    if (wholeScale(best.scene, room) >= 1) break;
    const other = layout(topology, arrangement);
    const own = merit(other, room);
    if (own > best.merit * worthwhile) best = { scene: other, merit: own };
  }
  return best.scene;
}
