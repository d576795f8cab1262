/** Heights: how tall every band and gutter is, and at which y it lies. Zero is the top of the regions. */
import type { Host, Id } from '../topology/model.ts';
import type { Bus, Buses } from './buses.ts';
import { append } from './lists.ts';
import { size } from './metrics.ts';
import type { Band, Counted, Fixture, Metal, Plan, Region, RowAt } from './plan.ts';
import type { Seating } from './seating.ts';
import { metalDetail } from './words.ts';

export interface Row {
  readonly band: Band;
  /** Top of the frames, or of the boxes where the row has no frame. */
  readonly top: number;
  /** Redundancy groups that may have a member here, and the y of the line of each. */
  readonly threads: ReadonlyMap<Id, number>;
  /** Where the boxes begin, and how tall they are. */
  readonly boxes: number;
  readonly height: number;
  /** Bottom of the frames. */
  readonly bottom: number;
}

export interface Gutter {
  readonly top: number;
  readonly bottom: number;
  /** The y of every rail in it. */
  readonly lanes: ReadonlyMap<Id, number>;
}

export interface RegionRows {
  readonly region: Region;
  readonly rows: readonly Row[];
  /** Index 0 is the gutter above the first row. */
  readonly gutters: readonly Gutter[];
  readonly height: number;
}

/** Lines of groups in one row beyond this number share their place. */
const mostThreads = 12;

export function rowsOf(plan: Plan, seating: Seating, { all }: Buses): readonly RegionRows[] {
  const lanesAt = new Map<string, Id[]>();
  for (const bus of all) for (const at of bus.stretches) append(lanesAt, `${at.region}/${at.gutter}`, bus.id);
  const threadsAt = threadsByRow(plan, seating);
  return plan.regions.map((region, index) => {
    const gutters: Gutter[] = [];
    const rows: Row[] = [];
    let y = region.site ? size.siteHeader : 0;
    const gutter = (number: number) => {
      // nothing stands above the first row, nor below the last
      const empty = number < 0 ? 4 : number === region.bands.length - 1 ? 0 : size.gap;
      const made = gutterAt(y, lanesAt.get(`${index}/${number}`) ?? [], empty);
      gutters.push(made);
      y = made.bottom;
    };
    gutter(-1);
    region.bands.forEach((band, number) => {
      const row = rowAt(plan, seating, band, y, threadsAt.get(`${index}/${number}`) ?? []);
      rows.push(row);
      y = row.bottom;
      gutter(number);
    });
    return { region, rows, gutters, height: y + (region.site ? size.sitePadding : 0) };
  });
}

/** Which groups may have a member in which row. */
function threadsByRow(plan: Plan, seating: Seating): ReadonlyMap<string, readonly Id[]> {
  const threads = new Map<string, Id[]>();
  const rowsOfHomes = new Map<readonly Id[], ReadonlySet<RowAt>>();
  for (const [group, homes] of seating.homesOf) {
    let known = rowsOfHomes.get(homes);
    if (!known) {
      known = new Set(homes.flatMap((home) => plan.rowOf.get(home) ?? []));
      rowsOfHomes.set(homes, known);
    }
    for (const { region, band } of known) append(threads, `${region}/${band}`, group);
  }
  return threads;
}

function gutterAt(top: number, buses: readonly Bus['id'][], empty: number): Gutter {
  const lanes = new Map<Id, number>();
  if (buses.length === 0) return { top, bottom: top + empty, lanes };
  let y = top + size.gap + 2;
  for (const bus of buses) {
    lanes.set(bus, y);
    y += size.lane;
  }
  return { top, bottom: y - size.lane + size.gap + 4, lanes };
}

function rowAt(plan: Plan, seating: Seating, band: Band, top: number, groups: readonly Id[]): Row {
  if (band.kind === 'fixtures') {
    const height = band.counted.length > 0 ? countedHeight(1) + 4 : fixtureHeight(plan, band.fixtures);
    return { band, top, threads: new Map(), boxes: top, height, bottom: top + height };
  }
  if (band.kind === 'counted') {
    const height = countedHeight(1) + 4;
    return { band, top, threads: new Map(), boxes: top, height, bottom: top + height };
  }
  const framed = band.groups.some((group) => group.frame);
  const header = band.groups.some((group) => group.frame && group.first) ? size.frameHeader : framed ? 4 : 0;
  const threads = new Map<Id, number>();
  for (const [index, group] of groups.entries())
    threads.set(group, top + header + 4 + (index % mostThreads) * size.thread);
  const gutter = groups.length === 0 ? (framed ? 2 : 0) : Math.min(groups.length, mostThreads) * size.thread + 5;
  const machines = band.groups.flatMap((group) => group.machines);
  const heights = machines.map((machine) => machineHeight(plan, seating, machine));
  for (const { frame } of band.groups) if (frame) heights.push(countedHeight(countedIn(plan, frame.id).length));
  const height = Math.max(machines.length > 0 ? 44 : 0, ...heights);
  const boxes = top + header + gutter;
  return { band, top, threads, boxes, height, bottom: boxes + height + (framed ? size.framePadding : 0) };
}

/** Name, second line and tags. */
export function headHeight(plan: Plan, machine: Metal): number {
  const detail = metalDetail(machine) ? size.detailLine : 0;
  return size.nameLine + detail + (plan.tags.has(machine.id) ? size.tagLine : 0) + 4;
}

function machineHeight(plan: Plan, seating: Seating, machine: Metal): number {
  const head = headHeight(plan, machine);
  const seats = machine.kind === 'server' ? (seating.seatsOf.get(machine.id)?.length ?? 0) : 0;
  const chips = machine.kind === 'host' ? chipCount(seating, machine) : 0;
  const counted = countedHeight(countedIn(plan, machine.id).length);
  const inner = seats * (size.seatHeight + 4) + chips * (chipHeight(seating, machine.id) + size.chipGap) + counted;
  return head + inner + size.boxPadding + (machine.adapters.length > 0 ? 4 : 0);
}

function chipCount(seating: Seating, host: Host): number {
  const own = (seating.vmsOn.get(host.id)?.length ?? 0) + (seating.slotsOn.get(host.id) ?? 0);
  // a host that is folded needs no more than its count
  return own === 0 ? 0 : Math.max(own, seating.placesIn.get(host.cluster ?? '') ?? 0);
}

export function chipHeight(seating: Seating, host: Id): number {
  return seating.chipOn.get(host) ?? size.chipHeight;
}

export function countedIn(plan: Plan, box: Id): readonly Counted[] {
  return plan.counted.get(box) ?? [];
}

/** Counts stand on top of each other, like chips. */
function countedHeight(count: number): number {
  return count * (size.chipHeight + size.chipGap);
}

function fixtureHeight(plan: Plan, fixtures: readonly Fixture[]): number {
  const third = fixtures.some((one) => one.kind === 'endpoint' || plan.tags.has(one.id));
  return 44 + (third ? size.tagLine : 0);
}
