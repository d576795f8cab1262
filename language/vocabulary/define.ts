/** Short hands to write the table with. */
import type {
  BodyId,
  Bound,
  Default,
  PropertyEntry,
  PropertyUse,
  ReferenceKind,
  StatementEntry,
  StatementId,
  Value,
  WordEntry,
} from './entry.ts';
import { quantityOf, type Unit } from './units.ts';

interface PropertyOptions {
  readonly details?: string;
  readonly default?: Default;
  readonly usual?: readonly string[];
  readonly of?: readonly string[];
}

/** A property: how it is written (`memory: 64 GB`), what it takes, one line on what it means. */
export function property(form: string, value: Value, summary: string, options: PropertyOptions = {}): PropertyEntry {
  const key = /^[a-z-]+/.exec(form)?.[0];
  if (!key) throw new Error(`the form ${form} names no property`);
  const unit = value.is === 'quantity' ? unitIn(form) : undefined;
  return Object.freeze({ entry: 'property', key, form, value, summary, ...options, ...(unit && { unit }) });
}

function unitIn(form: string): Unit | undefined {
  return quantityOf(form.slice(form.indexOf(':') + 1).trim())?.unit;
}

export function one(...kinds: ReferenceKind[]): Value {
  return { is: 'reference', kinds, list: false };
}
export function list(...kinds: ReferenceKind[]): Value {
  return { is: 'reference', kinds, list: true };
}

export const time: Value = { is: 'quantity', unit: 'time' };
export const positiveTime: Value = { is: 'quantity', unit: 'time', least: above('0 s') };
export const size: Value = { is: 'quantity', unit: 'size', least: above('0 MB') };
export const rate: Value = { is: 'quantity', unit: 'rate', least: above('0 Mbps') };
export const share: Value = { is: 'quantity', unit: 'share', most: upTo('100 %') };
export const text: Value = { is: 'text' };
export const flag: Value = { is: 'flag' };
export const version: Value = { is: 'version' };
export const form: Value = { is: 'form' };

/** A whole number of what it `counts` (`cores`). */
export function count(counts: string, least: number, most?: number): Value {
  return most === undefined ? { is: 'number', least, counts } : { is: 'number', least, most, counts };
}

/** One of some words, or several of them. */
export function words(entries: readonly WordEntry[], options: { list?: boolean; open?: boolean } = {}): Value {
  return { is: 'words', words: entries, list: options.list ?? false, ...(options.open && { open: true }) };
}
export function wordEntries(table: Readonly<Record<string, string>>): readonly WordEntry[] {
  return Object.entries(table).map(([entry, summary]) => ({ word: entry, summary }));
}

/** A default that a document states. */
export function documented(value: string, source: string): Default {
  return { text: value, source, assumption: false };
}
/** A default of ours, shown as an assumption. */
export function assumed(value: string, source = 'assumption'): Default {
  return { text: value, source, assumption: true };
}
/** What the language takes where nothing is written. */
export function unless(value: string): Default {
  return { text: value, source: 'the language', assumption: false };
}

function above(quantity: string): Bound {
  return { text: quantity, value: quantityOf(quantity)?.value ?? 0, exclusive: true };
}
function upTo(quantity: string): Bound {
  return { text: quantity, value: quantityOf(quantity)?.value ?? 0 };
}

export function required(entry: PropertyEntry): PropertyUse {
  return { property: entry, required: true };
}
export function optional(...entries: readonly PropertyEntry[]): PropertyUse[] {
  return entries.map((entry) => ({ property: entry, required: false }));
}

interface StatementParts {
  readonly type: string;
  readonly keyword?: string;
  readonly title: string;
  readonly form: string;
  readonly summary: string;
  readonly details?: string;
  readonly standsIn: readonly BodyId[];
  readonly once?: boolean;
  /** Absent: it has no body. */
  readonly properties?: readonly PropertyUse[];
}

export function statement(id: StatementId, parts: StatementParts): StatementEntry {
  const { properties, once = false, keyword = id, ...rest } = parts;
  return Object.freeze({
    entry: 'statement',
    id,
    keyword,
    ...rest,
    once,
    hasBody: properties !== undefined,
    properties: properties ?? [],
  });
}
