/** What one element was, from when to when. */
import type { Id } from '../../topology/model.ts';
import { lookOf, type Tone } from '../look.ts';
import type { DrawnState } from '../states.ts';
import type { LaneKind, Span, TimelineEvent } from './lane.ts';

/** What happened to one element. */
export interface Course {
  readonly id: Id;
  readonly kind: LaneKind;
  readonly start: DrawnState | undefined;
  /** Its own, in order. */
  readonly events: readonly TimelineEvent[];
  readonly end: number;
  readonly nameOf: (id: Id) => string;
}

/** Whether it is protected at some time of the run. */
export function isRedundant(start: DrawnState | undefined, events: readonly TimelineEvent[]): boolean {
  return start?.state === 'protected' || events.some((event) => event.to === 'protected');
}

/** The states that followed each other, without gaps, up to `end`. */
export function spansOf({ id, kind, start, events, end, nameOf }: Course): readonly Span[] {
  const redundant = isRedundant(start, events);
  const spans: Span[] = [];
  let state = start?.state ?? events[0]?.from;
  if (state === undefined) return [];
  let place = start?.place;
  let from = 0;
  let began: number | undefined;
  const close = (to: number): void => {
    const span = spanOf({ id, kind, redundant, state: state ?? '', place, from, to, began, nameOf });
    const before = spans.at(-1);
    if (before && before.state === span.state && before.word === span.word) spans[spans.length - 1] = { ...before, to };
    else spans.push(span);
  };
  for (const event of events) {
    const moved = event.place !== undefined && event.place !== place && kind !== 'endpoint';
    if (event.to === state && !moved) continue;
    // what lasted no time was not seen; but what was before the run is
    if (event.time > from || began === undefined) close(event.time);
    state = event.to;
    place = event.place ?? place;
    from = event.time;
    began = event.id;
  }
  close(end);
  return spans;
}

interface Stretch {
  readonly id: Id;
  readonly kind: LaneKind;
  readonly redundant: boolean;
  readonly state: string;
  readonly place: Id | undefined;
  readonly from: number;
  readonly to: number;
  readonly began: number | undefined;
  readonly nameOf: (id: Id) => string;
}

function spanOf({ id, kind, redundant, state, place, from, to, began, nameOf }: Stretch): Span {
  const { tone, word } = lookOfSpan(kind, state, redundant);
  const where = place !== undefined && place !== id && says(kind, tone) ? ` on ${nameOf(place)}` : '';
  return {
    from,
    to,
    state,
    tone,
    word: word + where,
    short: word,
    ...(place !== undefined && { place }),
    ...(began !== undefined && { event: began }),
  };
}

/** Whether the place belongs to the words: a machine that is off is nowhere. */
function says(kind: LaneKind, tone: Tone): boolean {
  return (kind === 'machine' || kind === 'service') && tone !== 'lost' && tone !== 'unknown';
}

const idle = new Set(['up', 'running', 'quorate', 'online', 'idle']);

/** @param redundant whether it is protected at some time of the run: else it is not told that it is not */
function lookOfSpan(kind: LaneKind, state: string, redundant: boolean): { readonly tone: Tone; readonly word: string } {
  const { tone, word } = lookOf(state);
  if (tone === 'unknown') return { tone, word };
  if (kind === 'service') {
    if (state === 'degraded' || (state === 'up' && redundant)) return { tone: 'warn', word: 'not protected' };
    if (state === 'up') return { tone: 'serving', word: 'in service' };
    if (state === 'dual-active') return { tone: 'warn', word: 'two serve at once' };
    return { tone, word: word || state };
  }
  if (kind === 'endpoint') return { tone, word: tone === 'lost' ? 'out of service' : 'in service' };
  // what runs without a role serves nobody yet
  if (idle.has(state)) return { tone: 'calm', word: state };
  if (state === 'not-quorate') return { tone, word: 'no quorum' };
  return { tone, word: word || state };
}
