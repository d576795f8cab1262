/** The changes from a text to another that differs only in its blanks. */
import type { Change } from '../edits/text-edit.ts';
import type { Piece } from './pieces.ts';

/**
 * The smallest changes, in the order of the text; none reaches over more lines than it must.
 * @param written what is to stand before each piece, and behind the last
 * @param texts what is to stand for each piece
 */
export function changesTo(
  text: string,
  pieces: readonly Piece[],
  written: readonly string[],
  texts: readonly string[],
): Change[] {
  const changes: Change[] = [];
  pieces.forEach(({ start, end }, at) => {
    addGap(changes, text, pieces[at - 1]?.end ?? 0, start, written[at] ?? '');
    add(changes, text, start, end, texts[at] ?? '');
  });
  addGap(changes, text, pieces[pieces.length - 1]?.end ?? 0, text.length, written[pieces.length] ?? '');
  return changes;
}

/** Lines from 0; both are meant. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** Of the changes of a text those that concern these lines alone. */
export function changesWithin(text: string, changes: readonly Change[], { from, to }: Lines): Change[] {
  const starts = [0];
  for (const { 0: lineEnd, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineEnd.length);
  const start = starts[from] ?? text.length;
  const after = starts[to + 1];
  const end = after === undefined ? text.length : after - (text.slice(0, after).endsWith('\r\n') ? 2 : 1);
  return changes.filter((change) => change.start >= start && change.end <= end);
}

/** Blanks at the end of a line, the line ends, and the indentation change each for themselves. */
function addGap(changes: Change[], text: string, start: number, end: number, newText: string): void {
  const old = text.slice(start, end);
  if (old === newText) return;
  const [was, becomes] = [split(old), split(newText)];
  if (!was || !becomes) {
    add(changes, text, start, end, newText);
    return;
  }
  let at = start;
  was.forEach((part, index) => {
    add(changes, text, at, at + part.length, becomes[index] ?? '');
    at += part.length;
  });
}

function split(gap: string): readonly string[] | undefined {
  const match = /^([^\r\n]*)([\r\n][\s\S]*[\r\n]|[\r\n])([^\r\n]*)$/.exec(gap);
  return match?.slice(1);
}

function add(changes: Change[], text: string, from: number, to: number, newText: string): void {
  let [start, end, last] = [from, to, newText.length];
  let first = 0;
  while (end > start && last > first && text[end - 1] === newText[last - 1]) [end, last] = [end - 1, last - 1];
  while (start < end && first < last && text[start] === newText[first]) [start, first] = [start + 1, first + 1];
  if (start < end || first < last) changes.push({ start, end, newText: newText.slice(first, last) });
}
