/** Boxes of one region: its frame, clusters, machines with what is in them, fixtures; and where each line leaves. */
import type { Id } from '../topology/model.ts';
import { type Buses, colourCount } from './buses.ts';
import {
  countedWidth,
  fixtureDetail,
  fixtureWidth,
  groupWidth,
  indentOf,
  type RegionWidths,
  tagWidth,
  threadMargin,
} from './columns.ts';
import { fixturesId } from './folding.ts';
import { size } from './metrics.ts';
import type { Counted, Fixture, Group, Metal, Plan } from './plan.ts';
import { quorumOf } from './quorum.ts';
import { chipHeight, countedIn, headHeight, type RegionRows, type Row } from './rows.ts';
import type { Box, Fold, Rectangle, Seat, Slot, Tag } from './scene.ts';
import type { Seating } from './seating.ts';
import { clusterDetail, countName, endpointNote, failoverClusterDetail, metalDetail, vmDetail } from './words.ts';

/** What furnishing fills. All lists in drawing order: frames first. */
export interface Furniture {
  readonly boxes: Box[];
  readonly slots: Slot[];
  readonly seats: Seat[];
  readonly tags: Tag[];
  readonly folds: Fold[];
  /** Where a tap leaves its box, by `owner` and place in the owner's list. */
  readonly taps: Map<Id, readonly { readonly x: number; readonly y: number }[]>;
  readonly placeOf: Map<Id, Rectangle>;
}

export interface Context {
  readonly plan: Plan;
  readonly seating: Seating;
  readonly buses: Buses;
}

export function furnish(
  context: Context,
  rows: RegionRows,
  widths: RegionWidths,
  left: number,
  top: number,
  into: Furniture,
): void {
  const { site } = rows.region;
  if (site) {
    add(into, {
      id: site.id,
      kind: 'site',
      name: site.name,
      x: left,
      y: top,
      width: widths.width,
      height: rows.height,
      frame: true,
      ...openedAs(context.plan, site.id),
    });
  }
  const origin = { x: left + widths.content, y: top };
  for (const row of rows.rows) {
    let x = origin.x;
    if (row.band.kind === 'machines') {
      if (!row.band.groups[0]?.frame) x += indentOf(rows.region);
      for (const group of row.band.groups) {
        const width = groupWidth(context.plan, group, widths);
        furnishGroup(context, rows, row, group, widths, { x, y: top, width }, into);
        x += width + size.gap;
      }
    } else {
      for (const one of row.band.counted) {
        const place = { x, y: top + row.boxes, width: countedWidth };
        addCount(one, place, into);
        if (row.band.kind === 'fixtures' && one.kind !== 'link') furnishTaps(context, one.of, place, into);
        x += countedWidth + size.gap;
      }
      if (row.band.kind === 'counted') continue;
      for (const fixture of row.band.fixtures) {
        const width = fixtureWidth(context.plan, context.buses, fixture);
        furnishFixture(context, fixture, { x, y: top + row.boxes, width, height: row.height }, site?.id, into);
        x += width + size.gap;
      }
    }
  }
}

function add(into: Furniture, box: Box): void {
  into.boxes.push(box);
  into.placeOf.set(box.id, box);
}

function furnishGroup(
  context: Context,
  rows: RegionRows,
  row: Row,
  group: Group,
  widths: RegionWidths,
  at: { readonly x: number; readonly y: number; readonly width: number },
  into: Furniture,
): void {
  const { frame } = group;
  const site = rows.region.site?.id;
  if (frame && group.first) {
    const last = rows.rows.find(
      (one) => one.band.kind === 'machines' && one.band.groups.some((other) => other.frame === frame && other.last),
    );
    const detail =
      frame.kind === 'cluster' ? clusterDetail(frame) : failoverClusterDetail(context.plan.topology, frame);
    const height = (last ?? row).bottom - row.top;
    const { id, kind, name } = frame;
    const quorum = frame.kind === 'failover-cluster' ? quorumOf(frame) : undefined;
    add(into, {
      id,
      kind,
      name,
      ...said(detail),
      x: at.x,
      y: at.y + row.top,
      width: at.width,
      height,
      frame: true,
      ...inside(site),
      ...(quorum && { quorum }),
      ...openedAs(context.plan, id),
    });
    let y = at.y + row.boxes;
    for (const one of countedIn(context.plan, id)) {
      addCount(one, { x: at.x + size.framePadding, y, width: at.width - 2 * size.framePadding }, into);
      y += size.chipHeight + size.chipGap;
    }
    const taps = context.buses.tapsOf.get(id) ?? [];
    const below = at.y + row.top + height;
    if (taps.length > 0)
      into.taps.set(
        id,
        taps.map((_, index) => ({ x: at.x + size.framePadding + 4 + index * size.tap, y: below })),
      );
  }
  let x = at.x + (frame ? size.framePadding : 0);
  for (const machine of group.machines) {
    const place = { x, y: at.y + row.boxes, width: widths.column, height: row.height };
    furnishMachine(context, machine, place, frame?.id ?? site, widths.threads, into);
    x += widths.column + size.gap;
  }
}

function addCount({ of, kind, ids }: Counted, at: Omit<Rectangle, 'height'>, into: Furniture): void {
  into.folds.push({ of, kind, ids, name: countName(kind, ids.length), ...at, height: size.chipHeight });
}

/** A box that can be folded again. */
function openedAs({ folding }: Plan, id: Id): { opened?: true } {
  return folding.opened.has(id) ? { opened: true } : {};
}

function votesIn({ votes }: Plan, id: Id): { votes?: readonly Id[] } {
  const own = votes.get(id);
  return own ? { votes: own } : {};
}

function said(detail: string | undefined): { detail?: string } {
  return detail === undefined ? {} : { detail };
}

function inside(parent: Id | undefined): { parent?: Id } {
  return parent === undefined ? {} : { parent };
}

function furnishMachine(
  { plan, seating, buses }: Context,
  machine: Metal,
  place: Rectangle,
  parent: Id | undefined,
  threads: number,
  into: Furniture,
): void {
  const { id, kind, name } = machine;
  const x = place.x + size.boxPadding;
  const width = place.width - 2 * size.boxPadding - threadMargin(threads);
  add(into, {
    id,
    kind,
    name,
    ...said(metalDetail(machine)),
    ...place,
    frame: true,
    room: width,
    ...inside(parent),
    ...votesIn(plan, id),
    ...openedAs(plan, id),
  });
  let y = place.y + headHeight(plan, machine);
  if (plan.tags.has(id)) addTags(plan, id, x, y - size.tagLine - 2, width, into);
  if (machine.kind === 'server') {
    for (const seat of seating.seatsOf.get(id) ?? []) {
      into.seats.push({ ...seat, at: { x, y, width, height: size.seatHeight } });
      y += size.seatHeight + 4;
    }
  } else {
    const chip = chipHeight(seating, id);
    for (const vm of seating.vmsOn.get(id) ?? []) {
      const copyOn = vm.ft?.secondary;
      const detail = vmDetail(vm);
      const votes = plan.votes.get(vm.id);
      // the most of all boxes: without copies on the way
      const at = { x, y, width, height: chip, parent: id };
      const box: Changeable<Box> =
        detail === undefined
          ? { id: vm.id, kind: 'vm', name: vm.name, ...at }
          : { id: vm.id, kind: 'vm', name: vm.name, detail, ...at };
      if (copyOn !== undefined) box.copyOn = copyOn;
      if (votes) box.votes = votes;
      add(into, box);
      for (const seat of seating.seatsOf.get(vm.id) ?? []) into.seats.push(seat);
      y += chip + size.chipGap;
    }
    for (const one of countedIn(plan, id)) {
      addCount(one, { x, y, width }, into);
      y += size.chipHeight + size.chipGap;
    }
    for (let slot = seating.slotsOn.get(id) ?? 0; slot > 0; slot--) {
      into.slots.push({ host: id, x, y, width, height: chip });
      y += chip + size.chipGap;
    }
  }
  const bottom = place.y + place.height;
  const taps = buses.tapsOf.get(id) ?? [];
  into.taps.set(
    id,
    taps.map((_, index) => ({ x: x + 4 + index * size.tap, y: bottom })),
  );
  addPins(
    plan,
    machine,
    taps.map((tap) => tap.element),
    x,
    bottom,
    into,
  );
}

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/** An adapter is a small plug at the lower edge; as wide as it has rails. */
function addPins(
  { topology }: Plan,
  machine: Metal,
  elements: readonly Id[],
  x: number,
  bottom: number,
  into: Furniture,
): void {
  for (const id of machine.adapters) {
    const adapter = topology.elements.get(id);
    const first = elements.indexOf(id);
    if (!adapter || first < 0) continue;
    const count = elements.lastIndexOf(id) - first + 1;
    add(into, {
      id,
      kind: 'adapter',
      name: adapter.name,
      x: x + first * size.tap,
      y: bottom - size.pin,
      width: (count - 1) * size.tap + size.pin,
      height: size.pin,
      parent: machine.id,
    });
  }
}

function addTags(plan: Plan, owner: Id, left: number, y: number, width: number, into: Furniture): void {
  let x = left;
  for (const tag of plan.tags.get(owner) ?? []) {
    const own = Math.min(tagWidth(tag.name), left + width - x);
    if (own < 16) return;
    const colour = (plan.rankOf.get(tag.id) ?? 0) % colourCount;
    into.tags.push({
      id: tag.id,
      kind: tag.kind,
      name: tag.name,
      owner,
      colour,
      x,
      y,
      width: own,
      height: size.tagHeight,
    });
    x += own + 4;
  }
}

function furnishFixture(
  { plan, buses }: Context,
  fixture: Fixture,
  place: Rectangle,
  site: Id | undefined,
  into: Furniture,
): void {
  const { id, kind, name } = fixture;
  const note = fixture.kind === 'endpoint' ? endpointNote(plan.topology, fixture) : undefined;
  add(into, {
    id,
    kind,
    name,
    detail: fixtureDetail(fixture),
    ...(note !== undefined && { note }),
    ...place,
    ...inside(site),
    ...votesIn(plan, id),
    ...(plan.folding.fixtures && plan.folding.open.has(fixturesId(kind, site)) && { openedAs: fixturesId(kind, site) }),
  });
  if (plan.tags.has(id)) addTags(plan, id, place.x + 34, place.y + 40, place.width - 42, into);
  furnishTaps({ buses }, id, place, into);
}

/** Lines leave upward, from the middle; of many no wider than the box. */
function furnishTaps(
  { buses }: Pick<Context, 'buses'>,
  id: Id,
  place: Omit<Rectangle, 'height'>,
  into: Furniture,
): void {
  const taps = buses.tapsOf.get(id) ?? [];
  const step = Math.min(size.tap, (place.width - 12) / Math.max(1, taps.length));
  into.taps.set(
    id,
    taps.map((_, index) => ({ x: place.x + place.width / 2 + (index - (taps.length - 1) / 2) * step, y: place.y })),
  );
}
