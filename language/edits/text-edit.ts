/** Changes of texts. */

/** Puts `newText` in the place of a stretch of a file; offsets in UTF-16 units. */
export interface TextEdit {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** A stretch of one text and what comes in its place. */
export type Change = Omit<TextEdit, 'uri'>;

/** A text after changes that do not overlap. */
export function applied(text: string, changes: readonly Change[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, newText } of [...changes].sort((one, other) => one.start - other.start)) {
    result += text.slice(at, start) + newText;
    at = end;
  }
  return result + text.slice(at);
}

/** The same edits without repetitions, in the order of the text; `undefined` where two of them overlap. */
export function withoutOverlaps(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const unique = new Map(edits.map((edit) => [JSON.stringify([edit.uri, edit.start, edit.end, edit.newText]), edit]));
  const sorted = [...unique.values()].sort(
    (one, other) => compareText(one.uri, other.uri) || one.start - other.start || one.end - other.end,
  );
  const overlaps = sorted.some((edit, index) => {
    const next = sorted[index + 1];
    return next?.uri === edit.uri && (next.start < edit.end || next.start === edit.start);
  });
  return overlaps ? undefined : sorted;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
