/** The lines of redundancy groups: from the card of a group to every row of hosts where a member may run. */
import type { Id } from '../topology/model.ts';
import { size } from './metrics.ts';
import type { Placed } from './rails.ts';
import type { Point, Route } from './scene.ts';

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

/** Rows of machines from the top, region by region, and the way of every group to each. */
export function routesOf(
  regions: readonly Placed[],
  routing: Routing,
): { readonly rows: readonly (readonly Id[])[]; readonly routes: readonly Route[] } {
  const routes: Route[] = [];
  const rows: (readonly Id[])[] = [];
  for (const placed of regions) {
    for (const { band, threads } of placed.rows.rows) {
      if (band.kind !== 'machines') continue;
      const row = rows.push(band.groups.flatMap((group) => group.machines.map((machine) => machine.id))) - 1;
      let rank = 0;
      for (const [group, thread] of threads) {
        const inset = 8 + (rank++ % Math.max(1, placed.widths.threads)) * 5;
        const start = routing.starts.get(group);
        const zone = routing.zones[placed.column]?.get(group);
        if (!start || zone === undefined) continue;
        const points = way(start, zone, placed.column === 0, placed.top + thread, routing.top(group));
        routes.push({ group, row, points, inset });
      }
    }
  }
  return { rows, routes };
}

function way(start: Start, zone: number, first: boolean, thread: number, top: number): readonly Point[] {
  const points: Point[] = [
    [start.x, start.y],
    [start.channel, start.y],
  ];
  if (!(first && start.beside)) points.push([start.channel, top], [zone, top]);
  points.push([zone, thread]);
  return points;
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
  const used: Lane[] = [];
  const lanes = new Map<Id, number>();
  // many begin at the same place, where each needs a lane of its own: those lanes are not looked at again for such
  const taken = new Map<number, Map<number, number>>();
  for (const interval of intervals) {
    let own = taken.get(interval.from);
    if (!own) {
      own = new Map();
      taken.set(interval.from, own);
    }
    let lane = nextLane(own, 0);
    for (let one = used[lane]; one && !isFree(one, interval); one = used[lane]) lane = nextLane(own, lane + 1);
    own.set(lane, lane + 1);
    const there = used[lane];
    if (there) {
      there.intervals.push(interval);
      there.from = Math.min(there.from, interval.from);
      there.to = Math.max(there.to, interval.to);
    } else used.push({ from: interval.from, to: interval.to, intervals: [interval] });
    lanes.set(interval.id, lane);
  }
  return { lanes, count: used.length };
}

/** The first lane from `start` on that is not taken. @param taken for each that is one that comes later */
function nextLane(taken: Map<number, number>, start: number): number {
  let lane = start;
  for (let next = taken.get(lane); next !== undefined; next = taken.get(lane)) lane = next;
  // the next time at once
  if (lane !== start) taken.set(start, lane);
  return lane;
}

/** A lane with the hull of what runs in it. */
interface Lane {
  from: number;
  to: number;
  readonly intervals: Interval[];
}

function isFree(lane: Lane, { from, to }: Interval): boolean {
  if (lane.to + size.thread < from || to + size.thread < lane.from) return true;
  for (const other of lane.intervals) {
    if (other.to + size.thread >= from && to + size.thread >= other.from) return false;
  }
  return true;
}
