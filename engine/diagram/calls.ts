/** When users lost their calls first. */
import type { Id } from '../topology/model.ts';
import { append } from './lists.ts';

interface Result {
  readonly id: Id;
  readonly calls: 'preserved' | 'dropped' | 'no-features';
  readonly outages: readonly { readonly from: number }[];
}

interface Happened {
  readonly time: number;
  readonly subject: Id;
  readonly text: string;
}

/** What is read of a run, as the engine makes it and as the panel gets it. */
export interface CallsOfRun {
  readonly events: readonly Happened[];
  readonly services?: readonly Result[] | undefined;
  readonly endpoints?: readonly Result[] | undefined;
}

/** When somebody lost a call first: where an event says so, else when the first outage began. */
export function firstDrop<E extends Omit<Happened, 'subject'>>(
  { outages }: Pick<Result, 'outages'>,
  events: readonly E[],
): { readonly time: number; readonly event?: E } | undefined {
  const told = events.find((event) => /\bcalls\b.* dropped/.test(event.text));
  const [first] = outages;
  if (told && (!first || told.time <= first.from)) return { time: told.time, event: told };
  if (!first) return undefined;
  const event = events.find(({ time }) => time === first.from);
  return { time: first.from, ...(event && { event }) };
}

/** Who has lost calls (or the features of calls) by a run's end, and from which time on. */
export function callsLost(
  run: CallsOfRun,
): readonly { readonly id: Id; readonly time: number; readonly calls: 'dropped' | 'no-features' }[] {
  const results = [...(run.services ?? []), ...(run.endpoints ?? [])].filter(({ calls }) => calls !== 'preserved');
  if (results.length === 0) return [];
  const eventsOf = new Map<Id, Happened[]>();
  for (const event of run.events) append(eventsOf, event.subject, event);
  return results.flatMap((result) => {
    const events = eventsOf.get(result.id) ?? [];
    const { id, calls } = result;
    if (calls === 'preserved') return [];
    // without features there is no outage: the first that is told of it
    const time = (firstDrop(result, events) ?? events[0])?.time;
    return time === undefined ? [] : [{ id, time, calls }];
  });
}
