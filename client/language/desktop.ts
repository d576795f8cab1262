/** The server as a Node process that talks over IPC. */
import { type ExtensionContext, Uri } from 'vscode';
import { type BaseLanguageClient, LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions } from './options.ts';

export function desktopClient(context: ExtensionContext): BaseLanguageClient {
  const module = Uri.joinPath(context.extensionUri, 'out', 'server', 'main.js').fsPath;
  // what Node compiles of the server it keeps from one start to the next; a Node before 22.1 does without
  const env = { NODE_COMPILE_CACHE: Uri.joinPath(context.globalStorageUri, 'compiled').fsPath };
  const run = { module, transport: TransportKind.ipc, options: { env } };
  const debug = { ...run, options: { env, execArgv: ['--nolazy', '--inspect=6009'] } };
  return new LanguageClient('hatopo', 'hatopo', { run, debug }, clientOptions());
}
