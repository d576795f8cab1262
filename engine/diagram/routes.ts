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
  const lanes = new Map<Id, number>();
  // the hull of what runs in each lane: most intervals of a large topology meet most others, which is soon seen by these
  const froms: number[] = [];
  const tos: number[] = [];
  const inside: Interval[][] = [];
  for (const interval of intervals) {
    const from = interval.from - size.thread;
    const to = interval.to + size.thread;
    let lane = 0;
    for (; lane < froms.length; lane++) {
      if ((tos[lane] as number) < from || (froms[lane] as number) > to) break;
      const own = inside[lane] as Interval[];
      if (own.length > 1 && own.every((other) => other.to < from || other.from > to)) break;
    }
    froms[lane] = Math.min(froms[lane] ?? interval.from, interval.from);
    tos[lane] = Math.max(tos[lane] ?? interval.to, interval.to);
    const own = inside[lane];
    if (own) own.push(interval);
    else inside[lane] = [interval];
    lanes.set(interval.id, lane);
  }
  return { lanes, count: froms.length };
}
