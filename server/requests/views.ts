/** `hatopo/draw` and `hatopo/simulate`: the picture of a topology, and a run on it. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import { layout } from '../../engine/diagram/layout.ts';
import type { Scene } from '../../engine/diagram/scene.ts';
import { failureScenario, simulate } from '../../engine/simulation/index.ts';
import type { Scenario, Topology } from '../../engine/topology/model.ts';
import type { PanelView, RunChoice } from '../protocol.ts';
import { titleOf } from './outline.ts';
import { problemsOf } from './problems.ts';
import { Refusal } from './refusal.ts';
import { runView } from './run-view.ts';

const scenes = new WeakMap<Topology, Scene>();

/** The topology without a run. */
export function drawn(document: LangiumDocument, topology: Topology, documents: LangiumDocuments): PanelView {
  return {
    uri: document.uri.toString(),
    version: document.textDocument.version,
    title: titleOf(document, topology),
    scene: sceneOf(topology),
    problems: problemsOf(document, topology, documents),
  };
}

/**
 * The topology with a run of what was chosen.
 * @throws {Refusal} where the choice is not in the text any more
 */
export function simulated(
  document: LangiumDocument,
  topology: Topology,
  choice: RunChoice,
  documents: LangiumDocuments,
): PanelView {
  const run = simulate(topology, scenarioOf(topology, choice));
  return { ...drawn(document, topology, documents), run: runView(run, topology, documents) };
}

/** Laid out once for each state of a topology: a panel asks again for every run. */
function sceneOf(topology: Topology): Scene {
  let scene = scenes.get(topology);
  if (!scene) {
    scene = layout(topology);
    scenes.set(topology, scene);
  }
  return scene;
}

function scenarioOf(topology: Topology, choice: RunChoice): Scenario {
  if ('scenario' in choice) {
    const scenario = topology.scenarios.find(({ title }) => title === choice.scenario);
    if (scenario) return scenario;
    const titles = topology.scenarios.map(({ title }) => `"${title}"`).join(', ');
    throw new Refusal(
      `The text has no scenario "${choice.scenario}" any more. ${titles ? `It has ${titles}.` : 'It has none.'}`,
    );
  }
  const gone = choice.fail.filter(({ id }) => !topology.elements.has(id)).map(({ id }) => id);
  if (gone.length > 0) {
    throw new Refusal(
      `The topology has no ${gone.join(', ')} any more: renamed, removed, or what it depends on cannot be built. Choose again.`,
    );
  }
  if (choice.fail.length === 0) throw new Refusal('Nothing was chosen to fail.');
  return failureScenario(topology, choice.fail);
}
