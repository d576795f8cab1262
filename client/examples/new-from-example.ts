/** A new topology that begins as a copy of an example. */
import { type ExtensionContext, Uri, window, workspace } from 'vscode';
import { languageId } from '../language/options.ts';
import { examples } from './examples.ts';

/** Opens an untitled copy of the example that the author picks; nothing where none is. */
export async function newFromExample(context: ExtensionContext): Promise<void> {
  const items = examples.map(({ file, title, about }) => ({ label: title, detail: about, file }));
  const chosen = await window.showQuickPick(items, {
    title: 'New topology from example',
    placeHolder: 'Which system is most like yours?',
    matchOnDetail: true,
  });
  if (!chosen) return;
  // the extension may stand on the web: its files are read as any others
  const file = Uri.joinPath(context.extensionUri, 'examples', chosen.file);
  const content = new TextDecoder().decode(await workspace.fs.readFile(file));
  await window.showTextDocument(await workspace.openTextDocument({ language: languageId, content }));
}
