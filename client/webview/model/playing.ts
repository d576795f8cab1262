/** How a run goes on while it is played: by the clock, or from event to event. Pure: time is told, not read. */
import type { RunView } from '../../../server/protocol.ts';

/** `events` takes the same time to every next moment; numbers are how much faster than real time. */
export type Speed = 'events' | 1 | 10 | 60;

export const speeds: readonly { readonly speed: Speed; readonly word: string }[] = [
  { speed: 'events', word: 'By event' },
  { speed: 1, word: 'Real time' },
  { speed: 10, word: '10 × faster' },
  { speed: 60, word: '60 × faster' },
];

/** ms of the reader's time from one moment of a run to the next, however long it is in the run. */
const toNext = 1100;
/** ms of the reader's time between events of the same instant. */
const within = 420;

export interface Playhead {
  readonly step: number;
  /** ms from the start of the run. */
  readonly time: number;
  /** ms of the reader's time since the last event, by which events of one instant are told one after the other. */
  readonly waited: number;
}

/** Where the playhead is `elapsed` ms of the reader's time later; `undefined` where the run is over. */
export function advance(run: RunView, head: Playhead, elapsed: number, speed: Speed): Playhead | undefined {
  const { events, end } = run;
  if (head.step >= events.length && head.time >= end) return undefined;
  if (speed !== 'events') {
    const time = Math.min(end, head.time + elapsed * speed);
    let { step } = head;
    while (step < events.length && (events[step]?.time ?? 0) <= time) step++;
    return { step, time, waited: 0 };
  }
  const waited = head.waited + elapsed;
  const next = events[head.step];
  const from = events[head.step - 1]?.time ?? 0;
  const to = next?.time ?? end;
  if (to <= from) {
    if (waited < within) return { ...head, waited };
    return { step: Math.min(events.length, head.step + 1), time: to, waited: waited - within };
  }
  if (waited >= toNext) {
    return { step: Math.min(events.length, head.step + 1), time: to, waited: Math.min(within, waited - toNext) };
  }
  return { step: head.step, time: Math.max(head.time, from + ((to - from) * waited) / toNext), waited };
}

/** A playhead where the reader is: on the way to the next event it has waited as long as it is far. */
export function playhead(run: RunView, step: number, time: number): Playhead {
  const from = run.events[step - 1]?.time ?? 0;
  const to = run.events[step]?.time ?? run.end;
  return { step, time, waited: to > from ? (toNext * Math.max(0, time - from)) / (to - from) : 0 };
}
