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
import { followed, scenarioOf } from './choice.ts';
import { Latest } from './latest.ts';
import { titleOf } from './outline.ts';
import { problemsOf } from './problems.ts';

/** How a picture is wanted. */
type Wish = Pick<DrawParams, 'room' | 'expanded'>;

/** The last scene of each state of a topology, and how it was wanted: a panel asks again for every run. */
const scenes = new WeakMap<Topology, { readonly wish: string; readonly scene: Scene }>();

/** Texts, and runs of texts, of which something is remembered. */
const most = 50;

/** How the last picture of a text was arranged, and for which room: the next keeps what it can while the text is edited. */
const arranged = new Latest<{ readonly room: string; readonly kept: Kept }>(most);

interface Answer {
  readonly id: string;
  readonly asked: string;
  /** Weak: states of a text come and go. */
  readonly topology: WeakRef<Topology>;
}

/** What was answered last about a text, or about a run of it: one may be held beside another. */
const answered = new Latest<Answer>(most);
let answers = 0;

/** The titles of a text's scenarios when a run of it was asked for last. */
const titles = new Latest<readonly string[]>(most);

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
  const about = keyOf(document, 'choice' in params ? params.choice : undefined);
  const asked = JSON.stringify([params, problemsOf(document, topology, documents)]);
  const last = answered.get(about);
  if (last && last.id === known && last.topology.deref() === topology && last.asked === asked) return null;
  const id = String(++answers);
  const view =
    'choice' in params
      ? simulated(document, topology, params.choice, params, documents)
      : drawn(document, topology, params, documents);
  answered.set(about, { id, asked, topology: new WeakRef(topology) });
  return { ...view, id };
}

function keyOf(document: LangiumDocument, choice: RunChoice | undefined): string {
  return `${document.uri.toString()} ${JSON.stringify(choice)}`;
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
  asked: RunChoice,
  wish: Wish,
  documents: LangiumDocuments,
): Omit<PanelView, 'id'> {
  const choice = followed(topology, asked, titles.get(keyOf(document, asked)));
  const scenario = scenarioOf(topology, choice);
  const now = topology.scenarios.map(({ title }) => title);
  for (const one of [asked, choice]) titles.set(keyOf(document, one), now);
  const run = simulate(topology, scenario);
  const cuts = cutsOf(scenario);
  return {
    ...drawn(document, topology, wish, documents),
    run: {
      ...runView(run, topology, (source) => placeOfSource(source, documents)),
      ...(cuts.length > 0 && { cuts }),
    },
    ...(choice !== asked && { choice }),
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
  arranged.set(uri, { room: JSON.stringify(room), kept: scene.kept });
  return scene;
}
