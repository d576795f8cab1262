/** Rules of the author: a condition as plain data, and what is said where it does not hold. */
import type { Source } from './base.ts';
import type { ServiceMode } from './services.ts';

/** A constraint of the author's, beside those that ship. */
export interface AuthorRule {
  readonly name: string;
  readonly source: Source;
  readonly severity: 'error' | 'warning' | 'info';
  /** As written: paths between braces stand for what they lead to. */
  readonly message: string;
  readonly documentation?: string;
  readonly condition: Expression;
}

/** What a number measures; none where it is a count. */
export type Measured = 'time' | 'size' | 'rate' | 'share' | 'frequency';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What a quantifier goes through: a collection of the topology, or where a path leads. */
export interface Collection {
  /** `hosts`, or `p`, `members`. */
  readonly names: readonly string[];
  /** `services(duplication)`: those of these modes; all where there is none. */
  readonly modes: readonly ServiceMode[];
}

export type Expression =
  | {
      readonly is: 'quantified';
      readonly quantifier: 'all' | 'any' | 'count';
      readonly variable: string;
      readonly collection: Collection;
      /** Absent: everything in the collection is meant. */
      readonly condition?: Expression;
    }
  | { readonly is: 'and' | 'or' | 'implies'; readonly left: Expression; readonly right: Expression }
  | { readonly is: 'not'; readonly operand: Expression }
  | { readonly is: 'compared'; readonly by: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly is: 'text'; readonly text: string }
  /** In the base unit of what it measures: ms, bytes, bit/s, a ratio, Hz. */
  | { readonly is: 'number'; readonly value: number; readonly of?: Measured }
  /** A path from something that a quantifier binds; or a single word, which is a value: `san`. */
  | { readonly is: 'path'; readonly names: readonly string[] };
