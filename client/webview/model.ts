/** What the page shows and where the reader is in it. Pure: no document in here. */
import { eventsUntil } from '../../engine/diagram/states.ts';
import type { EventView, PanelView, RunView } from '../../server/protocol.ts';

export interface Reading {
  readonly view: PanelView;
  /** How many events have happened in the picture. */
  readonly step: number;
  /** The id of the selected event. */
  readonly selected?: number | undefined;
}

/** A view as it is first read: at its end, nothing selected. */
export function openReading(view: PanelView): Reading {
  return { view, step: view.run?.events.length ?? 0 };
}

/** The same place in a newer view of the same run: at the end if it was at the end, else at the same time. */
export function follow(before: Reading | undefined, view: PanelView): Reading {
  const run = view.run;
  const old = before?.view.run;
  if (!before || !run || !old || before.view.uri !== view.uri || old.title !== run.title) return openReading(view);
  if (before.step >= old.events.length) return { view, step: run.events.length, selected: sameEvent(before, run) };
  const time = old.events[before.step - 1]?.time;
  return { view, step: time === undefined ? 0 : eventsUntil(run, time), selected: sameEvent(before, run) };
}

function sameEvent(before: Reading, run: RunView): number | undefined {
  const event = before.view.run?.events.find((one) => one.id === before.selected);
  if (!event) return undefined;
  return run.events.find((one) => one.subject === event.subject && one.to === event.to && one.time === event.time)?.id;
}

/** The picture after an event, which is selected. */
export function select(reading: Reading, id: number): Reading {
  const index = reading.view.run?.events.findIndex((event) => event.id === id) ?? -1;
  return index < 0 ? reading : { ...reading, step: index + 1, selected: id };
}

/** The picture after `step` events; the last of them is selected. */
export function goTo(reading: Reading, step: number): Reading {
  const events = reading.view.run?.events ?? [];
  const inside = Math.max(0, Math.min(events.length, step));
  return { ...reading, step: inside, selected: events[inside - 1]?.id };
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
