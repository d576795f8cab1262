/** `hatopo/draw` and `hatopo/simulate`: the picture of a topology, and a run on it. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import { layoutFor } from '../../engine/diagram/arrange.ts';
import { cutsOf } from '../../engine/diagram/cuts.ts';
import { layout } from '../../engine/diagram/layout.ts';
import { runView } from '../../engine/diagram/run-view.ts';
import type { Kept, Scene } from '../../engine/diagram/scene.ts';
import { simulate } from '../../engine/simulation/index.ts';
import type { Topology } from '../../engine/topology/model.ts';
import type { DrawParams, PanelView, RunChoice, SimulateParams } from '../protocol.ts';
import { placeOfSource } from '../text.ts';
import { scenarioOf } from './choice.ts';
import { titleOf } from './outline.ts';
import { problemsOf } from './problems.ts';

/** How a picture is wanted. */
type Wish = Pick<DrawParams, 'room' | 'expanded'>;

/** The last scene of each state of a topology, and how it was wanted: a panel asks again for every run. */
const scenes = new WeakMap<Topology, { readonly wish: string; readonly scene: Scene }>();

/** How the last picture of a text was arranged, and for which room: the next keeps what it can while the text is edited. */
const arranged = new Map<string, { readonly room: string; readonly kept: Kept }>();
/** Texts whose last picture is remembered. */
const mostArranged = 50;

/** What was answered last about a text, by the id of the answer. */
const answered = new Map<string, { readonly id: string; readonly asked: string; readonly topology: Topology }>();
let answers = 0;

/**
 * The topology, with a run where one was chosen; `null` where that is what the panel has already.
 * @throws {Refusal} where the choice is not in the text any more
 */
export function viewFor(
  document: LangiumDocument,
  topology: Topology,
  { known, ...params }: DrawParams | SimulateParams,
  documents: LangiumDocuments,
): PanelView | null {
  const uri = document.uri.toString();
  const asked = JSON.stringify([params, problemsOf(document, topology, documents)]);
  const last = answered.get(uri);
  if (last && last.id === known && last.topology === topology && last.asked === asked) return null;
  const id = String(++answers);
  const view =
    'choice' in params
      ? simulated(document, topology, params.choice, params, documents)
      : drawn(document, topology, params, documents);
  answered.set(uri, { id, asked, topology });
  return { ...view, id };
}

/** The topology without a run. */
function drawn(
  document: LangiumDocument,
  topology: Topology,
  wish: Wish,
  documents: LangiumDocuments,
): Omit<PanelView, 'id'> {
  return {
    uri: document.uri.toString(),
    version: document.textDocument.version,
    title: titleOf(document, topology),
    scene: sceneOf(document.uri.toString(), topology, wish),
    problems: problemsOf(document, topology, documents),
  };
}

function simulated(
  document: LangiumDocument,
  topology: Topology,
  choice: RunChoice,
  wish: Wish,
  documents: LangiumDocuments,
): Omit<PanelView, 'id'> {
  const scenario = scenarioOf(topology, choice);
  const run = simulate(topology, scenario);
  const cuts = cutsOf(scenario);
  return {
    ...drawn(document, topology, wish, documents),
    run: {
      ...runView(run, topology, (source) => placeOfSource(source, documents)),
      ...(cuts.length > 0 && { cuts }),
    },
  };
}

function sceneOf(uri: string, topology: Topology, { room, expanded = [] }: Wish): Scene {
  const wish = JSON.stringify([room, expanded]);
  const known = scenes.get(topology);
  if (known?.wish === wish) return known.scene;
  const last = arranged.get(uri);
  const before = last && last.room === JSON.stringify(room) ? last.kept : undefined;
  const scene = room ? layoutFor(topology, room, { expanded, before }) : layout(topology, { expanded, before });
  scenes.set(topology, { wish, scene });
  arranged.delete(uri);
  arranged.set(uri, { room: JSON.stringify(room), kept: scene.kept });
  const [oldest] = arranged.keys();
  if (arranged.size > mostArranged && oldest !== undefined) arranged.delete(oldest);
  return scene;
}
