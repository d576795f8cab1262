/** A timeline from a run: its lanes, where they stand, and the scale of their times. */
import { type TimelineFrame, timelineFrame } from './frame.ts';
import type { Lane, LaneKind, TimelineElement, TimelineRun } from './lane.ts';
import { lanesOf } from './lanes.ts';
import { readable } from './readable.ts';
import { type TimeScale, timeScale } from './scale.ts';

export interface TimelinePlan {
  readonly lanes: readonly Lane[];
  readonly frame: TimelineFrame;
  readonly scale: TimeScale;
}

/** @param width of the whole picture, px */
export function planTimeline(run: TimelineRun, elements: readonly TimelineElement[], width: number): TimelinePlan {
  const { lanes, left } = readable(lanesOf(run, elements));
  const frame = timelineFrame(lanes, width, left);
  return { lanes, frame, scale: timeScale(run, frame.plot.width, { important: importantTimes(lanes) }) };
}

const felt: ReadonlySet<LaneKind> = new Set(['service', 'endpoint']);

/** When something changed for users; then who took over and what was done; the most important first. */
export function importantTimes(lanes: readonly Lane[]): readonly number[] {
  const users = lanes.filter((lane) => felt.has(lane.kind));
  const times = [
    ...users.flatMap((lane) => lane.spans.filter((span) => span.tone !== 'warn').map((span) => span.from)),
    ...users.flatMap((lane) => lane.spans.map((span) => span.from)),
    ...lanes.flatMap((lane) => lane.marks.map((mark) => mark.time)),
  ];
  return [...new Set(times)];
}
