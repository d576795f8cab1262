/** Files that the server cannot read itself, in a browser or a virtual folder, are read through the editor. */
import { type ExtensionContext, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type FileText, FromServer, type ReadFileParams } from '../../server/protocol.ts';

export function addFileReading(context: ExtensionContext, client: BaseLanguageClient): void {
  context.subscriptions.push(
    client.onRequest(FromServer.readFile, async ({ uri }: ReadFileParams): Promise<FileText | null> => {
      try {
        return { text: new TextDecoder().decode(await workspace.fs.readFile(Uri.parse(uri, true))) };
      } catch {
        // no such file: the server reports it where it is named
        return null;
      }
    }),
  );
}
