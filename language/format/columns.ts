/** Columns: neighbouring statements of one kind on one line each, so that what readers compare stands below each other. */
import { type Gap, isBreak, widened } from './gaps.ts';
import type { Layout } from './layout.ts';
import type { Piece } from './pieces.ts';
import { type Statement, standsAlone } from './statements.ts';
import { widthOf } from './width.ts';

/** A column is not made where it would part short words from what follows them by more blanks than these. */
export const WIDEST_PART = 24;

/** Neighbours of one kind, without an empty line between them. */
export type Neighbours = readonly Statement[];

/** The neighbours of a file that form columns together, wherever they stand. */
export function neighboursIn(file: Statement, layout: Layout): Neighbours[] {
  const found: Neighbours[] = [];
  const look = (around: Statement): void => {
    if (layout.forms.of(around) !== 'block') return;
    let group: Statement[] = [];
    for (const statement of around.inner) {
      const goesOn = group[0]?.type === statement.type && isNextTo(group[group.length - 1], statement, layout);
      if (!goesOn || !isOneLine(statement, layout)) {
        if (group.length > 1) found.push(group);
        group = [];
      }
      if (isOneLine(statement, layout)) group.push(statement);
      else look(statement);
    }
    if (group.length > 1) found.push(group);
  };
  look(file);
  return found;
}

function isOneLine(statement: Statement, { gaps, forms }: Layout): boolean {
  if (!standsAlone(statement) || !heads.has(statement.type) || forms.isLong(statement)) return false;
  for (let at = statement.first + 1; at <= statement.last; at++) if (!('blanks' in (gaps[at] as Gap))) return false;
  const gap = gaps[statement.first];
  return gap === undefined || !('keptIndent' in gap || 'kept' in gap);
}

/** Whether a statement begins on the line below another, comments apart. */
function isNextTo(one: Statement | undefined, other: Statement, { gaps }: Layout): boolean {
  if (!one) return false;
  for (let at = one.last + 1; at <= other.first; at++) {
    const gap = gaps[at];
    if (gap && !('blanks' in gap) && ('kept' in gap || gap.apart)) return false;
  }
  return isBreak(gaps[other.first]);
}

/** What heads are made of, in their order: words and signs that begin a part of one. */
const heads: ReadonlyMap<string, readonly string[]> = new Map([
  ...['Rack', 'Circuit', 'Switch', 'Network', 'Storage', 'Cluster', 'Template', 'FailoverCluster'].map(
    (type): [string, readonly string[]] => [type, ['{']],
  ),
  ['Link', ['between', '{']],
  ['Vm', ['on', ':', '{']],
  ...['Host', 'Server', 'Service', 'Resource', 'Endpoint'].map((type): [string, readonly string[]] => [
    type,
    [':', '{'],
  ]),
]);

/** Widens the gaps of neighbours until what they have in common stands in columns. */
export function align(neighbours: Neighbours, pieces: readonly Piece[], { gaps }: Layout): void {
  new Table(pieces, gaps).align(neighbours);
}

/** A stretch of pieces that stands in one column. */
interface Cell {
  readonly first: number;
  readonly last: number;
}

class Table {
  private readonly pieces: readonly Piece[];
  private readonly gaps: Gap[];

  constructor(pieces: readonly Piece[], gaps: Gap[]) {
    this.pieces = pieces;
    this.gaps = gaps;
  }

  align(rows: Neighbours): void {
    if (!this.alignHeads(rows)) return;
    const filled = rows.filter((row) => row.inner.length > 0 && !this.hasComment(row));
    for (const run of this.runs(filled, 0)) this.alignBodies(run, 0);
  }

  /** False where the heads are too different to be parts of one table. */
  private alignHeads(rows: Neighbours): boolean {
    const order = heads.get(rows[0]?.type ?? '') ?? [];
    const starts = rows.map((row) => this.partsOf(row, order));
    // Where the part begins in each row that has it, and how wide the row is until there.
    const width = rows.map(() => 0);
    const done = rows.map(({ first }) => first);
    for (const part of order) {
      const having = rows.flatMap((_, row) => (starts[row]?.has(part) ? [row] : []));
      for (const row of having) {
        const start = starts[row]?.get(part) ?? 0;
        width[row] = (width[row] ?? 0) + this.widthOf({ first: done[row] ?? 0, last: start - 1 });
        done[row] = start;
      }
      const widths = having.map((row) => width[row] ?? 0);
      const widest = Math.max(...widths);
      if (widest - Math.min(...widths) > WIDEST_PART) return false;
      for (const row of having) {
        this.widen(done[row] ?? 0, widest - (width[row] ?? 0));
        width[row] = widest + this.blanksBefore(done[row] ?? 0) - (widest - (width[row] ?? 0));
      }
    }
    return true;
  }

  /** The pieces with which the parts of a head begin. */
  private partsOf({ first, last, open }: Statement, order: readonly string[]): ReadonlyMap<string, number> {
    const parts = new Map<string, number>();
    // Behind the keyword stands the name, which may be any word.
    for (let at = first + 2; at <= (open ?? last); at++) {
      const kind = this.pieces[at]?.kind ?? '';
      if (!order.includes(kind) || parts.has(kind) || this.pieces[at - 1]?.kind === '.') continue;
      parts.set(kind, at);
      // Nor is what follows it a part of its own.
      if (kind !== '{') at++;
    }
    return parts;
  }

  /** Rows whose bodies have the same up to the statement at `index`: the next one stands in a column where it is the same too. */
  private alignBodies(rows: Neighbours, index: number): void {
    const longer = rows.filter(({ inner }) => inner.length > index + 1);
    for (const run of this.runs(longer, index + 1)) {
      if (run.length < 2) continue;
      const widths = run.map(({ inner }) => this.widthOf(inner[index] ?? { first: 0, last: -1 }));
      const widest = Math.max(...widths);
      if (widest - Math.min(...widths) > WIDEST_PART) continue;
      run.forEach(({ inner }, row) => {
        this.widen(inner[index + 1]?.first ?? 0, widest - (widths[row] ?? 0));
      });
      this.alignBodies(run, index + 1);
    }
  }

  /** Rows that follow each other and have a statement of one kind at `index`. */
  private runs(rows: Neighbours, index: number): Statement[][] {
    const runs: Statement[][] = [];
    let key: string | undefined;
    for (const row of rows) {
      const own = this.pieces[row.inner[index]?.first ?? 0]?.text;
      if (own !== key || runs.length === 0) runs.push([]);
      runs[runs.length - 1]?.push(row);
      key = own;
    }
    return runs;
  }

  private hasComment({ first, last }: Statement): boolean {
    for (let at = first; at <= last; at++) if (this.pieces[at]?.comment) return true;
    return false;
  }

  private widthOf({ first, last }: Cell): number {
    let width = 0;
    for (let at = first; at <= last; at++) {
      width += widthOf(this.pieces[at]?.text ?? '') + (at > first ? this.blanksBefore(at) : 0);
    }
    return width;
  }

  private blanksBefore(at: number): number {
    const gap = this.gaps[at];
    return gap && 'blanks' in gap ? gap.blanks : 0;
  }

  private widen(at: number, by: number): void {
    if (by > 0) this.gaps[at] = widened(this.gaps[at], by);
  }
}
