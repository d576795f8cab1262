/** What the extension does. */
import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { addCommands } from './commands/index.ts';
import { addFileReading } from './language/files.ts';
import { startClient } from './language/start.ts';
import { addLibrary } from './library/content.ts';
import { addPanel } from './panel/panel.ts';

export function addFeatures(context: ExtensionContext, client: BaseLanguageClient): void {
  addFileReading(context, client);
  addLibrary(context, client);
  const panel = addPanel(context, client);
  addCommands(context, client, panel);
  startClient(context, client);
}
