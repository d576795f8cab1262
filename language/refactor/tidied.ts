/** Changes that leave a text in the one style where it was in it. */
import type { LangiumCoreServices, LangiumDocument } from 'langium';
import { Pieces } from '../edits/pieces.ts';
import { applied, type Change, type TextEdit } from '../edits/text-edit.ts';
import { formatChanges, formatText, treeOf } from '../format/index.ts';

export interface Tidied {
  readonly edits: readonly TextEdit[];
  /** The text after them. */
  readonly text: string;
}

/** The changes of a file as edits; a text that is laid out otherwise is left as its author has it. */
export function tidied(document: LangiumDocument, changes: readonly Change[], services: LangiumCoreServices): Tidied {
  const before = document.textDocument.getText();
  const uri = document.uri.toString();
  const sorted = [...changes].sort((one, other) => one.start - other.start || one.end - other.end);
  const after = applied(before, sorted);
  const moves = formatText(before, services) === before ? formatChanges(after, treeOf(after, services), services) : [];
  const all = moves.length > 0 ? Pieces.of(before).changed(sorted).changed(moves).changes() : sorted;
  return { edits: all.map((change) => ({ uri, ...change })), text: applied(after, moves) };
}
