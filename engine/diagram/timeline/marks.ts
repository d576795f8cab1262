/** The moments of a lane: what was done to it, when it took over, when calls were lost, when it was protected again. */
import { lookOf } from '../look.ts';
import type { DrawnState } from '../states.ts';
import type { LaneKind, Mark, TimelineEvent, TimelineRun } from './lane.ts';

interface Course {
  readonly kind: LaneKind;
  readonly start: DrawnState | undefined;
  readonly events: readonly TimelineEvent[];
  readonly result: TimelineRun['services'][number] | TimelineRun['endpoints'][number] | undefined;
}

export function marksOf({ kind, start, events, result }: Course): readonly Mark[] {
  const marks: Mark[] = [];
  const add = (event: TimelineEvent, what: Mark['kind']): void => {
    marks.push({ time: event.time, kind: what, text: event.text, event: event.id });
  };
  let place = start?.place;
  for (const event of events) {
    if (event.mechanism === 'injection') add(event, 'injection');
    const moved = event.place !== undefined && event.place !== place;
    place = event.place ?? place;
    if (kind === 'machine' && isServing(event.to) && !isServing(event.from)) add(event, 'takeover');
    if (kind !== 'service') continue;
    if (event.to === 'protected' && event.from !== 'protected') add(event, 'protected');
    else if (moved && lookOf(event.to).tone !== 'lost') add(event, 'takeover');
  }
  const dropped = result?.calls === 'dropped' ? whenDropped(result, events) : undefined;
  if (dropped) marks.push(dropped);
  return marks.sort((a, b) => a.time - b.time);
}

/** Roles that serve users, of a pair or a cluster; `up` is none. */
const serving = new Set(['active', 'primary', 'main']);

function isServing(state: string): boolean {
  return serving.has(state);
}

/** When somebody lost a call first: where an event says so, else when the first outage began. */
function whenDropped(
  { outages }: { readonly outages: readonly { readonly from: number }[] },
  events: readonly TimelineEvent[],
): Mark | undefined {
  const told = events.find((event) => /\bcalls\b.* dropped/.test(event.text));
  const [first] = outages;
  if (told && (!first || told.time <= first.from))
    return { time: told.time, kind: 'calls-dropped', text: 'Calls are dropped', event: told.id };
  if (!first) return undefined;
  const event = events.find(({ time }) => time === first.from);
  return {
    time: first.from,
    kind: 'calls-dropped',
    text: 'Calls are dropped',
    ...(event && { event: event.id }),
  };
}
