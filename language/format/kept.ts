/** Lines that are left as they are, because what stands on them could not be understood. */
import { NO_TOKEN, type Piece } from './pieces.ts';
import type { Statement, Statements } from './statements.ts';

export interface KeptLines {
  has(line: number): boolean;
}

const none: KeptLines = { has: () => false };

/** A damaged statement is kept as a whole; what stands in its body is no surer than where the body ends. */
export function keptLines(pieces: readonly Piece[], { file, strays }: Statements): KeptLines {
  const bad = pieces.filter(({ kind }) => kind === NO_TOKEN);
  for (const stray of strays) bad.push(...pieces.slice(stray, stray + 1));
  if (bad.length === 0 && !isDamaged(file)) return none;
  const lines = new Lines(pieces);
  for (const { line, endLine } of bad) lines.keep(line, endLine);
  while (lines.grow(file));
  return lines;
}

function isDamaged({ damaged, inner }: Statement): boolean {
  return damaged || inner.some(isDamaged);
}

class Lines implements KeptLines {
  private readonly kept = new Set<number>();
  private readonly pieces: readonly Piece[];

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }

  has(line: number): boolean {
    return this.kept.has(line);
  }

  keep(from: number, to: number): boolean {
    const before = this.kept.size;
    for (let line = from; line <= to; line++) this.kept.add(line);
    return this.kept.size > before;
  }

  /** Keeps statements and comments that stand partly on lines that are kept; false where there is none left. */
  grow(file: Statement): boolean {
    let grown = file.inner.reduce((any, statement) => this.growTo(statement) || any, false);
    for (const { line, endLine } of this.pieces) {
      if (endLine > line && (this.has(line) || this.has(endLine))) grown = this.keep(line, endLine) || grown;
    }
    return grown;
  }

  private growTo(statement: Statement): boolean {
    const grown = statement.inner.reduce((any, each) => this.growTo(each) || any, false);
    if (!statement.damaged && !this.touches(statement)) return grown;
    return this.keep(this.lineOf(statement.first), this.endLineOf(statement.last)) || grown;
  }

  /** Whether the head or a brace of a statement is on a kept line, or anything of a body that begins beside its `{`. */
  private touches({ first, last, open, close }: Statement): boolean {
    const isCompact = open !== undefined && this.lineOf(open + 1) === this.lineOf(open);
    if (this.hasAny(this.lineOf(first), this.endLineOf(isCompact ? last : (open ?? last)))) return true;
    return close !== undefined && this.has(this.lineOf(close));
  }

  private hasAny(from: number, to: number): boolean {
    for (let line = from; line <= to; line++) if (this.has(line)) return true;
    return false;
  }

  private lineOf(piece: number): number {
    return this.pieces[piece]?.line ?? 0;
  }

  private endLineOf(piece: number): number {
    return this.pieces[piece]?.endLine ?? 0;
  }
}
