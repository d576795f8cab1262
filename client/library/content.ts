/** Product library files that ship with the server, opened read-only. */
import { type ExtensionContext, type TextDocumentContentProvider, workspace } from 'vscode';
import type { BaseLanguageClient, StaticFeature } from 'vscode-languageclient';
import { type LibraryParams, LibraryScheme, Requests } from '../../server/protocol.ts';

export function addLibrary(context: ExtensionContext, client: BaseLanguageClient): void {
  const provider: TextDocumentContentProvider = {
    async provideTextDocumentContent(uri, token) {
      const params: LibraryParams = { uri: uri.toString() };
      return await client.sendRequest<string | null>(Requests.library, params, token);
    },
  };
  client.registerFeature(opensLibrary);
  context.subscriptions.push(workspace.registerTextDocumentContentProvider(LibraryScheme, provider));
}

/** Tells the server that product files are opened by their own address. */
const opensLibrary: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, library: true };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};
