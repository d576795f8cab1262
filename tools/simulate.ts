/** Plays scenarios of a text, or losses that are named. */
import { formatReport, type Run, simulate as run, timingChoices } from '../engine/simulation/index.ts';
import type { Scenario, Topology } from '../engine/topology/model.ts';
import { type Fields, readInput, schemaOf } from './input.ts';
import { runFields } from './runs/inputs.ts';
import { runsAsJson } from './runs/run-json.ts';
import { chooseScenario } from './runs/scenarios.ts';
import { loadedText, stopIfCancelled, textFields, troubleOf } from './texts.ts';
import type { Tool } from './tool.ts';
import { UsageError } from './usage-error.ts';

const fields = {
  ...textFields,
  ...runFields,
  timing: {
    type: 'string',
    description: 'Which end of documented ranges every time takes: default, best or worst.',
    enum: timingChoices,
  },
  format: {
    type: 'string',
    description: 'text (unless said), or json with every event, its cause and its source.',
    enum: ['text', 'json'],
  },
} as const satisfies Fields;

export const simulate: Tool = {
  name: 'simulate',
  title: 'Simulate a failure',
  description:
    'Plays what happens to a high-availability topology written in the hatopo language when parts of it fail: the scenarios of the text (all, or the one that is named), or losses that are named. Returns the events with their times, causes and sources, who was down for how long, when everything was protected again, and which expectations hold.',
  input: schemaOf(fields),
  async answer(input, desk) {
    const { scenario, fail = [], timing = 'default', format = 'text', ...which } = readInput(input, fields);
    const loaded = await loadedText(which, desk);
    const { topology, document } = loaded;
    const runs: Run[] = [];
    for (const chosen of scenariosOf(topology, scenario, fail)) {
      stopIfCancelled(desk);
      runs.push(run(topology, chosen, { timing }));
    }
    if (format === 'json')
      return {
        text: JSON.stringify(runsAsJson(loaded, runs, desk.show(document.uri.toString()), timing), undefined, 2),
      };
    const parts = [...troubleOf(loaded, desk), ...runs.map((played) => formatReport(topology, played).trimEnd())];
    return { text: [...parts, verdict(runs)].join('\n\n') };
  },
};

/** @throws {UsageError} where there is nothing to play */
function scenariosOf(topology: Topology, title: string | undefined, fail: readonly string[]): readonly Scenario[] {
  const chosen = chooseScenario(topology, title, fail);
  if (chosen) return [chosen];
  if (topology.scenarios.length > 0) return topology.scenarios;
  throw new UsageError('The text has no scenario that could be run: name what fails, such as fail: ["Host1"].');
}

function verdict(runs: readonly Run[]): string {
  const all = runs.flatMap(({ expectations }) => expectations);
  if (all.length === 0) return 'Nothing was expected.';
  const broken = all.filter(({ holds }) => !holds).length;
  return broken === 0 ? `All ${all.length} expectations hold.` : `${broken} of ${all.length} expectations do not hold.`;
}
