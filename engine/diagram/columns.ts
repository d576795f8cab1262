/** Widths: how wide every region is and where its columns, labels and vertical lines lie. */
import type { Id } from '../topology/model.ts';
import { type Bus, type Buses, busLabel } from './buses.ts';
import { clamp, font, size, textWidth } from './metrics.ts';
import type { Band, Fixture, Group, Metal, Plan, Region } from './plan.ts';
import type { Seating } from './seating.ts';
import { clusterDetail, endpointDetail, failoverClusterDetail, metalDetail, storageDetail, vmDetail } from './words.ts';

/** Widths inside a region; x is relative to its left edge. */
export interface RegionWidths {
  readonly content: number;
  /** Width of every host and server. */
  readonly column: number;
  /** Right end of the labels of rails, left end of the rails. */
  readonly label: number;
  readonly width: number;
  readonly contentWidth: number;
  /** x of the trunk of every rail that has one here. */
  readonly trunks: ReadonlyMap<Id, number>;
  /** How many lines of groups stand side by side in a host. */
  readonly threads: number;
  /** Width of the frames whose machines are counted. */
  readonly folded: number;
}

const widestLabel = 120;
/** A count that stands in no host. */
export const countedWidth = 150;
/** Widths grow in steps, so that a longer name seldom moves what stands beside. */
const widthStep = 24;
const labelStep = 20;
const trunkStep = 9;
/** Lines of groups beyond this number share their place in a host. */
const mostThreadsInHost = 3;

export function widthsOf(plan: Plan, seating: Seating, buses: Buses): readonly RegionWidths[] {
  const homes = groupsByHome(seating);
  return plan.regions.map((region, index) => {
    const here = buses.all.filter((bus) => bus.stretches.some((at) => at.region === index));
    const machines = machinesOf(region);
    const threads = Math.min(mostThreadsInHost, Math.max(0, ...machines.map((one) => homes.get(one.id) ?? 0)));
    const column = columnWidth(plan, seating, buses, machines, threads);
    const labels = Math.max(
      0,
      ...here.map((bus) => Math.ceil(textWidth(busLabel(plan, bus, index), font.label) * font.bold)),
    );
    const padding = region.site ? size.sitePadding : 0;
    const label = padding + Math.min(widestLabel, stepped(labels, labelStep));
    const content = here.length > 0 ? label + 18 : padding;
    const folded = foldedWidth(plan, buses, region, column);
    const sizes = { column, folded };
    const contentWidth = Math.max(
      ...region.bands.map((band) => bandWidth(plan, buses, band, sizes, indentOf(region))),
      titleWidth(region),
      60,
    );
    const right = content + contentWidth;
    const { trunks, end } = trunksOf(here, index, right + 12);
    const width = (trunks.size > 0 ? end : right) + padding;
    return { content, column, label, width, contentWidth, trunks, threads, folded };
  });
}

function stepped(width: number, step: number): number {
  return Math.ceil(width / step) * step;
}

/** What a seat may have to say: its position in the text, or another in a run. */
function longer(one: string, other: string): string {
  return one.length > other.length && one !== 'possible owner' ? one : other;
}

function machinesOf(region: Region): readonly Metal[] {
  return region.bands.flatMap((band) =>
    band.kind === 'machines' ? band.groups.flatMap((group) => group.machines) : [],
  );
}

function groupsByHome(seating: Seating): ReadonlyMap<Id, number> {
  const times = new Map<readonly Id[], number>();
  for (const homes of seating.homesOf.values()) times.set(homes, (times.get(homes) ?? 0) + 1);
  const counts = new Map<Id, number>();
  for (const [homes, count] of times) for (const home of homes) counts.set(home, (counts.get(home) ?? 0) + count);
  return counts;
}

function titleWidth(region: Region): number {
  return region.site ? textWidth(region.site.name, font.name) + 20 : 0;
}

/** All hosts and servers of a region are equally wide, so that they stand in columns. */
function columnWidth(plan: Plan, seating: Seating, buses: Buses, machines: readonly Metal[], threads: number): number {
  const inset = 2 * size.boxPadding + threadMargin(threads);
  let widest = 0;
  for (const machine of machines) {
    const texts = [
      textWidth(machine.name, font.name) * font.bold + 18,
      textWidth(metalDetail(machine) ?? '', font.detail),
    ];
    for (const vm of seating.vmsOn.get(machine.id) ?? []) {
      texts.push(textWidth(vm.name, font.name) + 30, textWidth(vmDetail(vm) ?? '', font.detail) + 30);
      for (const seat of seating.seatsOf.get(vm.id) ?? [])
        texts.push(textWidth(`${seat.name} standby`, font.detail) + 30);
    }
    if (machine.kind === 'server') {
      for (const seat of seating.seatsOf.get(machine.id) ?? [])
        texts.push(textWidth(`${seat.name} ${longer(seat.position, 'standby')}`, font.label) + 44);
    }
    const tags = plan.tags.get(machine.id) ?? [];
    texts.push(tags.reduce((sum, tag) => sum + tagWidth(tag.name) + 4, 0));
    texts.push((buses.tapsOf.get(machine.id)?.length ?? 0) * size.tap);
    widest = Math.max(widest, ...texts);
  }
  const taps = Math.max(0, ...machines.map((machine) => buses.tapsOf.get(machine.id)?.length ?? 0));
  return Math.ceil(Math.max(clamp(stepped(widest + inset, widthStep), 120, 216), taps * size.tap + inset));
}

/** Machines without a frame stand in line with those in the frames of their region. */
export function indentOf(region: Region): number {
  const framed = region.bands.some((band) => band.kind === 'machines' && band.groups.some((group) => group.frame));
  return framed ? size.framePadding : 0;
}

/** What the lines of groups take at the right edge of a host. */
export function threadMargin(threads: number): number {
  return threads === 0 ? 0 : 6 + threads * 5;
}

export function tagWidth(name: string): number {
  return Math.min(90, textWidth(name, 9.5) + 20);
}

export function fixtureWidth(plan: Plan, buses: Buses, fixture: Fixture): number {
  const tags = (plan.tags.get(fixture.id) ?? []).reduce((sum, tag) => sum + tagWidth(tag.name) + 4, 0);
  const text = Math.max(
    textWidth(fixture.name, font.name) + 16,
    textWidth(fixtureDetail(fixture), font.detail),
    tags,
    // what an endpoint says in a run: `out, calls dropped`
    fixture.kind === 'endpoint' ? textWidth('out, calls dropped', font.detail) : 0,
  );
  const taps = (buses.tapsOf.get(fixture.id)?.length ?? 0) * size.tap + 20;
  return Math.max(clamp(stepped(text + 46, widthStep), 120, 216), taps);
}

export function fixtureDetail(fixture: Fixture): string {
  if (fixture.kind === 'endpoint') return endpointDetail(fixture);
  return fixture.kind === 'switch' ? 'switch' : storageDetail(fixture);
}

type Sizes = Pick<RegionWidths, 'column' | 'folded'>;

export function groupWidth(plan: Plan, group: Group, { column, folded }: Sizes): number {
  if (isFolded(plan, group)) return folded;
  const count = Math.max(1, group.machines.length);
  const machines = count * column + (count - 1) * size.gap;
  if (!group.frame) return machines;
  return Math.max(machines, headerWidth(plan, group)) + 2 * size.framePadding;
}

function isFolded({ folding }: Plan, { frame }: Group): boolean {
  return frame !== undefined && folding.clusters.has(frame.id);
}

/** Clusters whose hosts are counted stand in columns too. */
function foldedWidth(plan: Plan, buses: Buses, region: Region, column: number): number {
  let widest = 0;
  for (const band of region.bands) {
    if (band.kind !== 'machines') continue;
    for (const group of band.groups) {
      if (!group.frame || !isFolded(plan, group)) continue;
      const taps = (buses.tapsOf.get(group.frame.id)?.length ?? 0) * size.tap;
      widest = Math.max(widest, column, taps, headerWidth(plan, group));
    }
  }
  return widest === 0 ? 0 : stepped(widest, widthStep) + 2 * size.framePadding;
}

function headerWidth(plan: Plan, group: Group): number {
  const { frame } = group;
  if (!frame) return 0;
  const detail = frame.kind === 'cluster' ? clusterDetail(frame) : failoverClusterDetail(plan.topology, frame);
  return Math.min(300, 34 + textWidth(frame.name, font.name) * font.bold + textWidth(detail ?? '', font.detail));
}

function bandWidth(plan: Plan, buses: Buses, band: Band, sizes: Sizes, indent: number): number {
  if (band.kind === 'machines') {
    const start = band.groups[0]?.frame ? 0 : indent;
    return band.groups.reduce((sum, group) => sum + groupWidth(plan, group, sizes) + size.gap, start - size.gap);
  }
  if (band.kind === 'counted') return band.counted.length * (countedWidth + size.gap) - size.gap;
  if (band.counted.length > 0) return band.counted.length * (countedWidth + size.gap) - size.gap;
  return band.fixtures.reduce((sum, one) => sum + fixtureWidth(plan, buses, one) + size.gap, -size.gap);
}

/**
 * A rail has a trunk here where it has branches in several gutters, goes on to another region, or a link ends on it. Right
 * of it is room for the lines of its links.
 */
function trunksOf(
  here: readonly Bus[],
  region: number,
  from: number,
): { trunks: ReadonlyMap<Id, number>; end: number } {
  const trunks = new Map<Id, number>();
  let end = from;
  for (const bus of here.toReversed()) {
    if (bus.stretches.length < 2 && (bus.links === 0 || bus.kind !== 'network')) continue;
    trunks.set(bus.id, end);
    end += trunkStep * (isLast(bus, region) ? Math.max(1, bus.links) : 1);
  }
  return { trunks, end };
}

/** Whether links leave a rail in this region: in the last in which it stands. */
function isLast(bus: Bus, region: number): boolean {
  return bus.kind === 'network' && bus.stretches.at(-1)?.region === region;
}

/** How far right of its trunk the line of a rail's link number `index` goes down. */
export function riserOffset(index: number): number {
  return index * trunkStep;
}
