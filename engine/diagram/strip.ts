/**
 * The strips below the regions: links, and rails that stand in several regions. Each has a lane of its own in the strip
 * of every region that it touches; a line right of everything joins the strips of different floors.
 */
import type { Id, Link, Topology } from '../topology/model.ts';
import type { Bus } from './buses.ts';
import { riserOffset } from './columns.ts';
import { font, size, textWidth } from './metrics.ts';
import type { Plan } from './plan.ts';
import type { Joint, Placed } from './rails.ts';
import type { Edge, Point, Rectangle } from './scene.ts';
import { linkLabel } from './words.ts';

export interface Strips {
  readonly edges: readonly Edge[];
  /** What joins every rail that stands in several regions. */
  readonly joints: ReadonlyMap<Id, Joint>;
  readonly bottom: number;
  readonly right: number;
}

/** Above the first lane of a strip, and below its last. */
const stripPadding = 18;

/** Where a link starts: a branch of the network, or the lower edge of the switch. */
interface Riser {
  readonly x: number;
  readonly y: number;
  readonly floor: number;
}

/** A link or rail in the strips. */
interface Passage {
  readonly floors: readonly number[];
  /** The xs at which it comes down into each strip. */
  readonly xs: readonly { readonly x: number; readonly floor: number }[];
}

/** How tall a strip with so many lanes is. */
export function stripHeight(lanes: number): number {
  return lanes === 0 ? 0 : 2 * stripPadding + (lanes - 1) * size.stripLane;
}

/** How many lanes the strip below each floor of regions may need. */
export function lanesByFloor(
  plan: Plan,
  buses: readonly Bus[],
  floorOf: (region: number) => number,
): readonly number[] {
  const counts: number[] = [];
  const count = (regions: readonly number[]) => {
    for (const floor of new Set(regions.map(floorOf))) counts[floor] = (counts[floor] ?? 0) + 1;
  };
  for (const bus of buses) if (regionsOf(bus).length > 1) count(regionsOf(bus));
  const regionOf = new Map<Id, number>();
  for (const bus of buses) regionOf.set(bus.id, bus.stretches.at(-1)?.region ?? 0);
  plan.regions.forEach((region, index) => {
    for (const band of region.bands)
      if (band.kind === 'fixtures') for (const fixture of band.fixtures) regionOf.set(fixture.id, index);
  });
  for (const link of plan.topology.links) count(link.ends.flatMap((end) => regionOf.get(end) ?? []));
  return counts;
}

/** @param tops the top of every strip */
export function stripsOf(
  topology: Topology,
  buses: readonly Bus[],
  regions: readonly Placed[],
  placeOf: ReadonlyMap<Id, Rectangle>,
  tops: readonly number[],
): Strips {
  const wide = buses.filter((bus) => regionsOf(bus).length > 1);
  const risen = new Map<Id, number>();
  const links = topology.links.flatMap((link, index) => {
    const [one, other] = risersOf(link, index, risen, buses, regions, placeOf);
    return one && other ? [{ link, ends: inOrder(one, other) }] : [];
  });
  const passages: Passage[] = [
    ...wide.map((bus) => passage(regionsOf(bus).flatMap((at) => trunkAt(bus.id, regions[at]) ?? []))),
    ...links.map(({ ends }) => passage(ends)),
  ];
  const lanes = lanesOf(passages, tops);
  const laneY = (index: number, floor: number) => lanes.ys[index]?.get(floor) ?? 0;
  const edge = Math.max(0, ...regions.map((region) => region.left + region.widths.width)) + 14;
  const joining = passages.flatMap((one, index) => (one.floors.length > 1 ? [index] : []));
  const channelX = (index: number) => edge + joining.indexOf(index) * 10;
  const channels = joining.map(channelX);
  const left = Math.min(edge, ...regions.map((region) => region.left));
  let right = Math.max(0, ...channels);
  const edges = links.map(({ link, ends: [from, to] }, index): Edge => {
    const own = wide.length + index;
    const y = laneY(own, from.floor);
    const end = from.floor === to.floor ? to.x : channelX(own);
    const label = linkLabel(link);
    const width = textWidth(label, font.label) + 20;
    // what passes its lane on the way further down, and beside
    const passing = passages.slice(own + 1).flatMap((one) => one.xs.filter(({ floor }) => floor === from.floor));
    const crossing = [...passing.map((one) => one.x), ...channels];
    const x =
      widestGap(from.x, end, width, crossing) ??
      // a line that turns to the right at once has the whole strip on its left
      (from.floor === to.floor ? undefined : widestGap(left, from.x, width, crossing)) ??
      Math.max(end, ...crossing) + 10 + width / 2;
    right = Math.max(right, x + width / 2);
    const points: Point[] = [
      [from.x, from.y],
      [from.x, y],
    ];
    // a label that had to stand beside the line is reached by it
    if (x < from.x) points.push([x + width / 2, y], [from.x, y]);
    points.push([end, y]);
    if (x > end) points.push([x - width / 2, y], [end, y]);
    if (from.floor !== to.floor) points.push([end, laneY(own, to.floor)], [to.x, laneY(own, to.floor)]);
    points.push([to.x, to.y]);
    return { id: link.id, kind: 'link', label, labelAt: [x, y], points };
  });
  const joints = new Map(
    wide.map((bus, index) => [bus.id, { lanes: lanes.ys[index] ?? new Map(), channel: channelX(index) }] as const),
  );
  return { edges, joints, bottom: lanes.bottom, right };
}

/** The upper one first, else the left one. */
function inOrder(one: Riser, other: Riser): readonly [Riser, Riser] {
  return (one.floor - other.floor || one.x - other.x) > 0 ? [other, one] : [one, other];
}

function passage(xs: Passage['xs']): Passage {
  return { xs, floors: [...new Set(xs.map(({ floor }) => floor))] };
}

/** The y of each passage in each strip that it touches. */
function lanesOf(passages: readonly Passage[], tops: readonly number[]) {
  const used = tops.map(() => 0);
  let bottom = tops.at(-1) ?? 0;
  const ys = passages.map((one) => {
    const own = new Map<number, number>();
    for (const floor of one.floors) {
      const y = (tops[floor] ?? 0) + stripPadding + (used[floor] ?? 0) * size.stripLane;
      used[floor] = (used[floor] ?? 0) + 1;
      own.set(floor, y);
      bottom = Math.max(bottom, y + stripPadding);
    }
    return own;
  });
  return { ys, bottom };
}

function regionsOf(bus: Bus): readonly number[] {
  return [...new Set(bus.stretches.map((at) => at.region))];
}

function trunkAt(bus: Id, region: Placed | undefined): { readonly x: number; readonly floor: number } | undefined {
  const trunk = region?.widths.trunks.get(bus);
  return region && trunk !== undefined ? { x: region.left + trunk, floor: region.floor } : undefined;
}

function risersOf(
  link: Link,
  index: number,
  /** How many links each rail has already. */
  risen: Map<Id, number>,
  buses: readonly Bus[],
  regions: readonly Placed[],
  placeOf: ReadonlyMap<Id, Rectangle>,
): readonly Riser[] {
  return link.ends.flatMap((end, side): readonly Riser[] => {
    const box = placeOf.get(end);
    if (box) {
      const x = box.x + 12 + ((index * 2 + side) % Math.max(1, Math.floor((box.width - 20) / 8))) * 8;
      return [{ x, y: box.y + box.height, floor: floorAt(regions, box) }];
    }
    const bus = buses.find((one) => one.id === end);
    const at = bus?.stretches.at(-1);
    const region = at && regions[at.region];
    const trunk = trunkAt(end, region);
    const lane = at && region?.rows.gutters[at.gutter + 1]?.lanes.get(end);
    if (!region || !trunk || lane === undefined) return [];
    const number = risen.get(end) ?? 0;
    risen.set(end, number + 1);
    return [{ ...trunk, x: trunk.x + riserOffset(number), y: region.top + lane }];
  });
}

/** The strip below a box. */
function floorAt(regions: readonly Placed[], box: Rectangle): number {
  const inside = regions.find(
    ({ left, top, widths, rows }) =>
      box.x >= left && box.x < left + widths.width && box.y >= top && box.y < top + rows.height,
  );
  return inside?.floor ?? 0;
}

/** The middle of the widest gap between the lines that cross in which a label has room. */
function widestGap(from: number, to: number, width: number, crossing: readonly number[]): number | undefined {
  const marks = [from, ...crossing.filter((x) => x > from && x < to).sort((a, b) => a - b), to];
  let best = 0;
  let middle: number | undefined;
  marks.forEach((mark, index) => {
    const next = marks[index + 1];
    if (next !== undefined && next - mark >= width + 12 && next - mark > best) {
      best = next - mark;
      middle = (mark + next) / 2;
    }
  });
  return middle;
}
