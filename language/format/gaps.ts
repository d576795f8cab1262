/** What comes to stand between two pieces. */
export type Gap =
  /** So many blanks. */
  | { readonly blanks: number }
  /** A new line that begins in a column, or in that of another piece; with an empty line before it where `apart`. */
  | { readonly column: number; readonly apart: boolean }
  | { readonly under: number; readonly apart: boolean }
  /** As it is. */
  | { readonly kept: true }
  /** A new line, and what stands before its first piece as it is. */
  | { readonly keptIndent: true; readonly apart: boolean };

/** A blank between words, two between the statements of one line, three before a comment that ends it. */
export const WORDS: Gap = { blanks: 1 };
export const STATEMENTS: Gap = { blanks: 2 };
export const REMARK: Gap = { blanks: 3 };
export const NOTHING: Gap = { blanks: 0 };

/** Columns of one step of indentation. */
export const STEP = 2;

export const isBreak = (gap: Gap | undefined): boolean =>
  gap !== undefined && ('column' in gap || 'under' in gap || 'keptIndent' in gap);

/** A gap with more blanks; a gap that is no blanks as it is. */
export const widened = (gap: Gap | undefined, by: number): Gap =>
  gap === undefined ? NOTHING : 'blanks' in gap ? { blanks: gap.blanks + by } : gap;
