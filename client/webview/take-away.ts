/** What a reader takes away: the picture, the timeline, the run. */

import { statesAfter } from '../../engine/diagram/states.ts';
import { renderSvg } from '../../engine/diagram/svg/render.ts';
import { importantTimes } from '../../engine/diagram/timeline/plan.ts';
import { readable } from '../../engine/diagram/timeline/readable.ts';
import { timeScale } from '../../engine/diagram/timeline/scale.ts';
import { renderTimeline, timelineFrame } from '../../engine/diagram/timeline/svg.ts';
import type { SavedFile } from '../../server/protocol.ts';
import { fileName } from './model/file-name.ts';
import type { Reading } from './model/moment.ts';
import { lanesOfView } from './parts/timeline.ts';

export type Shade = 'light' | 'dark';

/** px: how wide a timeline is drawn that is taken away. */
const timelineWidth = 1200;
/** Pixels of a PNG for each of the picture, so that it is sharp on paper and on large screens. */
const density = 2;
/** px: browsers draw no larger pictures. */
const largest = 8000;

export function pictureSvg({ view, step, time }: Reading, shade?: Shade): SavedFile {
  const { run, scene } = view;
  const title = run?.title ?? view.title;
  const options = { title, standalone: true, ...(shade && { theme: shade }) };
  return {
    name: fileName(title, run && time, 'svg'),
    content: renderSvg(scene, run && statesAfter(run, step), options),
  };
}

export function timelineSvg({ view }: Reading): SavedFile | undefined {
  const { run, scene } = view;
  if (!run) return undefined;
  const { lanes, left } = readable(lanesOfView({ run, scene }));
  const frame = timelineFrame(lanes, timelineWidth, left);
  const scale = timeScale(run, frame.plot.width, { important: importantTimes(lanes) });
  const svg = renderTimeline(lanes, scale, { frame, title: `Timeline of ${run.title}`, standalone: true });
  return { name: fileName(`${run.title} timeline`, undefined, 'svg'), content: svg };
}

/**
 * The picture as pixels. Drawn by the browser from the file that is taken away as SVG.
 * @throws where the browser draws no SVG
 */
export async function picturePng(reading: Reading, shade: Shade): Promise<SavedFile> {
  const { name, content } = pictureSvg(reading, shade);
  const { width, height } = reading.view.scene;
  const scale = Math.min(density, largest / Math.max(width, height, 1));
  const image = new Image();
  // the one address that the policy of the page allows: the picture itself
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(content)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const url = canvas.toDataURL('image/png');
  return { name: name.replace(/svg$/, 'png'), content: url.slice(url.indexOf(',') + 1), binary: true };
}
