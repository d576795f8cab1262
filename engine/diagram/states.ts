/** The picture at any moment of a run: its initial states with the events up to then folded in. */

import type { CallLoss } from '../simulation/run.ts';
import type { Id } from '../topology/model.ts';
import { type Cut, cutAt } from './cuts.ts';

/** What a picture shows of an element. */
export interface DrawnState {
  readonly state: string;
  /** The host on which a VM runs, the node that owns a group, the member that serves. */
  readonly place?: Id;
  /** The host of a fault-tolerant VM's copy. */
  readonly copy?: Id;
  /** What users of a service, or a kind of client, have lost of their calls so far; absent: nothing. */
  readonly calls?: 'dropped' | 'no-features';
  /** What somebody has cut it off from. */
  readonly cutFrom?: readonly Id[];
}

export type States = ReadonlyMap<Id, DrawnState>;

interface WithCalls {
  readonly id: Id;
  readonly callLosses: readonly CallLoss[];
}

/** What folding needs of a run, as the engine makes it and as the panel gets it. Events are in order. */
export interface Played {
  readonly initial: Readonly<Record<Id, DrawnState>> | ReadonlyMap<Id, DrawnState>;
  readonly events: readonly {
    readonly time: number;
    readonly subject: Id;
    readonly to: string;
    readonly place?: Id | undefined;
    /** Where its copy runs from now on; `null`: nowhere. */
    readonly copy?: Id | null | undefined;
    readonly text?: string;
  }[];
  /** What users came to: their lost calls are shown from when they lost them. */
  readonly services?: readonly WithCalls[] | undefined;
  readonly endpoints?: readonly WithCalls[] | undefined;
  /** Partitions by hand; see cuts.ts. */
  readonly cuts?: readonly Cut[] | undefined;
}

/** States after all events up to and at `time` (ms from the start of the run). */
export function statesAt(run: Played, time: number): States {
  return statesAfter(run, eventsUntil(run, time));
}

/** How many events have happened by `time`. */
export function eventsUntil(run: Played, time: number): number {
  let count = 0;
  while (count < run.events.length && (run.events[count]?.time ?? 0) <= time) count++;
  return count;
}

/** States after the first `count` events: for steps within one instant. */
export function statesAfter(run: Played, count: number): States {
  const { initial } = run;
  const states = new Map<Id, DrawnState>(initial instanceof Map ? initial : Object.entries(initial));
  for (const event of run.events.slice(0, Math.max(0, count))) {
    const before = states.get(event.subject);
    const place = event.place ?? before?.place;
    const copy = event.copy === undefined ? before?.copy : (event.copy ?? undefined);
    states.set(event.subject, {
      state: event.to,
      ...(place !== undefined && { place }),
      ...(copy !== undefined && { copy }),
    });
  }
  const now = run.events[Math.min(count, run.events.length) - 1]?.time;
  if (now === undefined) return states;
  for (const { id, callLosses } of [...(run.services ?? []), ...(run.endpoints ?? [])]) {
    const lost = callLosses.filter(({ time }) => time <= now);
    const state = states.get(id);
    if (!state || lost.length === 0) continue;
    states.set(id, { ...state, calls: lost.some(({ calls }) => calls === 'dropped') ? 'dropped' : 'no-features' });
  }
  for (const [id, cutFrom] of cutAt(run.cuts ?? [], now)) states.set(id, { state: '', ...states.get(id), cutFrom });
  return states;
}
