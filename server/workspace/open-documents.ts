/** Which documents somebody looks at. */

import type { TextDocument } from 'langium';
import { type LangiumDocument, type LangiumDocuments, URI } from 'langium';
import type { TextDocuments } from 'langium/lsp';
import { isLibrary } from '../../language/library/index.ts';
import { importClosure } from '../../language/scope/imports.ts';

interface Workspace {
  readonly LangiumDocuments: LangiumDocuments;
  readonly TextDocuments: TextDocuments<TextDocument>;
}

/** Opened documents of the language, without the product files that ship. */
export function openDocuments({ LangiumDocuments: documents, TextDocuments: texts }: Workspace): LangiumDocument[] {
  return texts
    .keys()
    .map((uri) => URI.parse(uri))
    .filter((uri) => !isLibrary(uri))
    .map((uri) => documents.getDocument(uri))
    .filter((document) => document !== undefined);
}

/**
 * Whether what is known of a document is known of its text as it is now. Between an edit and its reading it is not: what
 * was found then would be shown at the wrong places, as if it were found in the newer text.
 */
export function isCurrent(document: LangiumDocument): boolean {
  const read = document.parseResult.value.$cstNode?.root.fullText;
  return read === undefined || read === document.textDocument.getText();
}

/** Opened documents and all that they import, each once. */
export function watchedDocuments(workspace: Workspace): Set<LangiumDocument> {
  return new Set(openDocuments(workspace).flatMap((root) => importClosure(root, workspace.LangiumDocuments)));
}
