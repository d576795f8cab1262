/** The pieces of one statement, its body apart: which stand beside each other, and how close. */
import { type Gap, NOTHING, REMARK, STEP, WORDS } from './gaps.ts';
import type { Piece } from './pieces.ts';
import { hasKind, type Statement } from './statements.ts';

/** Words of conditions before which and behind which a line may end. */
const joining: ReadonlySet<string> = new Set(['and', 'or', 'implies']);
/** What a parenthesis behind it is not the call of. */
const operators: ReadonlySet<string> = new Set([...joining, 'not', '(', ':', '==', '=', '!=', '<', '<=', '>', '>=']);

/** Whether the line ends before a piece that is not the first of its statement. */
export function breaksBefore({ type }: Statement, before: Piece, piece: Piece): boolean {
  if (before.comment === 'line') return true;
  if (piece.breaks === 0) return false;
  if (before.comment || piece.comment) return true;
  if (before.kind === ',') return true;
  // On one line they would be a quantity.
  if (before.kind === 'NUMBER' && /^[\w%]/.test(piece.text)) return true;
  return type === 'Expression' && (joining.has(piece.kind) || joining.has(before.kind) || before.kind === ':');
}

/** @param indent column in which the statement begins */
export function gapWithin(statement: Statement, before: Piece, piece: Piece, indent: number): Gap {
  if (breaksBefore(statement, before, piece)) return { column: indent + STEP, apart: false };
  if (piece.comment === 'line') return REMARK;
  if (piece.comment || before.comment) return WORDS;
  return isClose(statement, before, piece) ? NOTHING : WORDS;
}

function isClose(statement: Statement, { kind: before }: Piece, { kind }: Piece): boolean {
  if (kind === ',' || kind === '.' || kind === ')' || before === '.' || before === '(') return true;
  if (kind === ':') return !hasKind(statement);
  return kind === '(' && !operators.has(before);
}
