/** What the paths of a rule lead to, how it compares, and how it is shown. */
import type { Comparison, Element, Id, Measured, Source } from '../../topology/model.ts';
import { versionNumber } from '../../topology/versions.ts';

/** A block of an element, or what it names and what is no element: `ha { … }`, the product of a service. */
export interface Block {
  readonly kind: 'ha' | 'drs' | 'keep' | 'ft' | 'synchronize' | 'settings' | 'product';
  readonly name: string;
  readonly source: Source;
  /** What has it. */
  readonly of: Element;
}

/** What has properties of its own. */
export type Item = Element | Block;

/** A number in the base unit of what it measures; of a count whose parts are not all known, the least and the most. */
export interface Amount {
  readonly kind: 'amount';
  readonly value: number;
  readonly most?: number;
  readonly of?: Measured;
}

/** A version or release as written: compared by its numbers. */
export interface Version {
  readonly kind: 'version';
  readonly text: string;
}

/** Words and texts are strings; flags, and what is `on` or `off`, are truth values. */
export type Value = Item | Amount | Version | string | boolean;

export function amount(value: number, of?: Measured): Amount {
  return of === undefined ? { kind: 'amount', value } : { kind: 'amount', value, of };
}

export function isItem(value: Value): value is Item {
  return typeof value === 'object' && value.kind !== 'amount' && value.kind !== 'version';
}

/** Whether one value stands in a relation to another; `undefined` where they cannot be compared. */
export function compared(one: Value, by: Comparison, other: Value): boolean | undefined {
  const order = isItem(one) || isItem(other) ? sameItem(one, other) : orderOf(one, other);
  if (order === undefined) return undefined;
  if (typeof order === 'boolean') return by === '=' ? order : by === '!=' ? !order : undefined;
  const [least, most] = order;
  switch (by) {
    case '=':
      return least === 0 && most === 0 ? true : least > 0 || most < 0 ? false : undefined;
    case '!=':
      return least > 0 || most < 0 ? true : least === 0 && most === 0 ? false : undefined;
    case '<':
      return most < 0 ? true : least >= 0 ? false : undefined;
    case '<=':
      return most <= 0 ? true : least > 0 ? false : undefined;
    case '>':
      return least > 0 ? true : most <= 0 ? false : undefined;
    case '>=':
      return least >= 0 ? true : most < 0 ? false : undefined;
  }
}

/** An element is itself, and is what goes by its name. */
function sameItem(one: Value, other: Value): boolean | undefined {
  if (!isItem(one)) return sameItem(other, one);
  if (isItem(other)) return one === other || idOf(one) === idOf(other);
  if (typeof other !== 'string') return undefined;
  return one.name === other || ('id' in one && isIdOf(other, one.id));
}

/** Whether a name, behind that of its site or machine, is that of an id: one in an imported file begins with its path. */
export function isIdOf(name: string, id: Id): boolean {
  return id === name || (name.includes('.') && id.endsWith(`#${name}`));
}

/** The same for the same thing, whichever path led to it. */
export function idOf(item: Item): unknown {
  return 'id' in item ? item.id : item.source;
}

/** Below zero where one comes before the other, over it where behind: the least and the most of it; or just whether they are the same. */
type Order = readonly [least: number, most: number] | boolean;

function orderOf(one: Value, other: Value): Order | undefined {
  if (isAmount(one) && isAmount(other)) return orderOfAmounts(one, other);
  if (isVersion(one) || isVersion(other)) return orderOfVersions(one, other);
  if (typeof one === 'boolean' || typeof other === 'boolean') {
    const [first, second] = [truthOf(one), truthOf(other)];
    return first === undefined || second === undefined ? undefined : first === second;
  }
  return typeof one === 'string' && typeof other === 'string' ? orderOfWords(one, other) : undefined;
}

const isAmount = (value: Value): value is Amount => typeof value === 'object' && value.kind === 'amount';
const isVersion = (value: Value): value is Version => typeof value === 'object' && value.kind === 'version';

function orderOfAmounts(one: Amount, other: Amount): Order | undefined {
  if (one.of !== other.of) return undefined;
  return [one.value - (other.most ?? other.value), (one.most ?? one.value) - other.value];
}

/** `7.0` is every 7.0, `7.0u3` too; between texts every part counts. */
function orderOfVersions(one: Value, other: Value): Order | undefined {
  if (isAmount(one) || isAmount(other)) {
    const [first, second] = [numberOf(one), numberOf(other)];
    if (first === undefined || second === undefined) return undefined;
    return [first - second, first - second];
  }
  const [first, second] = [textOf(one), textOf(other)];
  if (first === undefined || second === undefined) return undefined;
  if (first === second) return [0, 0];
  const order = byParts(first, second);
  // the same by numbers, and not as texts: 2012 is not 2012 R2, nor before or behind it
  return order === 0 ? false : [order, order];
}

function byParts(one: string, other: string): number {
  const [first, second] = [one, other].map((text) => (text.match(/\d+/g) ?? []).map(Number));
  for (let part = 0; part < Math.max(first?.length ?? 0, second?.length ?? 0); part++) {
    const order = (first?.[part] ?? 0) - (second?.[part] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function numberOf(value: Value): number | undefined {
  return isAmount(value) ? value.value : versionNumber(textOf(value));
}

function textOf(value: Value): string | undefined {
  return isVersion(value) ? value.text : typeof value === 'string' ? value : undefined;
}

/** The truth value that a word stands for. */
function truthOf(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'on' || value === 'true' ? true : value === 'off' || value === 'false' ? false : undefined;
}

/** Words that stand in an order, lowest first. */
const priorities: readonly string[] = ['disabled', 'lowest', 'low', 'medium', 'high', 'highest'];

function orderOfWords(one: string, other: string): Order {
  const order = priorities.indexOf(one) - priorities.indexOf(other);
  return priorities.includes(one) && priorities.includes(other) ? [order, order] : one === other;
}

/** Whether a value, alone as a condition, holds: a flag that is set, whatever is stated and not off. */
export function holdsAlone(value: Value): boolean {
  if (isAmount(value)) return value.value > 0;
  return truthOf(value) ?? true;
}

const scales: Readonly<Record<Measured, readonly (readonly [unit: string, size: number])[]>> = {
  time: [
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
    ['ms', 1],
  ],
  size: [
    ['TB', 2 ** 40],
    ['GB', 2 ** 30],
    ['MB', 2 ** 20],
    ['KB', 2 ** 10],
  ],
  rate: [
    ['Gbps', 1e9],
    ['Mbps', 1e6],
    ['Kbps', 1e3],
  ],
  share: [['%', 0.01]],
  frequency: [
    ['GHz', 1e9],
    ['MHz', 1e6],
  ],
};

/** A value as the language writes it: a name, `64 GB`, `on`. */
export function shown(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value.kind === 'version') return value.text;
  if (value.kind !== 'amount') return value.name;
  const { value: number, most = number, of } = value;
  if (!of) return number === most ? String(number) : `${number} to ${most}`;
  const units = scales[of];
  const [unit, size] = units.find(([, each]) => number >= each) ?? units.at(-1) ?? ['', 1];
  return `${Math.round((number / size) * 1000) / 1000} ${unit}`;
}
