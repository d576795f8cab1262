/** Paths that may stand in an `import`: the other files of the workspace. */
import { type LangiumDocument, type LangiumDocuments, UriUtils } from 'langium';
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-protocol';
import { importPath } from '../../language/edits/imports.ts';
import { isLibrary } from '../../language/library/index.ts';

export function importItems(document: LangiumDocument, documents: LangiumDocuments): CompletionItem[] {
  return documents.all
    .filter(({ uri }) => !isLibrary(uri) && uri.scheme === document.uri.scheme && !UriUtils.equals(uri, document.uri))
    .map(({ uri }) => importPath(document.uri, uri))
    .map((label) => ({ label, kind: CompletionItemKind.File, detail: 'a file of the workspace' }))
    .toArray();
}
