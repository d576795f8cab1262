/** Fits a topology into the room that there is: the arrangement that can be read best. */
import type { Topology } from '../topology/model.ts';
import { type Arrangement, type LayoutOptions, layout } from './layout.ts';
import { isLegible, openingScale, type Room, wholeScale } from './room.ts';
import type { Scene } from './scene.ts';

const breadths = [1, 2, 3, 0.5];

/** Sites all beside each other, in two, three or four rows, each in a row of its own; each with longer and shorter rows of machines. */
function arrangements(sites: number): readonly Arrangement[] {
  const rows = new Set([1, 2, 3, 4, sites].map((count) => Math.max(1, Math.ceil(sites / count))));
  return [...rows].flatMap((own) => breadths.map((breadth) => ({ sites: own, breadth })));
}

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
 * its arrangement stays while it is read about as well as when it was chosen.
 */
export function layoutFor(topology: Topology, room: Room, options: LayoutForOptions = {}): Scene {
  const { before } = options;
  const scene = layout(topology, { ...options, ...(before && { sites: before.sites, breadth: before.breadth }) });
  const own = merit(scene, room, before ? familiar : 1);
  if (before?.fit !== undefined && own * worthMoving >= before.fit) return withFit(scene, before.fit);
  let best = { scene, merit: own };
  const least = before ? worthMoving : worthwhile;
  for (const arrangement of arrangements(topology.sites.length + 1)) {
    if (isAllThere(best.scene, room)) break;
    if (arrangement.sites === scene.kept.sites && arrangement.breadth === scene.kept.breadth) continue;
    const other = layout(topology, { ...options, ...arrangement });
    const others = merit(other, room);
    if (others > best.merit * least) best = { scene: other, merit: others };
  }
  return withFit(best.scene, best.merit);
}

function withFit(scene: Scene, fit: number): Scene {
  return { ...scene, kept: { ...scene.kept, fit } };
}

function isAllThere(scene: Scene, room: Room): boolean {
  return wholeScale(scene, room) >= 1;
}
