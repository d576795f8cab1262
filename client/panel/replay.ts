/** The page of the panel as a file: what is shown plays in any browser, without an editor. */
import { Uri, workspace } from 'vscode';
import type { PanelView, SavedFile, Shown } from '../../server/protocol.ts';
import { replayFile } from '../webview/replay-file.ts';

export async function replayOf(
  { view, shown }: { readonly view: PanelView; readonly shown: Shown },
  extensionUri: Uri,
): Promise<SavedFile> {
  const read = async (name: string) =>
    new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(extensionUri, 'out', 'webview', name)));
  const [script, style] = await Promise.all([read('main.js'), read('main.css')]);
  return replayFile(view, shown, { script, style });
}
