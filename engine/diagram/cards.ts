/** The column of what users need: a card a service, a frame around the cards of a service that is made of services. */
import { find } from '../topology/lookup.ts';
import type { FailoverCluster, Id, Service, Topology } from '../topology/model.ts';
import { type Folding, modeId } from './folding.ts';
import { append } from './lists.ts';
import { clamp, font, size, textWidth } from './metrics.ts';
import { positionsOf } from './positions.ts';
import { quorumOf, quorumWords } from './quorum.ts';
import type { Box, Fold } from './scene.ts';
import { serviceDetail } from './words.ts';

export type Carded = Service | FailoverCluster;

export interface CardColumns {
  /** Relative to the column's left edge and to the top of the regions. */
  readonly columns: readonly (readonly Box[])[];
  /** Services that are counted, by column. */
  readonly folds: readonly (readonly Fold[])[];
  readonly width: number;
  readonly height: number;
}

interface Item {
  readonly of: Carded;
  /** What it is in the service in whose frame it stands. */
  readonly role?: string;
  readonly note?: string;
  readonly children: readonly Item[];
}

/** Services, and the failover clusters that are not drawn as frames around their nodes. */
export function cardsOf(topology: Topology, framed: ReadonlySet<Id>): readonly Carded[] {
  return [...topology.failoverClusters.filter((cluster) => !framed.has(cluster.id)), ...topology.services];
}

/** Those that are not counted. */
export function shownCards(cards: readonly Carded[], folding: Folding): readonly Carded[] {
  if (folding.services.size === 0) return cards;
  const folded = new Set([...folding.services.values()].flat());
  return cards.filter((card) => !folded.has(card.id));
}

/** Lays the cards out in columns that are no higher than `limit` where that is possible; behind them what is counted. */
export function layCards(topology: Topology, cards: readonly Carded[], folding: Folding, limit: number): CardColumns {
  const items = nest(topology, shownCards(cards, folding));
  const counted = [...folding.services].map(([mode, ids]) => ({
    of: modeId(mode),
    kind: 'service' as const,
    ids,
    name: `${ids.length} × ${mode}`,
  }));
  const widest = items.reduce((most, item) => Math.max(most, widthOf(item)), counted.length > 0 ? countWidth : 0);
  // in steps, so that a longer name seldom moves everything
  const width = clamp(Math.ceil(widest / 20) * 20, 160, 260);
  const columns: Box[][] = [];
  const folds: Fold[][] = [];
  let y = 0;
  let height = 0;
  /** Where the next card of a height begins: below the last, or in a column of its own. */
  const next = (needed: number): number => {
    if (columns.length === 0 || (y > 0 && y + needed > limit)) {
      columns.push([]);
      folds.push([]);
      y = 0;
    }
    const top = y;
    y += needed + size.cardGap;
    height = Math.max(height, y - size.cardGap);
    return top;
  };
  for (const item of items) {
    const top = next(heightOf(item));
    place(item, 0, top, width, undefined, columns.at(-1) ?? []);
  }
  for (const one of counted) {
    const top = next(size.cardHeight);
    folds.at(-1)?.push({ ...one, x: 0, y: top, width, height: size.cardHeight });
  }
  return { columns: withModes(columns, topology, folding), folds, width: columns.length > 0 ? width : 0, height };
}

/** Cards that would be counted know with which others they were opened. */
function withModes(columns: readonly (readonly Box[])[], topology: Topology, { opened }: Folding) {
  if (opened.size === 0) return columns;
  return columns.map((column) =>
    column.map((box): Box => {
      const mode = find(topology, 'service', box.id)?.mode;
      return mode && opened.has(modeId(mode)) ? { ...box, openedAs: modeId(mode) } : box;
    }),
  );
}

/** Puts a service that is a member of another into the first that names it. A ring of services is cut where it closes. */
function nest(topology: Topology, cards: readonly Carded[]): readonly Item[] {
  const inside = new Map<Id, Id>();
  const roles = new Map<Id, string>();
  for (const card of cards) {
    for (const { member, position } of positionsOf(topology, card.id)) {
      if (!find(topology, 'service', member) || inside.has(member) || leadsTo(inside, card.id, member)) continue;
      inside.set(member, card.id);
      roles.set(member, position);
    }
  }
  const childrenOf = new Map<Id, Carded[]>();
  for (const card of cards) {
    const parent = inside.get(card.id);
    if (parent !== undefined) append(childrenOf, parent, card);
  }
  const item = (of: Carded): Item => {
    const role = roles.get(of.id);
    const note = noteOf(of, (id) => topology.elements.get(id)?.name ?? id);
    return { of, children: (childrenOf.get(of.id) ?? []).map(item), ...said({ role, note }) };
  };
  return cards.filter((card) => !inside.has(card.id)).map(item);
}

function leadsTo(inside: ReadonlyMap<Id, Id>, from: Id, to: Id): boolean {
  for (let at: Id | undefined = from; at !== undefined; at = inside.get(at)) if (at === to) return true;
  return false;
}

/** What a count with its states takes. */
const countWidth = 200;
const framePadding = 8;
const frameHeader = size.cardHeight;

function heightOf(item: Item): number {
  if (item.children.length === 0) return size.cardHeight;
  const inner = item.children.reduce((sum, child) => sum + heightOf(child) + framePadding, 0);
  return frameHeader + inner;
}

function widthOf(item: Item): number {
  const own = Math.max(
    textWidth(item.of.name, font.name) * font.bold + 44,
    textWidth(detailOf(item.of) ?? '', font.detail) + 40,
    Math.min(240, textWidth(item.note ?? '', font.detail) + 40),
  );
  return Math.max(own, ...item.children.map((child) => widthOf(child) + 2 * framePadding));
}

function detailOf(card: Carded): string | undefined {
  if (card.kind === 'service') return serviceDetail(card);
  const quorum = quorumOf(card);
  return quorum ? quorumWords(quorum, undefined).votes : 'failover cluster';
}

/** Without what is not said. */
function said<T extends object>(words: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined)) as never;
}

/** What it needs, else what it is. */
function noteOf(card: Carded, nameOf: (id: Id) => string): string | undefined {
  if (card.kind !== 'service') {
    const quorum = quorumOf(card);
    return quorum && quorumWords(quorum, undefined).majority;
  }
  return card.needs.length > 0 ? `needs ${card.needs.map(nameOf).join(', ')}` : card.product?.title;
}

function place(item: Item, x: number, y: number, width: number, parent: Id | undefined, into: Box[]): void {
  const { of, role, note } = item;
  const quorum = of.kind === 'failover-cluster' ? quorumOf(of) : undefined;
  const frame = item.children.length > 0;
  into.push({
    id: of.id,
    kind: of.kind,
    name: of.name,
    detail: detailOf(of),
    ...said({ role, note }),
    x,
    y,
    width,
    height: heightOf(item),
    ...(parent !== undefined && { parent }),
    ...(quorum && { quorum }),
    ...(frame && { frame }),
  });
  let inner = y + frameHeader;
  for (const child of item.children) {
    place(child, x + framePadding, inner, width - 2 * framePadding, of.id, into);
    inner += heightOf(child) + framePadding;
  }
}
