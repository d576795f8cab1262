/** Scenarios as tests of the editor: listed, run, run again when a file is saved, opened in the panel. */
import { commands, type Disposable, type ExtensionContext, type TestItem, type Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { TopologyChanged, type TopologyChangedParams } from '../../server/protocol.ts';
import { commandIds } from '../commands/ids.ts';
import { Later } from '../later.ts';
import type { Panel } from '../panel/panel.ts';
import { Explorer } from './explorer.ts';
import { Runs } from './runs.ts';

/** ms: the language client collects changes on disk for 250 ms before it tells the server. */
const quietOnDisk = 600;

export function addTests(context: ExtensionContext, client: BaseLanguageClient, panel: Panel): void {
  const explorer = new Explorer(client);
  const runs = new Runs(client, explorer);
  const later = new Later();
  const isOpen = (uri: Uri) => workspace.textDocuments.some((document) => String(document.uri) === String(uri));
  const outdate = (uri: Uri) => {
    const items = explorer.leavesThatRead(uri).map(({ item }) => item);
    if (items.length > 0) explorer.controller.invalidateTestResults(items);
  };
  const onDisk = (uri: Uri) => {
    // of texts that are open the server says itself when they are another
    if (isOpen(uri)) return;
    outdate(uri);
    later.run(String(uri), quietOnDisk, async () => {
      await explorer.readFrom(uri);
      runs.saved(uri);
    });
  };
  const readAll = () => later.run('all', quietOnDisk, () => explorer.readAll());
  // a folder comes and goes with what is in it, of which nobody tells
  const folders = workspace.createFileSystemWatcher('**/*', false, true, false);
  const onFolder = ({ path }: Uri) => {
    if (!path.slice(path.lastIndexOf('/')).includes('.')) readAll();
  };
  const watcher = workspace.createFileSystemWatcher('**/*.hatopo');
  const listening: Disposable[] = [
    explorer,
    runs,
    later,
    watcher,
    watcher.onDidCreate(onDisk),
    watcher.onDidChange(onDisk),
    watcher.onDidDelete(onDisk),
    folders,
    folders.onDidCreate(onFolder),
    folders.onDidDelete(onFolder),
    workspace.onDidRenameFiles(readAll),
    workspace.onDidDeleteFiles(readAll),
    workspace.onDidChangeWorkspaceFolders(readAll),
    workspace.onDidOpenTextDocument((document) => {
      if (explorer.holds(document)) void explorer.read(document.uri);
    }),
    workspace.onDidCloseTextDocument((document) => {
      if (!explorer.holds(document)) return;
      if (document.isUntitled) explorer.forget(document.uri);
      else later.run(String(document.uri), quietOnDisk, () => explorer.read(document.uri));
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && explorer.holds(document)) outdate(document.uri);
    }),
    workspace.onDidSaveTextDocument(async (document) => {
      if (!explorer.holds(document)) return;
      await explorer.readFrom(document.uri); // what was written since is run too
      runs.saved(document.uri);
    }),
    client.onNotification(TopologyChanged, ({ uri }: TopologyChangedParams) => {
      const document = workspace.textDocuments.find((each) => explorer.addressOf(each.uri) === uri);
      if (document && explorer.holds(document)) void explorer.read(document.uri);
    }),
    commands.registerCommand(commandIds.showTest, (given: unknown) => show(given, explorer, panel)),
  ];
  context.subscriptions.push(...listening);
  void explorer.readAll();
}

/** Opens the run of a test in the panel. Menus give the test itself, or a message with its test. */
async function show(given: unknown, explorer: Explorer, panel: Panel): Promise<void> {
  const { test = given } = (given ?? {}) as { readonly test?: unknown };
  const leaf = explorer.leafOf(test as TestItem);
  if (!leaf?.item.uri) return;
  try {
    await panel.show(await workspace.openTextDocument(leaf.item.uri), { scenario: leaf.title });
  } catch (error) {
    void window.showErrorMessage(`hatopo: ${error instanceof Error ? error.message : String(error)}`);
  }
}
