/** Pictures as SVG: the topology, at a moment of a run, and the timeline of one. */
import { layoutFor } from '../../engine/diagram/arrange.ts';
import { cutsOf } from '../../engine/diagram/cuts.ts';
import { layout } from '../../engine/diagram/layout.ts';
import { statesAt } from '../../engine/diagram/states.ts';
import { renderSvg } from '../../engine/diagram/svg/render.ts';
import type { Theme } from '../../engine/diagram/svg/style.ts';
import { planTimeline } from '../../engine/diagram/timeline/plan.ts';
import { renderTimeline } from '../../engine/diagram/timeline/svg.ts';
import { clock } from '../../engine/diagram/times.ts';
import { simulate } from '../../engine/simulation/index.ts';
import type { Scenario } from '../../engine/topology/model.ts';
import type { Loaded } from '../../language/load.ts';
import { titleOf } from './title.ts';

export interface PictureOptions {
  readonly theme?: Theme;
  /** px */
  readonly width?: number;
  /** ms from the start of the run. */
  readonly at?: number;
}

/** Of a timeline for which no width is asked, px. */
const timelineWidth = 1_000;
/** A picture in a given width is arranged for a room of this shape. */
const roomShape = 9 / 16;

/** The topology; with a scenario as it is at a time, or in the end. */
export function topologyPicture(
  loaded: Loaded,
  scenario: Scenario | undefined,
  { theme, width, at }: PictureOptions,
): string {
  const { topology } = loaded;
  const scene =
    width === undefined ? layout(topology) : layoutFor(topology, { width, height: Math.round(width * roomShape) });
  const options = { standalone: true, ...(theme && { theme }), ...(width !== undefined && { width }) };
  const title = titleOf(loaded);
  if (!scenario) return renderSvg(scene, undefined, { ...options, title });
  const run = simulate(topology, scenario);
  const time = at ?? run.end;
  const states = new Map(statesAt({ ...run, cuts: cutsOf(scenario) }, time));
  for (const id of run.unknown) states.set(id, { state: 'unknown' });
  return renderSvg(scene, states, { ...options, title: `${title}: ${run.title}, ${clock(time)}` });
}

/** Who was down for how long, and when it was protected again. */
export function timelinePicture(loaded: Loaded, scenario: Scenario, { theme, width, at }: PictureOptions): string {
  const run = simulate(loaded.topology, scenario);
  const elements = [...loaded.topology.elements.values()];
  const { lanes, frame, scale } = planTimeline(run, elements, width ?? timelineWidth);
  const title = `${titleOf(loaded)}: ${run.title}`;
  return renderTimeline(lanes, scale, {
    frame,
    title,
    standalone: true,
    ...(theme && { theme }),
    ...(at !== undefined && { at }),
  });
}
