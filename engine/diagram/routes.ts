/** The lines of redundancy groups: from the card of a group along its thread to every host where a member may run. */
import type { Id } from '../topology/model.ts';
import { size } from './metrics.ts';
import type { Placed } from './rails.ts';
import type { Point, Rectangle, Route } from './scene.ts';
import type { Seating } from './seating.ts';

/** A card with routes: where it is, and the x of the vertical line beside its column. */
export interface Start {
  readonly x: number;
  readonly y: number;
  /** x of its line in the channel right of its column. */
  readonly channel: number;
  /** True where that channel is the one left of the first region. */
  readonly beside: boolean;
}

export interface Routing {
  readonly starts: ReadonlyMap<Id, Start>;
  /** x of the vertical line of each group left of each column of regions. */
  readonly zones: readonly ReadonlyMap<Id, number>[];
  /** y of each group's line above everything. */
  readonly top: (group: Id) => number;
}

export function routesOf(
  seating: Seating,
  regions: readonly Placed[],
  placeOf: ReadonlyMap<Id, Rectangle>,
  routing: Routing,
): readonly Route[] {
  const routes: Route[] = [];
  const rowsByHome = rowOfMachines(regions);
  for (const [group, homes] of seating.homesOf) {
    const start = routing.starts.get(group);
    if (!start) continue;
    for (const home of homes) {
      const at = rowsByHome.get(home);
      const box = placeOf.get(home);
      const zone = at && routing.zones[at.column]?.get(group);
      if (!at || !box || zone === undefined) continue;
      const x = box.x + box.width - 8 - ((at.rank.get(group) ?? 0) % Math.max(1, at.threads)) * 5;
      routes.push({
        group,
        host: home,
        points: way(start, zone, at.column === 0, at.y(group), x, box.y, routing.top(group)),
      });
    }
  }
  return routes;
}

function way(
  start: Start,
  zone: number,
  first: boolean,
  thread: number,
  x: number,
  end: number,
  top: number,
): readonly Point[] {
  const points: Point[] = [
    [start.x, start.y],
    [start.channel, start.y],
  ];
  if (!(first && start.beside)) points.push([start.channel, top], [zone, top]);
  points.push([zone, thread], [x, thread], [x, end]);
  return points;
}

interface Home {
  readonly column: number;
  readonly threads: number;
  readonly rank: ReadonlyMap<Id, number>;
  readonly y: (group: Id) => number;
}

function rowOfMachines(regions: readonly Placed[]): ReadonlyMap<Id, Home> {
  const found = new Map<Id, Home>();
  for (const placed of regions) {
    for (const row of placed.rows.rows) {
      if (row.band.kind !== 'machines') continue;
      const rank = new Map([...row.threads.keys()].map((group, index) => [group, index] as const));
      const home: Home = {
        column: placed.column,
        threads: placed.widths.threads,
        rank,
        y: (group) => placed.top + (row.threads.get(group) ?? 0),
      };
      for (const group of row.band.groups) for (const machine of group.machines) found.set(machine.id, home);
    }
  }
  return found;
}

export interface Interval {
  readonly id: Id;
  readonly from: number;
  readonly to: number;
}

/** Gives every interval the first lane in which it meets no other. Intervals that only touch share none. */
export function packLanes(intervals: readonly Interval[]): {
  readonly lanes: ReadonlyMap<Id, number>;
  readonly count: number;
} {
  const used: Interval[][] = [];
  const lanes = new Map<Id, number>();
  for (const interval of intervals) {
    let lane = used.findIndex((others) =>
      others.every((other) => other.to + size.thread < interval.from || interval.to + size.thread < other.from),
    );
    if (lane < 0) lane = used.push([]) - 1;
    used[lane]?.push(interval);
    lanes.set(interval.id, lane);
  }
  return { lanes, count: used.length };
}
