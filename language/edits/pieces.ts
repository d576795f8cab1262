/** A text through several rounds of changes, and what they come to as changes of the text that it was at first. */
import type { Change } from './text-edit.ts';

/** A stretch of the first text that is still there, or a text that came in. */
type Piece = { readonly from: number; readonly to: number } | { readonly text: string };

/** A text with its history. Never changes: `changed` makes another. */
export class Pieces {
  /** As it was. */
  readonly first: string;
  private readonly pieces: readonly Piece[];

  private constructor(first: string, pieces: readonly Piece[]) {
    this.first = first;
    this.pieces = pieces;
  }

  static of(text: string): Pieces {
    return new Pieces(text, [{ from: 0, to: text.length }]);
  }

  /** As it is now. */
  get text(): string {
    return this.pieces.map((piece) => this.textOf(piece)).join('');
  }

  /** After changes of the text as it is now, which do not overlap. */
  changed(changes: readonly Change[]): Pieces {
    const pieces: Piece[] = [];
    let at = 0;
    for (const { start, end, newText } of [...changes].sort((one, other) => one.start - other.start)) {
      pieces.push(...this.between(at, start));
      if (newText !== '') pieces.push({ text: newText });
      at = end;
    }
    pieces.push(...this.between(at, Number.POSITIVE_INFINITY));
    return new Pieces(this.first, pieces);
  }

  /** All changes since, as changes of the first text: in its order, without overlaps. */
  changes(): readonly Change[] {
    const changes: Change[] = [];
    let at = 0;
    let newText = '';
    const stop = (next: number) => {
      if (newText !== '' || next > at) changes.push({ start: at, end: next, newText });
      newText = '';
    };
    for (const piece of this.pieces) {
      if ('text' in piece) newText += piece.text;
      else {
        stop(piece.from);
        at = piece.to;
      }
    }
    stop(this.first.length);
    return changes.filter(({ start, end, newText: text }) => this.first.slice(start, end) !== text);
  }

  private textOf(piece: Piece): string {
    return 'text' in piece ? piece.text : this.first.slice(piece.from, piece.to);
  }

  /** The pieces of a stretch of the text as it is now. */
  private between(start: number, end: number): Piece[] {
    const found: Piece[] = [];
    let offset = 0;
    for (const piece of this.pieces) {
      const length = this.textOf(piece).length;
      const from = Math.max(start - offset, 0);
      const to = Math.min(end - offset, length);
      if (from < to) {
        found.push(
          'text' in piece ? { text: piece.text.slice(from, to) } : { from: piece.from + from, to: piece.from + to },
        );
      }
      offset += length;
    }
    return found;
  }
}
