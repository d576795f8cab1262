/** The page that replays a run by itself: the panel's, with the run in it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { layoutFor } from '../../engine/diagram/arrange.ts';
import { replayPage, withoutFolders } from '../../engine/diagram/replay.ts';
import { runView } from '../../engine/diagram/run-view.ts';
import { simulate } from '../../engine/simulation/index.ts';
import type { Scenario } from '../../engine/topology/model.ts';
import type { Loaded } from '../../language/load.ts';
import { locate } from '../../language/source.ts';
import { type LinePlace, linesOf } from '../../tools/findings/place.ts';
import { titleOf } from '../../tools/pictures/title.ts';
import { InputError } from '../command.ts';

/** The picture is arranged to be read beside a run on a screen of this size, px. */
const room = { width: 1_000, height: 560 };

/**
 * @param page the folder with the panel's page as it is built
 * @param chosen the title of the scenario, where one was named
 * @throws {InputError} where the page is not built
 */
export async function replay(
  loaded: Loaded,
  scenario: Scenario,
  page: string,
  chosen: { readonly scenario?: string | undefined },
): Promise<string> {
  const { topology, document } = loaded;
  const [script, style] = await Promise.all([built(page, 'main.js'), built(page, 'main.css')]);
  const title = titleOf(loaded);
  const run = runView(simulate(topology, scenario), topology, (source) => placeIn(loaded, locate(source)));
  const uri = document.uri.toString();
  return replayPage({
    title: `${title}: ${run.title}`,
    script,
    style,
    data: withoutFolders({
      type: 'show',
      view: { uri, version: 0, title, scene: layoutFor(topology, room), run, problems: problemsOf(loaded) },
      shown: { uri, ...(chosen.scenario !== undefined && { choice: { scenario: chosen.scenario } }) },
    }),
  });
}

async function built(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  return readFile(path, 'utf8').catch(() => {
    throw new InputError(`The page that replays is not built: there is no ${path}. npm run build makes it.`);
  });
}

interface Place {
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
}
interface Position {
  readonly line: number;
  readonly character: number;
}

function problemsOf(loaded: Loaded): readonly { readonly message: string; readonly place: Place }[] {
  const unbuilt = loaded.topology.unbuilt.map(({ name, reason, source }) => ({
    message: `${name} is left out: ${reason}.`,
    place: placeIn(loaded, locate(source)),
  }));
  const errors = loaded.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((finding) => ({ message: finding.message, place: placeIn(loaded, finding) }));
  return [...unbuilt, ...errors];
}

function placeIn(
  { services }: Loaded,
  at: { readonly uri: string; readonly start: number; readonly end: number },
): Place {
  const lines = linesOf(services.shared.workspace.LangiumDocuments, at);
  return { uri: at.uri, range: rangeOf(lines) };
}

/** Positions as the panel counts them, from 0. */
function rangeOf({ line, column, endLine, endColumn }: LinePlace): Place['range'] {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}
