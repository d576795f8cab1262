/** What the braces of a text make of it: bodies within bodies, and what is wrong with the braces. */
import type { Lexeme } from './lexemes.ts';

export type Part = Lexeme | Body;

/** A `{ … }`, or the file. */
export interface Body {
  readonly open: Lexeme | undefined;
  close: Lexeme | undefined;
  readonly parts: Part[];
  /** First token of the statement whose body it is. */
  readonly owner: Lexeme | undefined;
  /** The token after that: its name or title. */
  readonly name: Lexeme | undefined;
  /** Of the line on which that statement begins; -1 for the file. */
  readonly indent: number;
  /** Of its `{`. */
  readonly line: number;
  /** No statement stands before its `{`. */
  readonly odd: boolean;
}

export type BraceFlaw =
  | { readonly kind: 'unclosed'; readonly body: Body }
  /** A line of `body` that opens another stands twice; this one of the two was left out. */
  | { readonly kind: 'doubled'; readonly first: Lexeme; readonly last: Lexeme; readonly body: Body }
  /** `body` has a `}` and no `{`. */
  | { readonly kind: 'unopened'; readonly owner: Lexeme; readonly before: Lexeme; readonly body: Body }
  /** A brace without a partner, and the statement behind which it stands, where it opens. */
  | { readonly kind: 'stray'; readonly brace: Lexeme; readonly owner?: Lexeme | undefined; readonly body: Body }
  /** `first` and what follows it lost their opening line, which was one of a `guess`. */
  | {
      readonly kind: 'orphans';
      readonly first: Lexeme;
      readonly last: Lexeme;
      readonly guess: string | undefined;
      /** Or the line stands twice. */
      readonly twice: boolean;
      readonly body: Body;
    };

export interface Structure {
  readonly file: Body;
  readonly flaws: readonly BraceFlaw[];
  /** Braces beyond the deepest body, of which no flaw speaks. */
  readonly hidden: number;
}

export function isBody(part: Part | undefined): part is Body {
  return part !== undefined && 'parts' in part;
}
