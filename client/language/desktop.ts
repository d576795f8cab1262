/** The server as a Node process that talks over IPC. */
import { type ExtensionContext, Uri } from 'vscode';
import { type BaseLanguageClient, LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions } from './options.ts';

export function desktopClient(context: ExtensionContext): BaseLanguageClient {
  const module = Uri.joinPath(context.extensionUri, 'out', 'server', 'main.js').fsPath;
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return new LanguageClient('hatopo', 'hatopo', { run, debug }, clientOptions());
}
