/**
 * Where everything of a topology is drawn: services in a column, sites beside each other, clusters stacked, hosts in
 * rows, VMs as chips in their host. One rail a network runs below every row, links run below the sites.
 */
import type { Id, Topology } from '../topology/model.ts';
import { type Bus, buses as busesOf, type Tap } from './buses.ts';
import { cardsOf, layCards, shownCards } from './cards.ts';
import { widthsOf } from './columns.ts';
import { foldingOf } from './folding.ts';
import { type Furniture, furnish } from './furnish.ts';
import { Grids } from './grids.ts';
import { append } from './lists.ts';
import { size } from './metrics.ts';
import { type Plan, plan as planOf } from './plan.ts';
import { type Placed, railOf, type Taken } from './rails.ts';
import { type Interval, packLanes, routesOf, type Start } from './routes.ts';
import { type RegionRows, rowsOf } from './rows.ts';
import type { Box, Fold, Kept, Scene } from './scene.ts';
import { seat } from './seating.ts';
import { lanesByFloor, stripHeight, stripsOf } from './strip.ts';

/** Channels of lines keep this much from the boxes beside them. */
const channelPadding = 12;
const leastCardHeight = 420;

/** What may be arranged in another way than by default. */
export interface Arrangement {
  /** How many sites stand beside each other at most: 1 puts them on top of each other. */
  readonly sites?: number;
  /** Times as many machines in a row. */
  readonly breadth?: number;
}

export interface LayoutOptions extends Arrangement {
  /** Ids of hosts, clusters, sites and modes of services whose content is shown although counts stand in for that of others. */
  readonly expanded?: readonly Id[] | undefined;
  /** From how many boxes on counts stand in (1,500). */
  readonly most?: number | undefined;
  /** How the picture before was arranged: what can stay does. */
  readonly before?: Kept | undefined;
}

export function layout(topology: Topology, options: LayoutOptions = {}): Scene {
  const { breadth = 1, expanded, most, before } = options;
  const folding = foldingOf(topology, { expanded, most, before });
  // rows of another breadth are no measure for these
  const grids = new Grids(breadth, before?.breadth === breadth ? before.grids : {});
  const plan = planOf(topology, folding, grids);
  const carded = cardsOf(topology, plan.framed);
  const seating = seat(plan, shownCards(carded, folding));
  const buses = busesOf(plan, before?.colours);
  const rows = rowsOf(plan, seating, buses);
  const widths = widthsOf(plan, seating, buses);
  const sites = Math.max(1, Math.min(plan.regions.length, options.sites ?? sitesInRow(plan.regions.length)));
  const floors = floorsOf(plan, buses.all, rows, sites);
  const tallest = floors.at(-1)?.bottom ?? 0;
  const limit = steadyLimit(Math.max(tallest, leastCardHeight), before?.cards);
  const cards = layCards(topology, carded, folding, limit);

  // ---- from left to right
  const routed = new Set(seating.homesOf.keys());
  const reach = columnsReached(rows, seating.homesOf, floors, sites);
  const starts = new Map<Id, { x: number; y: number; channel: number; beside: boolean }>();
  const zones: Map<Id, number>[] = [];
  const cardBoxes: Box[] = [];
  const cardFolds: Fold[] = [];
  const firstThreads = [...reach.values()].flatMap((columns) => columns.get(0) ?? []).sort((a, b) => a - b);
  let x = size.margin;
  cards.columns.forEach((column, index) => {
    const beside = index === cards.columns.length - 1;
    const right = x + cards.width;
    for (const box of column) cardBoxes.push({ ...box, x: box.x + x });
    for (const fold of cards.folds[index] ?? []) cardFolds.push({ ...fold, x: fold.x + x });
    const own = column.filter((box) => routed.has(box.id));
    const exits = new Map(own.map((box) => [box.id, exitOf(box, beside ? firstThreads : [])] as const));
    const intervals = own.map((box): Interval => {
      const middle = exits.get(box.id) ?? box.y;
      const first = reach.get(box.id)?.get(0);
      const farther = !beside || [...(reach.get(box.id)?.keys() ?? [])].some((region) => region > 0);
      const ys = [middle, ...(beside && first ? first : []), ...(farther ? [-1e6] : [])];
      return { id: box.id, ...spanOf(ys) };
    });
    if (beside) intervals.push(...arrivals(reach, 0, new Set(own.map((box) => box.id))));
    const packed = packLanes(intervals);
    // the first card's line is the rightmost: lines that leave further down do not cross it
    const xOf = (id: Id) => right + channelPadding + (packed.count - 1 - (packed.lanes.get(id) ?? 0)) * size.thread;
    for (const box of own)
      starts.set(box.id, { x: box.x + x + box.width, y: exits.get(box.id) ?? box.y, channel: xOf(box.id), beside });
    if (beside) zones[0] = new Map(intervals.map(({ id }) => [id, xOf(id)] as const));
    x = right + 2 * channelPadding + Math.max(0, packed.count - 1) * size.thread;
  });
  const placed: Placed[] = [];
  for (let column = 0; column < sites; column++) {
    const indices = rows.flatMap((_, index) => (index % sites === column ? [index] : []));
    const width = spanOf([0, ...indices.map((index) => widths[index]?.width ?? 0)]).to;
    if (column > 0) {
      const packed = packLanes(arrivals(reach, column, new Set()));
      zones[column] = new Map(
        [...packed.lanes].map(([id, lane]) => [id, x + channelPadding + lane * size.thread] as const),
      );
      x += 2 * channelPadding + Math.max(0, packed.count - 1) * size.thread;
    }
    for (const index of indices) {
      const [region, own] = [rows[index], widths[index]];
      const floor = Math.floor(index / sites);
      if (region && own) placed[index] = { rows: region, widths: { ...own, width }, left: x, top: 0, column, floor };
    }
    x += width;
  }

  // ---- above everything: lines that go to other regions
  const above = packLanes(crossings(starts, zones, reach));
  const head = size.margin + (above.count > 0 ? above.count * size.thread + 6 : 0);
  const topOf = (group: Id) => size.margin + (above.lanes.get(group) ?? 0) * size.thread;

  // ---- from top to bottom
  const regions = placed.map((region) => ({ ...region, top: head + (floors[region.floor]?.top ?? 0) }));
  const furniture: Furniture = {
    boxes: [],
    slots: [],
    seats: [],
    tags: [],
    folds: [],
    taps: new Map(),
    placeOf: new Map(),
  };
  const context = { plan, seating, buses };
  for (const region of regions) furnish(context, region.rows, region.widths, region.left, region.top, furniture);
  for (const box of cardBoxes) furniture.boxes.push({ ...box, y: box.y + head });
  for (const fold of cardFolds) furniture.folds.push({ ...fold, y: fold.y + head });
  const strips = stripsOf(
    topology,
    buses.all,
    regions,
    furniture.placeOf,
    floors.map(({ bottom }) => head + bottom),
  );

  const order = tapOrder(buses.tapsOf);
  const taken: Taken = new Map();
  // all drops from above first: those from below keep clear of them
  for (const tap of buses.all.flatMap((bus) => bus.taps)) {
    const from = furniture.taps.get(tap.owner)?.[order(tap)];
    const box = furniture.placeOf.get(tap.owner);
    if (from && box && from.y > box.y) {
      append(taken, `${tap.region}/${tap.gutter}`, from.x);
    }
  }
  const rails = buses.all.map((bus) => railOf(plan, bus, regions, furniture, order, taken, strips.joints.get(bus.id)));
  const lowered = new Map([...starts].map(([id, start]): [Id, Start] => [id, { ...start, y: start.y + head }]));
  const ways = routesOf(regions, { starts: lowered, zones, top: topOf });
  const lowest = Math.max(head + tallest, head + cards.height, strips.bottom);
  return {
    width: Math.max(x, strips.right) + size.margin,
    height: lowest + size.margin,
    boxes: furniture.boxes,
    rails,
    edges: strips.edges,
    slots: furniture.slots,
    seats: furniture.seats,
    rows: ways.rows,
    routes: ways.routes,
    tags: furniture.tags,
    folds: furniture.folds,
    kept: {
      sites,
      breadth,
      folding: folding.level,
      ...(folding.fixtures && { fixtures: true as const }),
      cards: limit,
      grids: grids.chosen,
      colours: buses.colours,
    },
  };
}

/** Where the line of a card leaves it: in its middle, or as near as keeps clear of lines that run beside it. */
function exitOf(box: Box, threads: readonly number[]): number {
  const middle = box.y + Math.min(box.height, size.cardHeight) / 2;
  const tries = [0, -6, 6, -11, 11, -16, 16].map((step) => middle + step);
  return tries.find((y) => distance(threads, y) >= 6) ?? middle;
}

/** How far the nearest of sorted numbers is. */
function distance(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  const [before = Number.NEGATIVE_INFINITY, after = Number.POSITIVE_INFINITY] = [sorted[low - 1], sorted[low]];
  return Math.min(wanted - before, after - wanted);
}

/** Least and greatest; of none nothing that meets anything. */
function spanOf(numbers: readonly number[]): { readonly from: number; readonly to: number } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const one of numbers) {
    if (one < from) from = one;
    if (one > to) to = one;
  }
  return { from, to };
}

/** The height of the column of services: as it was, where that is not far from what it would be. */
function steadyLimit(wanted: number, before: number | undefined): number {
  return before !== undefined && before >= wanted * 0.75 && before <= wanted * 1.33 ? before : wanted;
}

/** So many sites stand beside each other where nothing else is wanted: a few in a row, many in about a square. */
function sitesInRow(count: number): number {
  if (count <= 4) return count;
  // as even as the rows allow
  return Math.ceil(count / Math.ceil(count / Math.ceil(Math.sqrt(count * 1.5))));
}

/** Regions that stand beside each other: where they begin and end, below the top of the first. */
interface Floor {
  readonly top: number;
  readonly bottom: number;
}

/** Between floors is room for the lines that run along them. */
function floorsOf(plan: Plan, all: readonly Bus[], rows: readonly RegionRows[], sites: number): readonly Floor[] {
  const lanes = lanesByFloor(plan, all, (region) => Math.floor(region / sites));
  const floors: Floor[] = [];
  let top = 0;
  for (let start = 0; start < rows.length; start += sites) {
    const bottom = top + spanOf([0, ...rows.slice(start, start + sites).map((row) => row.height)]).to;
    floors.push({ top, bottom });
    top = bottom + (stripHeight(lanes[floors.length - 1] ?? 0) || 2 * size.gap);
  }
  return floors;
}

/** The ys of the threads of each group, by column of regions. */
type Reach = ReadonlyMap<Id, ReadonlyMap<number, readonly number[]>>;

function columnsReached(
  rows: readonly RegionRows[],
  homesOf: ReadonlyMap<Id, readonly Id[]>,
  floors: readonly Floor[],
  sites: number,
): Reach {
  const reach = new Map<Id, Map<number, number[]>>();
  for (const group of homesOf.keys()) reach.set(group, new Map());
  rows.forEach((region, index) => {
    const column = index % sites;
    const top = floors[Math.floor(index / sites)]?.top ?? 0;
    for (const row of region.rows) {
      for (const [group, y] of row.threads) {
        const known = reach.get(group);
        if (known) append(known, column, y + top);
      }
    }
  });
  return reach;
}

/** Lines that come down from above into a region, but for those that start beside it. */
function arrivals(reach: Reach, region: number, without: ReadonlySet<Id>): Interval[] {
  const found: Interval[] = [];
  for (const [id, regions] of reach) {
    const ys = regions.get(region);
    if (ys && !without.has(id)) found.push({ id, from: -1e6, to: spanOf(ys).to });
  }
  return found;
}

/** Lines along the top, with the xs between which they run. */
function crossings(
  starts: ReadonlyMap<Id, Start>,
  zones: readonly ReadonlyMap<Id, number>[],
  reach: Reach,
): Interval[] {
  const found: Interval[] = [];
  for (const [id, start] of starts) {
    const xs = [...(reach.get(id)?.keys() ?? [])].flatMap((region) =>
      region === 0 && start.beside ? [] : (zones[region]?.get(id) ?? []),
    );
    if (xs.length > 0) found.push({ id, ...spanOf([start.channel, ...xs]) });
  }
  return found;
}

/** The rank of a tap among those of its box. */
function tapOrder(tapsOf: ReadonlyMap<Id, readonly Tap[]>): (tap: Tap) => number {
  const ranks = new Map<Tap, number>();
  for (const taps of tapsOf.values()) for (const [index, tap] of taps.entries()) ranks.set(tap, index);
  return (tap) => ranks.get(tap) ?? 0;
}
