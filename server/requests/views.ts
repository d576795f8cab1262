/** `hatopo/draw` and `hatopo/simulate`: the picture of a topology, and a run on it. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import { layoutFor } from '../../engine/diagram/arrange.ts';
import { layout } from '../../engine/diagram/layout.ts';
import type { Room } from '../../engine/diagram/room.ts';
import { runView } from '../../engine/diagram/run-view.ts';
import type { Scene } from '../../engine/diagram/scene.ts';
import { simulate } from '../../engine/simulation/index.ts';
import type { Topology } from '../../engine/topology/model.ts';
import type { PanelView, RunChoice } from '../protocol.ts';
import { placeOfSource } from '../text.ts';
import { scenarioOf } from './choice.ts';
import { titleOf } from './outline.ts';
import { problemsOf } from './problems.ts';

/** The last scene of each state of a topology, and for which room it was made: a panel asks again for every run. */
const scenes = new WeakMap<Topology, { readonly room: Room | undefined; readonly scene: Scene }>();

/** The topology without a run. */
export function drawn(
  document: LangiumDocument,
  topology: Topology,
  room: Room | undefined,
  documents: LangiumDocuments,
): PanelView {
  return {
    uri: document.uri.toString(),
    version: document.textDocument.version,
    title: titleOf(document, topology),
    scene: sceneOf(topology, room),
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
  room: Room | undefined,
  documents: LangiumDocuments,
): PanelView {
  const run = simulate(topology, scenarioOf(topology, choice));
  return {
    ...drawn(document, topology, room, documents),
    run: runView(run, topology, (source) => placeOfSource(source, documents)),
  };
}

function sceneOf(topology: Topology, room: Room | undefined): Scene {
  const known = scenes.get(topology);
  if (known && known.room?.width === room?.width && known.room?.height === room?.height) return known.scene;
  const scene = room ? layoutFor(topology, room) : layout(topology);
  scenes.set(topology, { room, scene });
  return scene;
}
