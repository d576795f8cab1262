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

/** Opened documents and all that they import, each once. */
export function watchedDocuments(workspace: Workspace): Set<LangiumDocument> {
  return new Set(openDocuments(workspace).flatMap((root) => importClosure(root, workspace.LangiumDocuments)));
}
