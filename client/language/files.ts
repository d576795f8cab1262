/** Files that the server cannot read itself, in a browser or a virtual folder, are read through the editor. */
import { type ExtensionContext, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FileText,
  type FindFilesParams,
  type FoundFiles,
  FromServer,
  type ReadFileParams,
} from '../../server/protocol.ts';
import { hatopoFiles } from './find-files.ts';

/** @param other reads what is no file; `undefined` where it is not asked for such an address */
export function addFileReading(
  context: ExtensionContext,
  client: BaseLanguageClient,
  other: (uri: Uri) => Promise<string | undefined>,
): void {
  context.subscriptions.push(
    client.onRequest(
      FromServer.findFiles,
      async ({ uri }: FindFilesParams, token): Promise<FoundFiles> =>
        (await hatopoFiles(Uri.parse(uri, true), token)).map((found) => client.code2ProtocolConverter.asUri(found)),
    ),
    client.onRequest(FromServer.readFile, async ({ uri }: ReadFileParams): Promise<FileText | null> => {
      try {
        const text = await other(Uri.parse(uri, true));
        if (text !== undefined) return { text };
        return { text: new TextDecoder().decode(await workspace.fs.readFile(Uri.parse(uri, true))) };
      } catch {
        // no such file: the server reports it where it is named
        return null;
      }
    }),
  );
}
