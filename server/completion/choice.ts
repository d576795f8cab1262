/** A name that may stand at the cursor, and what it is chosen by. */
import type { TextEdit } from 'vscode-languageserver-protocol';
import type { Declaration } from '../../language/generated/ast.ts';
import type { ReferenceKind } from '../../language/vocabulary/index.ts';

export interface NamedChoice {
  /** As it is written from here: `Denver.lan`. */
  readonly name: string;
  readonly declaration: Declaration;
  /** What comes with it, where its file is not imported yet. */
  readonly importing?: Importing;
  /** Larger ones are less likely meant; 0 unless stated. */
  readonly rank?: number;
  /** Why it is less likely meant. */
  readonly note?: string;
}

/** What comes with a name of another file. */
export interface Importing {
  /** The file, as it is imported from here. */
  readonly path: string;
  readonly edits: TextEdit[];
}

/** Whether a declaration makes sense at the place. */
export type Sieve = (declaration: Declaration) => boolean;

export const all: Sieve = () => true;

/** Where nothing is known, everything may be meant. */
export function oneOf(declarations: readonly Declaration[]): Sieve {
  return declarations.length === 0 ? all : (declaration) => declarations.includes(declaration);
}

/** How likely a declaration is meant there. */
export type Ranking = (declaration: Declaration) => { readonly rank: number; readonly note?: string };

export interface Wanted {
  readonly kinds: readonly ReferenceKind[];
  readonly qualifier: readonly string[];
  readonly taken: readonly string[];
  readonly prefix: string;
  readonly sieve: Sieve;
  readonly ranking: Ranking;
}
