/** Which edits can be made at once. */
import type { TextEdit } from './text-edit.ts';

const isInsertion = ({ start, end }: TextEdit) => start === end;

/** The same edits, of what is added at one place each text once, one behind the other. */
export function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const texts = new Map<string, Set<string>>();
  const placeOf = ({ uri, start }: TextEdit) => `${start} ${uri}`;
  for (const edit of edits)
    if (isInsertion(edit)) texts.set(placeOf(edit), (texts.get(placeOf(edit)) ?? new Set()).add(edit.newText));
  return edits.map((edit) =>
    isInsertion(edit) ? { ...edit, newText: [...(texts.get(placeOf(edit)) ?? [])].join('') } : edit,
  );
}

/** Edits that do not overlap; with `atOnePlace` texts may be added at one place. */
export class EditSet {
  private readonly byFile = new Map<string, TextEdit[]>();
  private readonly atOnePlace: boolean;

  constructor(atOnePlace: boolean) {
    this.atOnePlace = atOnePlace;
  }

  /** Takes them in, or none of them where one overlaps with what is there. The same edit again is no overlap. */
  add(edits: readonly TextEdit[]): boolean {
    if (edits.some((edit) => this.isTaken(edit))) return false;
    for (const edit of edits) {
      const known = this.byFile.get(edit.uri);
      if (known) known.push(edit);
      else this.byFile.set(edit.uri, [edit]);
    }
    return true;
  }

  private isTaken(edit: TextEdit): boolean {
    return (this.byFile.get(edit.uri) ?? []).some(
      (other) =>
        (edit.start < other.end && other.start < edit.end) ||
        // two insertions at one place, or one at the start of what another changes: which comes first is not known
        ((edit.start === other.start || edit.end === other.start || edit.start === other.end) &&
          !isSame(edit, other) &&
          !(this.atOnePlace && isInsertion(edit) && isInsertion(other))),
    );
  }
}

function isSame(one: TextEdit, other: TextEdit): boolean {
  return one.start === other.start && one.end === other.end && one.newText === other.newText;
}
