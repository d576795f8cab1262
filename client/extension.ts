/** The extension on a desktop or a remote machine: the server is a process of its own. */
import type { ExtensionContext } from 'vscode';
import { addFeatures } from './features.ts';
import { desktopClient } from './language/desktop.ts';

export function activate(context: ExtensionContext): void {
  addFeatures(context, desktopClient(context));
}
