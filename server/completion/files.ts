/** Paths that may stand in an `import`: the other files of the workspace. */
import { type LangiumDocument, type LangiumDocuments, UriUtils } from 'langium';
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-protocol';
import { isLibrary } from '../../language/library/index.ts';

export function importItems(document: LangiumDocument, documents: LangiumDocuments): CompletionItem[] {
  const folder = UriUtils.dirname(document.uri);
  return documents.all
    .filter(({ uri }) => !isLibrary(uri) && uri.scheme === document.uri.scheme && !UriUtils.equals(uri, document.uri))
    .map(({ uri }) => UriUtils.relative(folder, uri))
    .map((path) => (path.startsWith('.') ? path : `./${path}`))
    .map((label) => ({ label, kind: CompletionItemKind.File, detail: 'a file of the workspace' }))
    .toArray();
}
