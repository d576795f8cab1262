/** Lenses in the text: what those do that the server puts there. */
import { commands, type ExtensionContext, Location, Position, Range, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, StaticFeature } from 'vscode-languageclient';
import { CodeLensRequest } from 'vscode-languageclient';
import {
  ActionCommands,
  type Position as At,
  LensCommands,
  type Place,
  Requests,
  type ToFail,
  type ToFailParams,
} from '../../server/protocol.ts';
import type { Panel } from '../panel/panel.ts';

export function addLenses(context: ExtensionContext, client: BaseLanguageClient, panel: Panel): void {
  client.registerFeature(knowsCommands);
  const add = (id: string, run: (...given: never[]) => Promise<void>) =>
    commands.registerCommand(id, async (...given: never[]) => {
      try {
        await run(...given);
      } catch (error) {
        void window.showErrorMessage(`hatopo: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  context.subscriptions.push(
    add(LensCommands.failHere, async (uri: string, position: At) => {
      const params: ToFailParams = { uri, position };
      const found = await client.sendRequest<ToFail | null>(Requests.toFail, params);
      if (found) await fail(found, panel);
      else
        void window.showInformationMessage(
          'hatopo: This cannot be built yet, so nothing of it can fail. See Problems.',
        );
    }),
    add(LensCommands.peek, async (uri: string, position: At, places: readonly Place[]) => {
      // one place is gone to, of several the editor shows a list
      await commands.executeCommand(
        'editor.action.goToLocations',
        Uri.parse(uri),
        new Position(position.line, position.character),
        places.map(locationOf),
        'peek',
      );
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('hatopo.codeLens')) askAgain(client);
    }),
  );
}

async function fail({ uri, id }: ToFail, panel: Panel): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  await panel.show(document, { steps: [{ at: 0, verb: 'fail', id }] });
}

/** The editor asks for the lenses of what is shown anew. */
function askAgain(client: BaseLanguageClient): void {
  const feature = client.getFeature(CodeLensRequest.method);
  for (const { document } of window.visibleTextEditors)
    feature.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
}

/** Tells the server that it may put our commands into the text. */
const knowsCommands: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const commandsInText = [...Object.values(LensCommands), ...Object.values(ActionCommands)];
    capabilities.experimental = { ...capabilities.experimental, commands: commandsInText };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

function locationOf({ uri, range: { start, end } }: Place): Location {
  return new Location(
    Uri.parse(uri),
    new Range(new Position(start.line, start.character), new Position(end.line, end.character)),
  );
}
