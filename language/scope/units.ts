/**
 * The statements of a file by which it is linked: everything at top level, in a site or in a cluster. What an edit leaves
 * alone stays the same node (language/reparse), so that two states of a file differ in the units that are not in both.
 */
import type { AstNode, Reference } from 'langium';
import type { Cluster, Document, Item, Site } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';

const DOLLAR = '$'.charCodeAt(0);
/** Statements without names of others in them: half of a file. */
const plain: ReadonlySet<string> = new Set<Item['$type'] | 'Measure'>([
  'Measure',
  'MeasureProperty',
  'WordProperty',
  'TextProperty',
  'VersionProperty',
  'FlagProperty',
  'UnknownProperty',
]);

/** Whether what stands in a body are units of their own, where the body is that of the file or of a unit. */
export function isHolder(node: AstNode): node is Document | Site | Cluster {
  return node.$type === 'Document' || node.$type === 'Site' || node.$type === 'Cluster';
}

/** Shows every unit in a body, and those in the units. */
export function eachUnit(items: readonly Item[], see: (unit: Item) => void): void {
  for (const item of items) {
    see(item);
    if (isHolder(item)) eachUnit(itemsOf(item), see);
  }
}

/** Shows every reference that a unit makes itself; of a whole file those of all units when it is `deep`. */
export function eachReference(
  unit: AstNode,
  see: (reference: Reference, container: AstNode, property: string) => void,
  deep = false,
): void {
  const isShallow = !deep && isHolder(unit);
  const properties = unit as unknown as Record<string, unknown>;
  const value = (node: AstNode, property: string, each: unknown): void => {
    if (typeof each !== 'object' || each === null) return;
    if (Array.isArray(each)) for (const one of each) value(node, property, one);
    else if ('$refText' in each) see(each as Reference, node, property);
    else if ('$type' in each && !plain.has((each as AstNode).$type)) eachReference(each as AstNode, see, true);
  };
  for (const key in properties) {
    if (key.charCodeAt(0) !== DOLLAR && !(isShallow && key === 'items')) value(unit, key, properties[key]);
  }
}

/** The names by which others reach a unit or what stands in it. Adapters and resources are reached through their holder. */
export function namesOf(unit: Item): string[] {
  const names: string[] = [];
  const walk = (item: Item): void => {
    if ('name' in item && item.name && !ast.isNic(item) && !ast.isResource(item)) names.push(item.name);
    if (!isHolder(item)) for (const inner of itemsOf(item)) walk(inner);
  };
  walk(unit);
  return names;
}

const meanings = new WeakMap<Item, object>();

/**
 * The same object as long as a linked unit means the same: neither it nor anything that it leads to by names has changed.
 * What refers to it, what stands around it and where it stands may have.
 */
export function meaningOf(unit: Item): object {
  const meaning = meanings.get(unit) ?? {};
  meanings.set(unit, meaning);
  return meaning;
}

export function changeMeaning(unit: Item): void {
  meanings.delete(unit);
}

export interface Difference {
  readonly removed: readonly Item[];
  readonly added: readonly Item[];
  /**
   * What stands beside something that came or went: the end of a statement without a body shows in what follows it, what
   * is said of a statement in the lines before it.
   */
  readonly beside: readonly Item[];
}

/** The units that are in one state of a body alone; `undefined` where they are more than `most`. */
export function differenceOf(before: readonly Item[], after: readonly Item[], most: number): Difference | undefined {
  const removed: Item[] = [];
  const added: Item[] = [];
  const beside: Item[] = [];
  const compare = (old: readonly Item[], now: readonly Item[]): void => {
    let start = 0;
    while (start < old.length && start < now.length && old[start] === now[start]) start++;
    let [oldEnd, end] = [old.length, now.length];
    while (oldEnd > start && end > start && old[oldEnd - 1] === now[end - 1]) {
      oldEnd--;
      end--;
    }
    // where all statements stayed, what changed stands before the first
    const areAll = oldEnd === start && end === start;
    for (const kept of areAll ? [now[0]] : [now[start - 1], now[end]]) if (kept) beside.push(kept);
    // a holder that was edited is a copy with most of what it held
    const areSame = oldEnd - start === end - start;
    for (let i = start; i < Math.max(oldEnd, end) && removed.length + added.length <= most; i++) {
      const [gone, come] = [i < oldEnd ? old[i] : undefined, i < end ? now[i] : undefined];
      if (gone) removed.push(gone);
      if (come) added.push(come);
      if (areSame && gone && come && isHolder(gone) && isHolder(come)) compare(itemsOf(gone), itemsOf(come));
      else {
        if (gone && isHolder(gone)) eachUnit(itemsOf(gone), (unit) => removed.push(unit));
        if (come && isHolder(come)) eachUnit(itemsOf(come), (unit) => added.push(unit));
      }
    }
  };
  compare(before, after);
  return removed.length + added.length > most ? undefined : { removed, added, beside };
}
