/** From a place in a document to a line that people and programs can find. */
import { URI } from 'vscode-uri';
import type { Source } from '../../engine/topology/model.ts';
import type { Loaded } from '../../language/load.ts';
import { locate } from '../../language/source.ts';

/** Lines and columns count from 1; columns in UTF-16 units. */
export interface LinePlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Offsets in the document `uri`, which must be one that `loaded` read, as lines. */
export function linesOf(loaded: Loaded, at: { uri: string; start: number; end: number }): LinePlace {
  const document = loaded.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(at.uri));
  if (!document) return { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const start = document.textDocument.positionAt(at.start);
  const end = document.textDocument.positionAt(at.end);
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** The text of the line where a place starts. */
export function lineTextOf(loaded: Loaded, at: { uri: string; start: number }): string {
  const document = loaded.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(at.uri));
  if (!document) return '';
  const { line } = document.textDocument.positionAt(at.start);
  return document.textDocument
    .getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } })
    .trimEnd();
}

/** Where a model element is declared, as lines. */
export function placeOf(loaded: Loaded, source: Source): LinePlace {
  return linesOf(loaded, locate(source));
}

/** The path of a file on disk, the address of anything else. */
export function fileOf(uri: string): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : uri;
}
