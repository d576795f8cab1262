/** From a place in a document to a line that people and programs can find. */
import { AstUtils, CstUtils, type LangiumDocument, type LangiumDocuments } from 'langium';
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

const start: LinePlace = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Positions as the protocol counts them, from 0. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Lines and columns from 1 for those from 0. */
export function linesOfRange(range: Range): LinePlace {
  return {
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}

/** Offsets in one of the documents as lines; the start of the file where it is none of them. */
export function linesOf(documents: LangiumDocuments, at: { uri: string; start: number; end: number }): LinePlace {
  const text = documents.getDocument(URI.parse(at.uri))?.textDocument;
  return text ? linesOfRange({ start: text.positionAt(at.start), end: text.positionAt(at.end) }) : start;
}

/** The text of a line (from 1), without its end. */
export function lineTextOf(documents: LangiumDocuments, uri: string, line: number): string {
  const text = documents.getDocument(URI.parse(uri))?.textDocument;
  const range = { start: { line: line - 1, character: 0 }, end: { line, character: 0 } };
  return text?.getText(range).trimEnd() ?? '';
}

/** The names of the statements around an offset, the outermost first: `DataCenter.A.Host1`. */
export function namesAround(document: LangiumDocument, offset: number): string {
  const root = document.parseResult.value.$cstNode;
  const leaf = root && CstUtils.findLeafNodeAtOffset(root, offset);
  const names: string[] = [];
  for (let node = leaf?.astNode; node; node = node.$container) {
    const { name } = node as { readonly name?: unknown };
    if (typeof name === 'string' && AstUtils.getDocument(node) === document) names.unshift(name);
  }
  return names.join('.');
}

/** Where a model element is declared, as lines. */
export function placeOf(loaded: Loaded, source: Source): LinePlace {
  return linesOf(loaded.services.shared.workspace.LangiumDocuments, locate(source));
}

/** The path of a file on disk, the address of anything else. */
export function fileOf(uri: string): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : uri;
}
