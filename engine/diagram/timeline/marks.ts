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
    const tone = what !== 'injection' ? 'serving' : isHarm(event) ? 'lost' : 'calm';
    marks.push({ time: event.time, kind: what, tone, text: event.text, event: event.id });
  };
  let place = start?.place;
  for (const event of events) {
    if (event.mechanism === 'injection') add(event, 'injection');
    const moved = event.place !== undefined && event.place !== place;
    place = event.place ?? place;
    if (kind === 'machine' && takesOver(event, moved)) add(event, 'takeover');
    if (kind !== 'service') continue;
    if (event.to === 'protected' && event.from !== 'protected') add(event, 'protected');
    else if (moved && lookOf(event.to).tone !== 'lost') add(event, 'takeover');
  }
  const dropped = result?.callLosses.find(({ calls }) => calls === 'dropped');
  if (dropped) {
    const { time, event } = dropped;
    const text = 'Calls are dropped';
    marks.push({ time, kind: 'calls-dropped', tone: 'lost', text, ...(event !== undefined && { event }) });
  }
  return marks.sort((a, b) => a.time - b.time);
}

/** Roles that serve users, of a pair or a cluster; `up` is none. */
const serving = new Set(['active', 'primary', 'main']);

function isServing(state: string): boolean {
  return serving.has(state);
}

/** A machine begins to serve; or the second copy of a fault-tolerant VM goes on for the first. */
function takesOver({ from, to, mechanism }: TimelineEvent, moved: boolean): boolean {
  if (mechanism === 'fault-tolerance') return moved && lookOf(to).tone === 'serving';
  return isServing(to) && !isServing(from);
}

/** What somebody does to mend, or to move. */
const harmless: ReadonlySet<string> = new Set(['restore', 'heal', 'activate', 'move', 'migrate']);

function isHarm({ from, to, injected }: TimelineEvent): boolean {
  if (lookOf(from).tone === 'lost' && lookOf(to).tone !== 'lost') return false;
  return injected === undefined || !harmless.has(injected);
}
