/** From gaps to text: where each piece comes to stand, and what is written between them. */

import { WIDEST_PART } from './columns.ts';
import { type Gap, REMARK, widened } from './gaps.ts';
import { breaksIn, type Piece } from './pieces.ts';
import { widthOf } from './width.ts';

/** A text and its pieces, with what comes to stand before each. */
export interface Rendering {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly gaps: Gap[];
  readonly lineEnd: string;
}

/** What is written before each piece, and behind the last one. */
export function writtenGaps(rendering: Rendering): string[] {
  alignRemarks(rendering);
  return gapTexts(rendering).map(({ written }) => written);
}

interface Placed {
  readonly written: string;
  /** Where the piece behind the gap begins: its line and column in the new text. */
  readonly line: number;
  readonly column: number;
}

/** The gaps, and the end of the text behind them. */
function gapTexts({ text, pieces, gaps, lineEnd }: Rendering): Placed[] {
  const placed: Placed[] = [];
  let line = 0;
  let column = 0;
  pieces.forEach((piece, at) => {
    const source = text.slice(pieces[at - 1]?.end ?? 0, piece.start);
    const written = at === 0 ? beforeFirst(source, gaps[0]) : writtenGap(source, gaps[at], placed, lineEnd);
    [line, column] = moved(line, column, written);
    placed.push({ written, line, column });
    [line, column] =
      piece.endLine > piece.line ? moved(line, column, piece.text) : [line, column + widthOf(piece.text)];
  });
  placed.push({ written: pieces.length > 0 ? lineEnd : '', line, column });
  return placed;
}

/** A mark of the byte order stays; of kept text the indentation. */
function beforeFirst(source: string, gap: Gap | undefined): string {
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const isKept = gap !== undefined && ('kept' in gap || 'keptIndent' in gap);
  return isKept ? mark + indentOf(source).replace('\uFEFF', '') : mark;
}

function writtenGap(source: string, gap: Gap | undefined, before: readonly Placed[], lineEnd: string): string {
  if (!gap || 'kept' in gap) return source;
  if ('blanks' in gap) return ' '.repeat(gap.blanks);
  const breaks = gap.apart ? lineEnd + lineEnd : lineEnd;
  if ('keptIndent' in gap) return breaks + indentOf(source);
  return breaks + ' '.repeat('under' in gap ? (before[gap.under]?.column ?? 0) : gap.column);
}

/** The blanks behind the last line end. */
function indentOf(source: string): string {
  return /[^\r\n]*$/.exec(source)?.[0] ?? '';
}

function moved(line: number, column: number, written: string): [number, number] {
  const breaks = breaksIn(written, 0, written.length);
  return breaks === 0 ? [line, column + widthOf(written)] : [line + breaks, widthOf(indentOf(written))];
}

/** Comments that end neighbouring lines stand in a column. */
function alignRemarks(rendering: Rendering): void {
  const { pieces, gaps } = rendering;
  const isRemark = (at: number) => pieces[at]?.comment === 'line' && gaps[at] === REMARK;
  if (!pieces.some((_, at) => isRemark(at))) return;
  const placed = gapTexts(rendering);
  let group: number[] = [];
  const close = () => {
    const columns = group.map((at) => placed[at]?.column ?? 0);
    const widest = Math.max(...columns);
    if (widest - Math.min(...columns) <= WIDEST_PART)
      group.forEach((at, index) => {
        gaps[at] = widened(gaps[at], widest - (columns[index] ?? 0));
      });
    group = [];
  };
  let indent = 0;
  let indentBefore = 0;
  pieces.forEach((_, at) => {
    if ((placed[at]?.line ?? 0) > (placed[at - 1]?.line ?? -1)) indent = placed[at]?.column ?? 0;
    if (!isRemark(at)) return;
    const last = group[group.length - 1];
    if (last !== undefined && (placed[at]?.line !== (placed[last]?.line ?? 0) + 1 || indent !== indentBefore)) close();
    group.push(at);
    indentBefore = indent;
  });
  close();
}
