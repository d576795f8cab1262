/** How the body of a statement is laid out: as its author began it, as far as that can be. */
import type { Piece } from './pieces.ts';
import { type Statement, standsAlone } from './statements.ts';
import { breaksBefore } from './within.ts';

/**
 * `line`: all on one line, where none of it is a declaration with a body. `block`: every line of its own, one step deeper. `hanging`: several lines, the first beside
 * the `{`, the others below it.
 */
export type BodyForm = 'line' | 'block' | 'hanging';

export interface Forms {
  /** The form of a statement's body. */
  of(statement: Statement): BodyForm;
  /** Whether a statement takes more than one line. */
  isLong(statement: Statement): boolean;
}

/** The forms of all bodies of a file. */
export function formsOf(file: Statement, pieces: readonly Piece[]): Forms {
  const forms = new Map<Statement, BodyForm>();
  const long = new Set<Statement>();
  const decide = (statement: Statement): void => {
    for (const inner of statement.inner) decide(inner);
    if (statement.open !== undefined) {
      const form = formOf(statement, pieces, (inner) => long.has(inner));
      forms.set(statement, form);
      if (form !== 'line') long.add(statement);
    }
    if (hasLongHead(statement, pieces)) long.add(statement);
  };
  for (const statement of file.inner) decide(statement);
  forms.set(file, 'block');
  return { of: (statement) => forms.get(statement) ?? 'line', isLong: (statement) => long.has(statement) };
}

function hasLongHead(statement: Statement, pieces: readonly Piece[]): boolean {
  for (let at = statement.first; at <= (statement.open ?? statement.last); at++) {
    const [before, piece] = [pieces[at - 1], pieces[at]];
    if (!piece) continue;
    if (piece.endLine > piece.line) return true;
    if (at > statement.first && before && breaksBefore(statement, before, piece)) return true;
  }
  return false;
}

function formOf(
  { open = 0, close = 0, inner }: Statement,
  pieces: readonly Piece[],
  isLong: (inner: Statement) => boolean,
): BodyForm {
  const begin = inner[0]?.first ?? close;
  for (let at = open + 1; at <= begin && inner.length > 0; at++) if ((pieces[at]?.breaks ?? 0) > 0) return 'block';
  if (inner.some((each) => isLong(each) || (standsAlone(each) && each.inner.length > 0))) return 'block';
  if (hasLineOfComment(pieces, open, close)) return 'block';
  if (!inner.some(({ first }, index) => index > 0 && (pieces[first]?.breaks ?? 0) > 0)) return 'line';
  return inner.some(standsAlone) ? 'block' : 'hanging';
}

/** Whether a comment ends its line, begins one, or takes several. */
function hasLineOfComment(pieces: readonly Piece[], open: number, close: number): boolean {
  for (let at = open + 1; at < close; at++) {
    const piece = pieces[at];
    if (!piece?.comment) continue;
    if (piece.comment === 'line' || piece.endLine > piece.line) return true;
    if (piece.breaks > 0 || (pieces[at + 1]?.breaks ?? 0) > 0) return true;
  }
  return false;
}
