/** Writes what was done by hand into the text, as a scenario. */
import { Position, Range, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type Place,
  Requests,
  type RunChoice,
  type ScenarioText,
  type ScenarioTextParams,
} from '../../server/protocol.ts';

export interface Inserted {
  readonly title: string;
  /** Its first line. */
  readonly place: Place;
}

/** The text may be edited while the scenario is worked out: then it is worked out again, so often. */
const attempts = 3;

/**
 * One change, that one undo takes back. The text is not saved.
 * @throws where the server refuses, or the text changes all the time
 */
export async function insertScenario(client: BaseLanguageClient, uri: string, choice: RunChoice): Promise<Inserted> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  for (let attempt = 0; attempt < attempts; attempt++) {
    const params: ScenarioTextParams = { uri, choice };
    const { title, version, edit } = await client.sendRequest<ScenarioText>(Requests.scenarioText, params);
    if (version !== undefined && version !== document.version) continue;
    const { start, end } = edit.range;
    const change = new WorkspaceEdit();
    change.replace(
      document.uri,
      new Range(new Position(start.line, start.character), new Position(end.line, end.character)),
      edit.newText,
    );
    const from = document.offsetAt(new Position(start.line, start.character));
    if (!(await workspace.applyEdit(change))) continue;
    const at = document.positionAt(from + edit.newText.indexOf('scenario "')); // line ends are those of the text
    const line = document.lineAt(at.line).range;
    return {
      title,
      place: {
        uri,
        range: {
          start: { line: line.start.line, character: line.start.character },
          end: { line: line.end.line, character: line.end.character },
        },
      },
    };
  }
  throw new Error('The text changed while the scenario was written: try again.');
}
