/** Paths that may stand in an `import`: the other files of the workspace that are not imported yet. */
import { type LangiumDocument, type LangiumDocuments, UriUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { importPath } from '../../language/edits/imports.ts';
import { isLibrary } from '../../language/library/index.ts';
import { importedUri } from '../../language/scope/imports.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import { contentsOf, titleOf } from '../facts/contents.ts';
import type { Item } from './item.ts';

/** @param cursor the import in which it stands does not count as one */
export function importItems(document: LangiumDocument, documents: LangiumDocuments, cursor: number): Item[] {
  const imported = symbolsOf(document)
    .imports.filter(({ $cstNode: cst }) => !cst || cursor < cst.offset || cst.end < cursor)
    .map((statement) => importedUri(statement, document.uri))
    .filter((uri) => uri !== undefined);
  const isOffered = ({ uri }: LangiumDocument) =>
    !isLibrary(uri) &&
    uri.scheme === document.uri.scheme &&
    ![document.uri, ...imported].some((known) => UriUtils.equals(known, uri));
  return documents.all
    .filter(isOffered)
    .map((file) => ({
      label: importPath(document.uri, file.uri),
      kind: CompletionItemKind.File,
      detail: titleOf(file) ?? 'a file of the workspace',
      documentation: () => contentsOf(file),
    }))
    .toArray();
}
