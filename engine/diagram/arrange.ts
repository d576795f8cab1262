/** Fits a topology into the room that there is: the arrangement that can be read best. */
import type { Topology } from '../topology/model.ts';
import { type Arrangement, type LayoutOptions, layout } from './layout.ts';
import { isLegible, openingScale, type Room, wholeScale } from './room.ts';
import type { Scene } from './scene.ts';

const besides: readonly Arrangement[] = [{}, { breadth: 2 }, { breadth: 3 }, { breadth: 0.5 }];
const stacks = besides.map((one): Arrangement => ({ ...one, stacked: true }));

/** Another arrangement must be so much better to be taken instead of the default one. */
const worthwhile = 1.1;
/** And so much better to be taken instead of one that a reader has before his eyes. */
const worthMoving = 1.4;

/** What the picture before the edit was, in the same room. */
export type LayoutForOptions = Pick<LayoutOptions, 'expanded' | 'before' | 'most'>;

/** So much smaller than legible may be what a reader knows already. */
const familiar = 0.8;

/** How well a scene can be read in a room: all at once before anything that is scrolled, then by its scale. */
function merit(scene: Scene, room: Room, ease = 1): number {
  return openingScale(scene, room) + (isLegible(scene, room, ease) ? 1 : 0);
}

/**
 * The scene that is read best in a room; the default one where no other is clearly better. With the picture before (`before`)
 * its arrangement stays until another is much better.
 */
export function layoutFor(topology: Topology, room: Room, options: LayoutForOptions = {}): Scene {
  const { before } = options;
  const scene = layout(topology, { ...options, ...(before && { stacked: before.stacked, breadth: before.breadth }) });
  if (isAllThere(scene, room)) return scene;
  const least = before ? worthMoving : worthwhile;
  let best = { scene, merit: merit(scene, room, before ? familiar : 1) };
  for (const arrangement of [...besides, ...(topology.sites.length > 1 ? stacks : [])]) {
    const { stacked = false, breadth = 1 } = arrangement;
    if (stacked === scene.kept.stacked && breadth === scene.kept.breadth) continue;
    if (isAllThere(best.scene, room)) break;
    const other = layout(topology, { ...options, ...arrangement });
    const own = merit(other, room);
    if (own > best.merit * least) best = { scene: other, merit: own };
  }
  return best.scene;
}

function isAllThere(scene: Scene, room: Room): boolean {
  return wholeScale(scene, room) >= 1;
}
