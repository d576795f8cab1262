/** Tells a panel when texts are others than before: typed, changed on disk, renamed, or read anew by the server. */
import { type Disposable, type Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { TopologyChanged, type TopologyChangedParams } from '../../server/protocol.ts';
import { languageId } from '../language/options.ts';

export interface FollowsTexts {
  /** A file or folder has another name now. */
  renamed(from: string, to: string): void;
  /** The topology of a document is another now, or may be after `wait` ms. */
  changed(uri: string, wait?: number): void;
  /** A text is being edited, perhaps one that is shown or imported; `linesGone`: some were removed. */
  edited(linesGone: boolean): void;
}

/** The language client collects changes on disk for 250 ms before it tells the server: a run made sooner is of old text. */
const quietOnDisk = 600;

export function followTexts(client: BaseLanguageClient, panel: FollowsTexts): Disposable[] {
  const asUri = (uri: Uri) => client.code2ProtocolConverter.asUri(uri);
  const files = workspace.createFileSystemWatcher('**/*.hatopo');
  const onDisk = (uri: Uri) => {
    // of texts that are open the server says itself when they are another
    const open = workspace.textDocuments.some((document) => String(document.uri) === String(uri));
    if (!open) panel.changed(asUri(uri), quietOnDisk);
  };
  return [
    files,
    client.onNotification(TopologyChanged, ({ uri }: TopologyChangedParams) => panel.changed(uri)),
    workspace.onDidRenameFiles(({ files: renamed }) => {
      for (const { oldUri, newUri } of renamed) panel.renamed(asUri(oldUri), asUri(newUri));
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === languageId && contentChanges.length > 0)
        panel.edited(contentChanges.some(({ range }) => !range.isSingleLine));
    }),
    files.onDidChange(onDisk),
    files.onDidCreate(onDisk),
    files.onDidDelete(onDisk),
  ];
}
