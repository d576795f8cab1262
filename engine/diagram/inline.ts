/** What an editor shows behind the declarations at a moment of a run, and behind expectations that do not hold. */
import type { Id } from '../topology/model.ts';
import type { Tone } from './look.ts';
import type { ExpectationView } from './run-view.ts';
import type { DrawnState } from './states.ts';
import type { LaneKind, Mark, Span, TimelineEvent, TimelineRun } from './timeline/lane.ts';
import { marksOf } from './timeline/marks.ts';
import { spansOf } from './timeline/spans.ts';
import { clock, span as lengthOf } from './times.ts';

/** `P` is a place in the text, as whoever reads it knows places. */
export interface InlineMark<P> {
  /** The element, or where the expectation stands. */
  readonly at: Id | P;
  readonly tone: Tone;
  /** `✕ 0:00` */
  readonly text: string;
}

/** What the marks need of a run. */
export interface MarkedRun<P> extends TimelineRun {
  readonly events: readonly (TimelineEvent & { readonly name: string })[];
  readonly expectations: readonly ExpectationView<P>[];
}

/**
 * The marks after the first `step` events: of every element that is not as it was or was not at some time, and of
 * expectations that fail, whenever.
 */
export function inlineMarks<P>(run: MarkedRun<P>, step: number): readonly InlineMark<P>[] {
  const events = run.events.slice(0, Math.max(0, step));
  const now = events.at(-1)?.time ?? 0;
  const names = new Map(run.events.map((event) => [event.subject, event.name] as const));
  const nameOf = (id: Id): string => names.get(id) ?? (id.split(/[.#]/).at(-1) || id);
  const eventsOf = new Map<Id, TimelineEvent[]>();
  for (const event of events) eventsOf.set(event.subject, [...(eventsOf.get(event.subject) ?? []), event]);
  const services = new Map(run.services.map((one) => [one.id, one] as const));
  const endpoints = new Map(run.endpoints.map((one) => [one.id, one] as const));
  const marks: InlineMark<P>[] = [];
  for (const [id, own] of eventsOf) {
    const result = services.get(id) ?? endpoints.get(id);
    const kind: LaneKind = services.has(id) ? 'service' : endpoints.has(id) ? 'endpoint' : 'machine';
    const start = startOf(run, id);
    const spans = spansOf({ id, kind, start, events: own, end: now, nameOf });
    const said = result
      ? felt(spans, marksOf({ kind, start, events: own, result }), now)
      : part(spans, { nameOf, start });
    if (said) marks.push({ at: id, ...said });
  }
  return [...marks, ...run.expectations.flatMap(expectationMark)];
}

function startOf({ initial }: TimelineRun, id: Id): DrawnState | undefined {
  return initial instanceof Map ? initial.get(id) : (initial as Readonly<Record<Id, DrawnState>>)[id];
}

function expectationMark<P>({ verdict, actual, place }: ExpectationView<P>): readonly InlineMark<P>[] {
  if (verdict === 'holds') return [];
  return [
    verdict === 'fails'
      ? { at: place, tone: 'lost', text: `✕ ${actual}` }
      : { at: place, tone: 'unknown', text: `? ${actual}` },
  ];
}

type Said = Pick<InlineMark<never>, 'tone' | 'text'>;

/** Of a service or a kind of client: `✕ 0:00`, `0.2 s, calls kept, not protected`. */
function felt(spans: readonly Span[], marks: readonly Mark[], now: number): Said | undefined {
  const current = spans.at(-1);
  if (!current || spans.length < 2) return undefined;
  const lost = spans.filter((one) => one.tone === 'lost');
  const dropped = marks.some(({ kind, time }) => kind === 'calls-dropped' && time <= now);
  const calls = dropped ? ['calls dropped'] : lost.length > 0 ? ['calls kept'] : [];
  if (current.tone === 'lost')
    return { tone: 'lost', text: [`✕ ${clock(current.from)}`, ...(dropped ? calls : [])].join(', ') };
  const out = lost.reduce((sum, { from, to }) => sum + to - from, 0);
  const length = lost.length > 0 ? [lengthOf(out)] : [];
  const isBack = current.state === 'protected' && spans.some((one) => one.tone === 'warn' || one.tone === 'lost');
  const words = current.tone === 'warn' ? [current.short] : isBack ? [`protected ${clock(current.from)}`] : [];
  const text = [...length, ...calls, ...words].join(', ');
  return text === '' ? undefined : { tone: dropped ? 'lost' : current.tone, text };
}

interface PartOptions {
  readonly nameOf: (id: Id) => string;
  readonly start: DrawnState | undefined;
}

/** Of a machine or a component: `✕ 0:00`, `↻ Host3 0:30, standby 5:30`, `active 0:00.200`. */
function part(spans: readonly Span[], { nameOf, start }: PartOptions): Said | undefined {
  const current = spans.at(-1);
  if (!current || spans.length < 2) return undefined;
  if (current.tone === 'lost') {
    // the first of what is lost in a row: `crashed`, then `off`
    const since = spans.slice(spans.findLastIndex((one) => one.tone !== 'lost') + 1)[0] ?? current;
    return { tone: 'lost', text: `✕ ${clock(since.from)}` };
  }
  const back = spans.find((_, index) => index > spans.findLastIndex((one) => one.tone === 'lost'));
  const wasLost = spans.some((one) => one.tone === 'lost');
  const moved = current.place !== undefined && start?.place !== undefined && current.place !== start.place;
  const arrival = moved
    ? (spans.find(
        (one) => one.event !== undefined && one.place === current.place && (!wasLost || one.from >= (back?.from ?? 0)),
      ) ?? current)
    : back;
  const parts: string[] = [];
  if (moved && arrival && current.place !== undefined) parts.push(`↻ ${nameOf(current.place)} ${clock(arrival.from)}`);
  else if (wasLost && back) parts.push(current === back ? `✓ ${clock(back.from)}` : `↻ ${clock(back.from)}`);
  const told = current.state !== start?.state || wasLost;
  if (told && current !== arrival) parts.push(`${current.short} ${clock(current.from)}`);
  else if (told && (moved || wasLost) && current.tone === 'busy') parts.push(current.short);
  else if (parts.length === 0 && told) parts.push(`${current.short} ${clock(current.from)}`);
  return parts.length === 0 ? undefined : { tone: current.tone, text: parts.join(', ') };
}
