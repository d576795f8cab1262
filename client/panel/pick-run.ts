/** Lets the reader pick a run: of this text, or to hold beside the one that is shown. */
import { Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Outline, type OutlineParams, Requests, type Shown } from '../../server/protocol.ts';
import { choose } from '../commands/choose.ts';
import { scenarioPicks } from '../commands/picks.ts';
import { hatopoFiles } from '../language/find-files.ts';
import { type Comparable, comparisonPicks, otherTextPicks } from './comparable.ts';
import type { EarlierTexts } from './earlier.ts';

/** The run of a scenario of the text; `undefined` where the list was left. */
export async function pickScenario(client: BaseLanguageClient, { uri, choice }: Shown): Promise<Shown | undefined> {
  const outline = await outlineOf(client, uri);
  if (outline.scenarios.length === 0) {
    void window.showInformationMessage(
      'hatopo: This text has no scenario yet. Let something fail in the picture, and insert that as one.',
    );
    return undefined;
  }
  const picks = scenarioPicks(
    choice?.scenario === undefined ? outline : { ...outline, scenarioAtCursor: choice.scenario },
  );
  const scenario = await choose(picks, 'Run scenario', 'The scenario to run');
  return scenario === undefined ? undefined : { uri, choice: { scenario } };
}

/** A run to hold beside the one that is shown, with what to call it where its own title is not enough. */
export async function pickComparison(
  client: BaseLanguageClient,
  shown: Shown,
  before: readonly Comparable[],
  earlier: EarlierTexts,
): Promise<Comparable | undefined> {
  const now = Uri.parse(shown.uri);
  const [outline, texts, files] = await Promise.all([outlineOf(client, shown.uri), earlier.of(now), hatopoFiles()]);
  const { picks, runs } = comparisonPicks({
    shown,
    scenarios: outline.scenarios.map(({ title }) => title),
    before,
    earlier: texts.map(({ uri, words }) => ({ uri: client.code2ProtocolConverter.asUri(uri), words })),
    unknown: earlier.unknown,
    others: files
      .filter((file) => String(file) !== String(now))
      .map((file) => ({ uri: client.code2ProtocolConverter.asUri(file), name: workspace.asRelativePath(file) }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
  });
  if (runs.size === 0) {
    void window.showInformationMessage('hatopo: There is no other run yet to compare with.');
    return undefined;
  }
  const picked = await choose(picks, 'Compare with…', 'A run to hold beside this one');
  const run = picked === undefined ? undefined : runs.get(picked);
  return run?.isText ? await pickInText(client, run, shown) : run;
}

/** Of another text a scenario, or the same steps in it. */
async function pickInText(client: BaseLanguageClient, text: Comparable, shown: Shown): Promise<Comparable | undefined> {
  const outline = await outlineOf(client, text.shown.uri);
  const { picks, runs } = otherTextPicks(
    text,
    shown,
    outline.scenarios.map(({ title }) => title),
  );
  if (runs.size === 0) {
    void window.showInformationMessage(`hatopo: ${text.words ?? 'That text'} has no scenario to compare with.`);
    return undefined;
  }
  const picked = await choose(picks, `Compare with a run of ${text.words ?? 'it'}`, 'A run to hold beside this one');
  return picked === undefined ? undefined : runs.get(picked);
}

function outlineOf(client: BaseLanguageClient, uri: string): Promise<Outline> {
  return client.sendRequest<Outline>(Requests.outline, { uri } satisfies OutlineParams);
}
