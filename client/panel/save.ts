/** Saves what somebody takes away from the panel, where they say. */
import { Uri, window, workspace } from 'vscode';
import type { SavedFile } from '../../server/protocol.ts';
import { bytesOf, extensionOf, kindOf } from './saved-file.ts';

/** @param beside the text that it is about: it is proposed to stand in its folder */
export async function save(file: SavedFile, beside: Uri | undefined): Promise<void> {
  const folder =
    beside && beside.scheme !== 'untitled' ? Uri.joinPath(beside, '..') : workspace.workspaceFolders?.[0]?.uri;
  const extension = extensionOf(file.name);
  const place = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, file.name) }),
    filters: { [kindOf(extension)]: [extension] },
    title: `Save ${file.name}`,
  });
  if (!place) return;
  await workspace.fs.writeFile(place, bytesOf(file));
  window.setStatusBarMessage(`hatopo: ${place.path.split('/').at(-1)} is saved.`, 5000);
}
