/** Lays a text out: what comes to stand before each of its pieces, columns apart (columns.ts). */
import { type Forms, formsOf } from './bodies.ts';
import { type Gap, NOTHING, REMARK, STATEMENTS, STEP, WORDS } from './gaps.ts';
import type { KeptLines } from './kept.ts';
import type { Piece } from './pieces.ts';
import { type Statement, standsAlone } from './statements.ts';
import { gapWithin } from './within.ts';

export interface Layout {
  /** What stands before each piece. */
  readonly gaps: Gap[];
  readonly forms: Forms;
}

export function layoutOf(file: Statement, pieces: readonly Piece[], kept: KeptLines): Layout {
  const forms = formsOf(file, pieces);
  const layout = new Layouter(pieces, forms);
  layout.layOut(file);
  return { gaps: layout.gaps.map((gap, at) => unlessKept(gap, pieces[at - 1], pieces[at], kept)), forms };
}

/** What is on kept lines stays as it is, and on lines of its own. */
function unlessKept(gap: Gap, before: Piece | undefined, piece: Piece | undefined, kept: KeptLines): Gap {
  if (!piece) return gap;
  const isKept = kept.has(piece.line);
  const afterKept = before !== undefined && kept.has(before.endLine);
  if (isKept && (afterKept || (before && piece.breaks === 0))) return { kept: true };
  if (isKept) return { keptIndent: true, apart: before !== undefined && piece.breaks > 1 };
  return afterKept && 'blanks' in gap ? { kept: true } : gap;
}

class Layouter {
  readonly gaps: Gap[];
  private readonly pieces: readonly Piece[];
  private readonly forms: Forms;

  constructor(pieces: readonly Piece[], forms: Forms) {
    this.pieces = pieces;
    this.forms = forms;
    this.gaps = pieces.map(() => NOTHING);
  }

  layOut(file: Statement): void {
    this.body(file, 0, this.pieces.length - 1, 0);
    this.gaps[0] = NOTHING;
  }

  /** @param indent column in which the statement begins */
  private statement(statement: Statement, indent: number): void {
    const { first, last, open, close } = statement;
    for (let at = first + 1; at <= (open ?? last); at++) {
      const [before, piece] = [this.pieces[at - 1], this.pieces[at]];
      if (before && piece) this.gaps[at] = gapWithin(statement, before, piece, indent);
    }
    if (open === undefined || close === undefined) return;
    this.body(statement, open + 1, close - 1, indent + STEP);
    this.gaps[close] = this.forms.of(statement) === 'block' ? { column: indent, apart: false } : WORDS;
  }

  /** The statements of a body and the comments between them, which are the pieces from one to another. */
  private body(around: Statement, from: number, to: number, indent: number): void {
    const form = this.forms.of(around);
    let before: Statement | undefined;
    let next = 0;
    for (let at = from; at <= to; at++) {
      const statement = around.inner[next];
      const begins = statement?.first === at ? statement : undefined;
      this.gaps[at] = form === 'block' ? this.inBlock(at, from, indent, before, begins) : this.beside(at, from, begins);
      if (!begins) continue;
      this.statement(begins, indent);
      at = begins.last;
      before = begins;
      next++;
    }
  }

  private beside(at: number, from: number, begins: Statement | undefined): Gap {
    if (at === from) return WORDS;
    if (!begins) return WORDS;
    return (this.pieces[at]?.breaks ?? 0) > 0 ? { under: from, apart: false } : STATEMENTS;
  }

  private inBlock(
    at: number,
    from: number,
    column: number,
    last: Statement | undefined,
    begins: Statement | undefined,
  ): Gap {
    const [before, piece] = [this.pieces[at - 1], this.pieces[at]];
    if (!piece || !before) return NOTHING;
    const line: Gap = { column, apart: at > from && piece.breaks > 1 };
    if (piece.breaks > 0 || before.comment === 'line') return line;
    if (!begins) return piece.comment === 'line' ? REMARK : WORDS;
    if (at === from) return line;
    // A comment that begins the line belongs to what follows it there.
    if (before.comment && this.beginsLine(at - 1)) return WORDS;
    return last && this.mayShare(last, begins) ? STATEMENTS : line;
  }

  /** Whether a comment is the first of its line, but for other comments. */
  private beginsLine(comment: number): boolean {
    let at = comment;
    while (this.pieces[at]?.comment && this.pieces[at]?.breaks === 0 && at > 0) at--;
    return this.pieces[at]?.comment !== undefined;
  }

  private mayShare(...statements: readonly Statement[]): boolean {
    return !statements.some((each) => standsAlone(each) || this.forms.isLong(each));
  }
}
