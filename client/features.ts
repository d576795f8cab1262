/** What the extension does. */
import { commands, type ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { addCommands } from './commands/index.ts';
import { abilities } from './language/abilities.ts';
import { addFileReading } from './language/files.ts';
import { addReloaded } from './language/reloaded.ts';
import { startClient } from './language/start.ts';
import { addLenses } from './lens/lenses.ts';
import { addLibrary } from './library/content.ts';
import { addEarlierTexts } from './panel/earlier.ts';
import { addPanel } from './panel/panel.ts';
import { addStatus } from './status/status.ts';
import { addTests } from './tests/index.ts';
import { addTools } from './tools/tools.ts';

export function addFeatures(context: ExtensionContext, client: BaseLanguageClient): void {
  // menus of folders show our commands only where somebody works with topologies
  void commands.executeCommand('setContext', 'hatopo.active', true);
  client.registerFeature(abilities);
  const earlier = addEarlierTexts(context);
  addFileReading(context, client, (uri) => earlier.textOf(uri));
  addReloaded(context, client);
  addLibrary(context, client);
  const panel = addPanel(context, client, earlier);
  addCommands(context, client, panel);
  addLenses(context, client, panel);
  addTests(context, client, panel);
  addStatus(context, client);
  addTools(context, client);
  startClient(context, client);
}
