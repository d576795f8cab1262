/** Asks for another name behind an action that had to choose one. */
import { commands, type ExtensionContext, Position, Uri, window } from 'vscode';
import { ActionCommands, type Position as At } from '../../server/protocol.ts';

export function addRenameAfter(context: ExtensionContext): void {
  context.subscriptions.push(
    commands.registerCommand(ActionCommands.renameAt, async (uri: string, at: At) => {
      const editor = window.activeTextEditor;
      // the name that was chosen will do where its file is not the one that is looked at
      if (editor?.document.uri.toString() !== Uri.parse(uri).toString()) return;
      await commands.executeCommand('editor.action.rename', [Uri.parse(uri), new Position(at.line, at.character)]);
    }),
  );
}
