/** Findings in files that the server reads from disk itself, such as hatopo.config.json. */
import { type ExtensionContext, type TextDocument, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { languageId } from './options.ts';

/** How long after its text a document says whether that is what is on disk, in milliseconds. */
const SETTLED = 200;

/**
 * The server may have read a file before the editor reads it anew: what it found then underlines
 * places of the old text, and moves with them. Where text and disk are one again, it is shown again.
 */
export function addReloaded(context: ExtensionContext, client: BaseLanguageClient): void {
  context.subscriptions.push(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === languageId || contentChanges.length === 0) return;
      if (client.diagnostics?.has(document.uri)) setTimeout(() => showAgain(document, client), SETTLED);
    }),
  );
}

function showAgain({ uri, isDirty }: TextDocument, client: BaseLanguageClient): void {
  if (isDirty) return; // the file is another than its text, until that is saved
  const found = client.diagnostics?.get(uri);
  if (found) client.diagnostics?.set(uri, found);
}
