/** The server as a worker of the browser. */
import { type ExtensionContext, Uri } from 'vscode';
import { type BaseLanguageClient, LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions } from './options.ts';

export function webClient(context: ExtensionContext): BaseLanguageClient {
  const worker = new Worker(Uri.joinPath(context.extensionUri, 'out', 'server', 'main.js').toString(true));
  return new LanguageClient('hatopo', 'hatopo', worker, clientOptions());
}
