/** Where the reader is in a run: one moment, which diagram, timeline, events and editor share. Pure: no document in here. */
import { eventsUntil } from '../../../engine/diagram/states.ts';
import type { EventView, PanelView, RunView } from '../../../server/protocol.ts';

export interface Reading {
  readonly view: PanelView;
  /** How many events have happened in the picture. */
  readonly step: number;
  /** ms from the start of the run: at the last of these events or later, before the next. */
  readonly time: number;
  /** The id of the selected event. */
  readonly selected?: number | undefined;
}

/** A view as it is first read: at its end, nothing selected. */
export function openReading(view: PanelView): Reading {
  return { view, step: view.run?.events.length ?? 0, time: view.run?.end ?? 0 };
}

/** The same place in a newer view of the same run: at the end if it was at the end, else at the same time. */
export function follow(before: Reading | undefined, view: PanelView): Reading {
  const run = view.run;
  const old = before?.view.run;
  if (!before || !run || !old || before.view.uri !== view.uri) return openReading(view);
  // written down as a scenario, or under another title, it is the run that it was
  if (old.title !== run.title && !happensAlike(old, run)) return openReading(view);
  const selected = sameEvent(before, run);
  if (before.step >= old.events.length) return { ...openReading(view), selected };
  const next = atTime({ ...before, view }, before.time);
  return { ...next, selected: selected ?? (before.selected === undefined ? undefined : next.selected) };
}

function happensAlike({ events, end }: RunView, other: RunView): boolean {
  if (end !== other.end || events.length !== other.events.length) return false;
  return events.every(({ time, subject, text }, index) => {
    const event = other.events[index];
    return event?.time === time && event.subject === subject && event.text === text;
  });
}

function sameEvent(before: Reading, run: RunView): number | undefined {
  const event = before.view.run?.events.find((one) => one.id === before.selected);
  if (!event) return undefined;
  return run.events.find((one) => one.subject === event.subject && one.to === event.to && one.time === event.time)?.id;
}

/** The picture after an event, which is selected. */
export function select(reading: Reading, id: number): Reading {
  const events = reading.view.run?.events ?? [];
  const index = events.findIndex((event) => event.id === id);
  const event = events[index];
  return event ? { ...reading, step: index + 1, time: event.time, selected: id } : reading;
}

/** The picture after `step` events; the last of them is selected. */
export function goTo(reading: Reading, step: number): Reading {
  const run = reading.view.run;
  const events = run?.events ?? [];
  const inside = Math.max(0, Math.min(events.length, step));
  const time = inside === events.length ? (run?.end ?? 0) : (events[inside - 1]?.time ?? 0);
  return { ...reading, step: inside, time, selected: events[inside - 1]?.id };
}

/** The picture at a time, with all that has happened then; the last event is selected. */
export function atTime(reading: Reading, time: number): Reading {
  const { run } = reading.view;
  if (!run) return reading;
  const inside = Math.max(0, Math.min(run.end, time));
  const step = eventsUntil(run, inside);
  return { ...reading, step, time: inside, selected: run.events[step - 1]?.id };
}

/** The time as it is told: to the millisecond at an event, else in whole seconds, for nobody reads more while it runs. */
export function toldTime({ view, step, time }: Reading): number {
  const exact = step === 0 || time === view.run?.events[step - 1]?.time || time < 1000;
  return exact ? Math.round(time) : Math.floor(time / 1000) * 1000;
}

/** Whether nothing comes any more. */
export function isAtEnd({ view, step, time }: Reading): boolean {
  return step >= (view.run?.events.length ?? 0) && time >= (view.run?.end ?? 0);
}

/** An event and what led to it, the nearest cause first. */
export function causesOf(run: RunView, id: number): readonly EventView[] {
  const byId = new Map(run.events.map((event) => [event.id, event] as const));
  const chain: EventView[] = [];
  const seen = new Set([id]);
  let cause = byId.get(id)?.cause;
  while (cause !== undefined && !seen.has(cause)) {
    seen.add(cause);
    const event = byId.get(cause);
    if (!event) break;
    chain.push(event);
    cause = event.cause;
  }
  return chain;
}

/** Whether an event only gives a reason or a decision: nothing is another after it. */
export function isRemark(event: EventView): boolean {
  return event.mechanism !== 'injection' && event.from === event.to && event.copy === undefined;
}

/** What was said of an event: why there, why not. */
export function remarksOn(run: RunView, id: number): readonly EventView[] {
  return run.events.filter((event) => event.cause === id && isRemark(event));
}

/** What the picture can point at for a subject: itself, else the nearest it is part of (a resource's group, a VM's adapter). */
export function drawnFor(subject: string, drawn: ReadonlySet<string>): string | undefined {
  let id = subject;
  while (!drawn.has(id)) {
    const dot = id.lastIndexOf('.');
    if (dot < 0) return undefined;
    id = id.slice(0, dot);
  }
  return id;
}
