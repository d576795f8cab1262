/** Product library files that ship with the server, opened read-only. */
import { type ExtensionContext, type TextDocumentContentProvider, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type LibraryParams, LibraryScheme, Requests } from '../../server/protocol.ts';

export function addLibrary(context: ExtensionContext, client: BaseLanguageClient): void {
  const provider: TextDocumentContentProvider = {
    async provideTextDocumentContent(uri, token) {
      const params: LibraryParams = { uri: uri.toString() };
      return await client.sendRequest<string | null>(Requests.library, params, token);
    },
  };
  context.subscriptions.push(workspace.registerTextDocumentContentProvider(LibraryScheme, provider));
}
