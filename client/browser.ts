/** The extension in a browser: the server is a worker. */
import type { ExtensionContext } from 'vscode';
import { addFeatures } from './features.ts';
import { webClient } from './language/web.ts';

export function activate(context: ExtensionContext): void {
  addFeatures(context, webClient(context));
}
