/** Fits a topology into the room that there is: the arrangement that can be read best. */
import type { Topology } from '../topology/model.ts';
import { type Arrangement, layout } from './layout.ts';
import { openingScale, type Room, wholeScale } from './room.ts';
import type { Scene } from './scene.ts';

const besides: readonly Arrangement[] = [{}, { breadth: 2 }, { breadth: 3 }, { breadth: 0.5 }];
const stacks = besides.map((one): Arrangement => ({ ...one, stacked: true }));

/** Another arrangement must be so much larger to be taken instead of an earlier one. */
const worthwhile = 1.1;

/** The scene that opens largest in a room; the default one where no other is clearly better. */
export function layoutFor(topology: Topology, room: Room): Scene {
  const scene = layout(topology);
  let best = { scene, scale: openingScale(scene, room) };
  const others = [...besides.slice(1), ...(topology.sites.length > 1 ? stacks : [])];
  for (const arrangement of others) {
    if (wholeScale(best.scene, room) >= 1) break;
    const other = layout(topology, arrangement);
    const scale = openingScale(other, room);
    if (scale > best.scale * worthwhile) best = { scene: other, scale };
  }
  return best.scene;
}
