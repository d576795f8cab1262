/**
 * What a condition comes to in a topology: true, false, or not known.
 *
 * A part that is not known makes the whole unknown only where it decides (`false and unknown` is false). Why something is
 * not known is kept: what the text does not state, and nothing where a path leads to what things of a kind do not have.
 */
import type { Collection, Expression } from '../../topology/model.ts';
import type { Basis } from '../rule.ts';
import type { Around } from './around.ts';
import { inapplicable } from './found.ts';
import { collection, readerOf } from './properties.ts';
import { amount, compared, holdsAlone, type Item, isItem, type Value } from './values.ts';

/** What the text does not state: `rack` of a host. */
export interface Missing {
  readonly item: Item;
  readonly property: string;
}

/** Where a path leads; `whole` where nothing on the way is unknown. */
export interface Reached {
  readonly values: readonly Value[];
  readonly whole: boolean;
}

const nowhere: Reached = { values: [], whole: false };

type Quantified = Extract<Expression, { is: 'quantified' }>;
type Compared = Extract<Expression, { is: 'compared' }>;
type Joined = Extract<Expression, { is: 'and' | 'or' | 'implies' }>;

export class Evaluation {
  /** What the quantifiers around bind. */
  readonly bound = new Map<string, Value>();
  /** Of quantifiers within: what made them true or false. Kept while `trace` is. */
  readonly witnesses = new Map<string, readonly Value[]>();
  /** Grows by what was not stated, where that left a condition unknown. */
  readonly missing: Missing[] = [];
  /** Names with which elements were compared. */
  readonly named = new Set<string>();
  /** Where set, takes all that is looked at. */
  trace: Basis[] | undefined;
  private readonly around: Around;
  private readonly literals = new Map<Expression, Reached>();

  constructor(around: Around) {
    this.around = around;
  }

  /** Whether a condition holds; `undefined` where that is not known. */
  truth(condition: Expression): boolean | undefined {
    const mark = this.missing.length;
    const truth = this.decide(condition);
    // what was missing did not matter
    if (truth !== undefined) this.missing.length = mark;
    return truth;
  }

  private decide(condition: Expression): boolean | undefined {
    switch (condition.is) {
      case 'and':
      case 'or':
      case 'implies':
        return this.joined(condition);
      case 'not': {
        const truth = this.truth(condition.operand);
        return truth === undefined ? undefined : !truth;
      }
      case 'compared':
        return this.comparison(condition);
      case 'quantified':
        return condition.quantifier === 'count'
          ? this.comparison({ is: 'compared', by: '>=', left: condition, right: { is: 'number', value: 1 } })
          : this.quantified(condition);
      case 'path':
        return this.alone(condition.names);
      case 'text':
      case 'number':
        return undefined;
    }
  }

  private joined({ is, left, right }: Joined): boolean | undefined {
    /** What one side that is so settles for the whole. `a implies b` is `not a or b`. */
    const settles = is !== 'and';
    const truth = this.truth(left);
    const first = is === 'implies' && truth !== undefined ? !truth : truth;
    if (first === settles) return settles;
    const second = this.truth(right);
    if (second === settles) return settles;
    return first === undefined || second === undefined ? undefined : !settles;
  }

  /** A path alone holds where what it leads to is stated, and not off. */
  private alone(names: readonly string[]): boolean | undefined {
    const [first = ''] = names;
    if (!this.bound.has(first)) return undefined;
    const mark = this.missing.length;
    const { values, whole } = this.reach(names);
    if (values.some(holdsAlone)) return true;
    // that it is not stated is the answer here, but where the way leads through what nothing of a kind has
    const isAnswered = whole || this.missing.length > mark;
    this.missing.length = mark;
    return isAnswered ? false : undefined;
  }

  private comparison({ by, left, right }: Compared): boolean | undefined {
    const [first, second] = [this.valuesOf(left), this.valuesOf(right)];
    const [one, other] = [this.beside(second, left, first), this.beside(first, right, second)];
    // `=` is settled by one pair that is the same; `!=` by one that is the same too, and the others by one that is out of order.
    const settles = by === '=';
    let isKnown = one.whole && other.whole;
    for (const a of one.values) {
      for (const b of other.values) {
        const truth = compared(a, by, b);
        if (truth === settles) return settles;
        if (truth === undefined) isKnown = false;
      }
    }
    return isKnown ? !settles : undefined;
  }

  /** Beside an element, what nothing binds is a name: alone, or behind that of what it stands in (`HQ.R1`). */
  private beside({ values }: Reached, expression: Expression, reached: Reached): Reached {
    if (expression.is !== 'path') return reached;
    const [first = '', ...rest] = expression.names;
    if (this.bound.has(first) || rest.length > 1 || !values.some((value) => isItem(value) && 'id' in value))
      return reached;
    if (rest.length === 1 && !this.around.isHolder(first)) return reached;
    const name = expression.names.join('.');
    this.named.add(name);
    return { values: [name], whole: true };
  }

  private valuesOf(expression: Expression): Reached {
    switch (expression.is) {
      case 'path':
        return this.reach(expression.names);
      case 'text':
      case 'number':
        return this.literal(expression);
      case 'quantified':
        if (expression.quantifier === 'count') return this.counted(expression);
        break;
    }
    const truth = this.truth(expression);
    return truth === undefined ? nowhere : { values: [truth], whole: true };
  }

  private literal(expression: Extract<Expression, { is: 'text' | 'number' }>): Reached {
    let reached = this.literals.get(expression);
    if (!reached) {
      const value = expression.is === 'text' ? expression.text : amount(expression.value, expression.of);
      reached = { values: [value], whole: true };
      this.literals.set(expression, reached);
    }
    return reached;
  }

  /** Where a path leads; a single word that nothing binds is a value itself. */
  reach(names: readonly string[]): Reached {
    const [first = ''] = names;
    let value = this.bound.get(first);
    if (value === undefined) return names.length === 1 ? { values: [first], whole: true } : nowhere;
    // Mostly a step leads to one thing: then there is no list to be gone through.
    for (let at = 1; at < names.length; at++) {
      const found = this.step(value, names[at] ?? '');
      if (found === undefined) return nowhere;
      if (!isList(found)) value = found;
      else if (found.length === 1) value = found[0] as Value;
      else return this.reachFrom(found, names, at + 1);
    }
    return { values: [value], whole: true };
  }

  private reachFrom(start: readonly Value[], names: readonly string[], from: number): Reached {
    let values = start;
    let whole = true;
    for (let at = from; at < names.length; at++) {
      const next: Value[] = [];
      for (const value of values) {
        const found = this.step(value, names[at] ?? '');
        if (found === undefined) whole = false;
        else if (isList(found)) next.push(...found);
        else next.push(found);
      }
      values = next;
    }
    return { values, whole };
  }

  /** What a value has by a name; `undefined` where that is not known. */
  private step(value: Value, name: string): Value | readonly Value[] | undefined {
    if (!isItem(value)) return undefined;
    const read = readerOf(value.kind, name);
    const found = read ? read(value, this.around) : inapplicable;
    if (found === inapplicable) return undefined;
    this.trace?.push({ source: value.source, property: name === 'nics' ? 'nic' : name });
    if (found === undefined) this.missing.push({ item: value, property: name });
    return found;
  }

  /** What a quantifier goes through. */
  through({ names, modes }: Collection): Reached {
    const [word = ''] = names;
    if (names.length > 1 || this.bound.has(word)) return this.reach(names);
    const all = collection(this.around.topology, word);
    if (!all) return nowhere;
    if (this.trace) for (const { source } of this.around.topology.unbuilt) this.trace.push({ source });
    const isMeant = modes.length > 0;
    return {
      values: isMeant ? all.filter((each) => each.kind === 'service' && modes.includes(each.mode)) : all,
      whole: true,
    };
  }

  /** Runs `use` while a variable stands for a value. */
  binding<T>(variable: string, value: Value, use: () => T): T {
    const before = this.bound.get(variable);
    this.bound.set(variable, value);
    try {
      return use();
    } finally {
      if (before === undefined) this.bound.delete(variable);
      else this.bound.set(variable, before);
    }
  }

  private quantified({ quantifier, variable, collection: through, condition }: Quantified): boolean | undefined {
    /** What one of them that is so settles for the whole. */
    const settles = quantifier === 'any';
    const { values, whole } = this.through(through);
    let isKnown = whole;
    for (const value of values) {
      const truth = condition ? this.binding(variable, value, () => this.truth(condition)) : true;
      if (truth === settles) {
        if (this.trace) this.witnesses.set(variable, [value]);
        return settles;
      }
      if (truth === undefined) isKnown = false;
    }
    return isKnown ? !settles : undefined;
  }

  private counted({ variable, collection: through, condition }: Quantified): Reached {
    const mark = this.missing.length;
    const { values, whole } = this.through(through);
    // what is not stated does not count: `count s in h.storage = 0` asks just that
    const isStated = whole || this.missing.length > mark;
    this.missing.length = mark;
    if (!isStated) return nowhere;
    const counted: Value[] = [];
    let unknown = 0;
    for (const value of values) {
      const truth = condition ? this.binding(variable, value, () => this.truth(condition)) : true;
      if (truth) counted.push(value);
      else if (truth === undefined) unknown++;
    }
    if (this.trace) this.witnesses.set(variable, counted);
    const least = counted.length;
    return {
      values: [unknown > 0 ? { kind: 'amount', value: least, most: least + unknown } : amount(least)],
      whole: true,
    };
  }
}

function isList(found: Value | readonly Value[]): found is readonly Value[] {
  return Array.isArray(found);
}
