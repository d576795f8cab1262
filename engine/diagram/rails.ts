/** Rails: a branch in every gutter where something hangs on them, a drop to each, a trunk that joins the branches. */
import type { Id } from '../topology/model.ts';
import { type Bus, busLabel, type Tap } from './buses.ts';
import { type RegionWidths, riserOffset } from './columns.ts';
import type { Furniture } from './furnish.ts';
import { append } from './lists.ts';
import { fitText, font } from './metrics.ts';
import type { Plan } from './plan.ts';
import type { RegionRows } from './rows.ts';
import type { Point, Rail } from './scene.ts';

/** A region with where it lies. */
export interface Placed {
  readonly rows: RegionRows;
  readonly widths: RegionWidths;
  readonly left: number;
  readonly top: number;
  /** Which from the left it is; regions of one column stand on top of each other. */
  readonly column: number;
  /** The strip below it: one for all that stand beside each other. */
  readonly floor: number;
}

/** How a rail that stands in several regions is joined: a lane in the strip below each, a line beside all strips. */
export interface Joint {
  /** y by the number of the strip. */
  readonly lanes: ReadonlyMap<number, number>;
  /** x of the line from strip to strip. */
  readonly channel: number;
}

/** Drops from above and below that share a gutter keep this distance, so that none reads as one line. */
const distance = 8;

/** Where drops stand already, by region and gutter. */
export type Taken = Map<string, number[]>;

/** @param joint what joins a rail that stands in several regions */
export function railOf(
  plan: Plan,
  bus: Bus,
  regions: readonly Placed[],
  furniture: Furniture,
  indexOf: (tap: Tap) => number,
  taken: Taken,
  joint: Joint | undefined,
): Rail {
  const drops: { adapter: Id; points: readonly Point[] }[] = [];
  const ends = new Map<string, number>();
  for (const tap of bus.taps) {
    const lane = laneOf(regions, bus.id, tap);
    const start = furniture.taps.get(tap.owner)?.[indexOf(tap)];
    if (lane === undefined || !start) continue;
    const key = `${tap.region}/${tap.gutter}`;
    const x = start.y > lane ? dodge(start.x, taken.get(key) ?? [], limits(furniture, tap.owner)) : start.x;
    if (start.y > lane) append(taken, key, x);
    ends.set(key, Math.max(ends.get(key) ?? 0, x));
    drops.push({
      adapter: tap.element,
      points: [
        [x, start.y],
        [x, lane],
      ],
    });
  }
  const branches: Point[][] = [];
  const labels: { x: number; y: number; text: string }[] = [];
  for (const at of bus.stretches) {
    const region = regions[at.region];
    const lane = laneOf(regions, bus.id, at);
    if (!region || lane === undefined) continue;
    const start = region.left + region.widths.label + 6;
    const trunk = region.widths.trunks.get(bus.id);
    // to where its last link goes down
    const beyond = at === bus.stretches.at(-1) && bus.kind === 'network' ? riserOffset(Math.max(0, bus.links - 1)) : 0;
    const end =
      trunk === undefined ? (ends.get(`${at.region}/${at.gutter}`) ?? start + 24) : region.left + trunk + beyond;
    branches.push([
      [start, lane],
      [end, lane],
    ]);
    labels.push({
      x: start - 5,
      y: lane,
      text: fitText(busLabel(plan, bus, at.region), font.label, region.widths.label - 4),
    });
  }
  return {
    id: bus.id,
    kind: bus.kind,
    name: bus.name,
    ...(bus.detail !== undefined && { detail: bus.detail }),
    colour: bus.colour,
    dedicated: bus.dedicated,
    points: trunkPoints(bus, regions, joint),
    branches,
    labels,
    drops,
  };
}

function laneOf(
  regions: readonly Placed[],
  bus: Id,
  at: { readonly region: number; readonly gutter: number },
): number | undefined {
  const region = regions[at.region];
  const lane = region?.rows.gutters[at.gutter + 1]?.lanes.get(bus);
  return region && lane !== undefined ? region.top + lane : undefined;
}

function limits(furniture: Furniture, owner: Id): readonly [number, number] {
  const box = furniture.placeOf.get(owner);
  return box ? [box.x + 6, box.x + box.width - 6] : [0, 0];
}

/** The x nearest to `wanted` inside the limits that keeps its distance from all that stand there. */
function dodge(wanted: number, others: readonly number[], [least, most]: readonly [number, number]): number {
  const free = (x: number) => x >= least && x <= most && others.every((other) => Math.abs(other - x) >= distance);
  for (let step = 0; step <= most - least; step += 2) {
    if (free(wanted + step)) return wanted + step;
    if (free(wanted - step)) return wanted - step;
  }
  return wanted;
}

/** One vertical line a region; over several regions they are joined along the strips, drawn as one line. */
function trunkPoints(bus: Bus, regions: readonly Placed[], joint: Joint | undefined): readonly Point[] {
  const spans = new Map<number, { x: number; from: number; to: number; floor: number }>();
  for (const at of bus.stretches) {
    const region = regions[at.region];
    const lane = laneOf(regions, bus.id, at);
    const trunk = region?.widths.trunks.get(bus.id);
    if (!region || lane === undefined || trunk === undefined) continue;
    const span = spans.get(at.region) ?? { x: region.left + trunk, from: lane, to: lane, floor: region.floor };
    spans.set(at.region, { ...span, from: Math.min(span.from, lane), to: Math.max(span.to, lane) });
  }
  const points: Point[] = [];
  let before: { strip: number; floor: number } | undefined;
  for (const { x, from, to, floor } of spans.values()) {
    const strip = joint?.lanes.get(floor);
    if (!joint || strip === undefined || spans.size < 2) {
      if (to > from) points.push([x, from], [x, to]);
      continue;
    }
    if (before && before.floor !== floor) points.push([joint.channel, before.strip], [joint.channel, strip]);
    // down from the top of this region, along the strip to the next
    points.push([x, strip], [x, from], [x, strip]);
    before = { strip, floor };
  }
  return points;
}
