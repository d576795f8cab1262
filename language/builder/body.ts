/** A body as the builder reads it: properties by key, the template's behind the own ones. */
import { type AstNode, CstUtils } from 'langium';
import type { Item, MeasureProperty, Path } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { templateOf } from '../scope/members.ts';
import { classOf, quantityOf, type UnitClass } from '../vocabulary/units.ts';

/** Properties and blocks by their key (`memory`, `ha`). Of two equal ones the first counts. */
export type Body = ReadonlyMap<string, Item>;

/** The properties of one body alone. */
export function ownBody(node: object | undefined): Body {
  const body = new Map<string, Item>();
  put(body, itemsOf(node));
  return body;
}

/** The properties of a machine, and behind them those of its template. */
export function bodyOf(machine: ast.Host | ast.Server | ast.Vm): Body {
  const body = new Map<string, Item>();
  put(body, itemsOf(machine));
  put(body, itemsOf(templateOf(machine)));
  return body;
}

function put(body: Map<string, Item>, items: readonly Item[]): void {
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined && !body.has(key)) body.set(key, item);
  }
}

function keyOf(item: Item): string | undefined {
  if (ast.isAfterProperty(item)) return item.any ? 'after any' : 'after';
  if ('key' in item) return ast.isUnknownProperty(item) ? undefined : item.key;
  return 'keyword' in item && !ast.isUnknownStatement(item) ? item.keyword : undefined;
}

/** The paths after `key:`, none where it is not written. */
export function paths(body: Body, key: string): readonly Path[] {
  const item = body.get(key);
  return ast.isReferenceProperty(item) || ast.isAfterProperty(item) ? (item.refs ?? []) : [];
}

/** The words after `key:`. */
export function words(body: Body, key: string): readonly string[] {
  const item = body.get(key);
  return ast.isWordProperty(item) ? (item.values ?? []) : [];
}

/** The word after `key:` where it is one of those allowed. */
export function word<W extends string>(body: Body, key: string, allowed: readonly W[]): W | undefined {
  return oneOf(words(body, key)[0], allowed);
}

/** `text` where it is one of the words. */
export function oneOf<W extends string>(text: string | undefined, allowed: readonly W[]): W | undefined {
  return allowed.find((each) => each === text);
}

/** `on` and `off` as a truth value; `undefined` where neither is written. */
export function onOff(body: Body, key: string): boolean | undefined {
  const value = word(body, key, ['on', 'off']);
  return value === undefined ? undefined : value === 'on';
}

/** The text between quotes after `key:`. */
export function text(body: Body, key: string): string | undefined {
  const item = body.get(key);
  return ast.isTextProperty(item) ? item.value : undefined;
}

/** `version` or `release` as written, without quotes. */
export function version(body: Body, key: 'version' | 'release'): string | undefined {
  const item = body.get(key);
  return ast.isVersionProperty(item) ? item.value : undefined;
}

/** True where the flag is written. */
export function flag(body: Body, key: ast.FlagProperty['key']): boolean {
  return ast.isFlagProperty(body.get(key));
}

/** A number without a unit. */
export function count(body: Body, key: string): number | undefined {
  const item = body.get(key);
  return ast.isMeasureProperty(item) ? plain(item.value) : undefined;
}

/** A quantity in the base unit of its class: bytes, bit/s, ms; a share from 0 to 1. */
export function quantity(body: Body, key: string, unit: UnitClass): number | undefined {
  const item = body.get(key);
  return ast.isMeasureProperty(item) ? measure(item.value, unit) : undefined;
}

/** The statement that gives a timing, where it is one with a time. */
export function timingStatement(body: Body | undefined, key: string): MeasureProperty | undefined {
  const item = body?.get(key);
  return ast.isMeasureProperty(item) && measure(item.value, 'time') !== undefined ? item : undefined;
}

function plain(value: ast.Measure | undefined): number | undefined {
  if (value?.number === undefined || value.unknownUnit !== undefined) return undefined;
  const number = Number(value.number);
  return Number.isFinite(number) ? number : undefined;
}

/** A measure in the base unit of its class (a share from 0 to 1), or `undefined` where it is none of that class. */
export function measure(value: ast.Measure | undefined, unit: UnitClass): number | undefined {
  const quantity = quantityOf(value?.quantity);
  if (!quantity || classOf(quantity.unit) !== unit) return undefined;
  if (unit === 'time') return Math.round(quantity.value);
  return unit === 'share' ? quantity.value / 100 : quantity.value;
}

/** A statement's text on one line, without comments. */
export function written(node: AstNode | undefined): string {
  const cst = node?.$cstNode;
  if (!cst) return '';
  const parts: string[] = [];
  let end = cst.offset;
  for (const leaf of CstUtils.flattenCst(cst)) {
    if (leaf.hidden) continue;
    if (leaf.offset > end && parts.length > 0) parts.push(' ');
    parts.push(leaf.text);
    end = leaf.end;
  }
  return parts.join('');
}
