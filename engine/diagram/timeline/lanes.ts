/** Lanes of a run: what each service, kind of client, machine and component was, from when to when. */
import type { ElementKind, Id } from '../../topology/model.ts';
import { lookOf, type Tone } from '../look.ts';
import type { DrawnState } from '../states.ts';
import type { Lane, LaneKind, Span, TimelineElement, TimelineEvent, TimelineRun } from './lane.ts';
import { marksOf } from './marks.ts';
import { toldOfEndpoint, toldOfService } from './told.ts';

export type * from './lane.ts';

const laneKinds: Partial<Readonly<Record<ElementKind, LaneKind>>> = {
  service: 'service',
  endpoint: 'endpoint',
  site: 'component',
  host: 'machine',
  server: 'machine',
  vm: 'machine',
};
const order: readonly LaneKind[] = ['service', 'endpoint', 'machine', 'component'];

/** Parts of machines and groups: what is lost with the whole is told by the lane of the whole. */
const parts: ReadonlySet<ElementKind> = new Set(['adapter', 'virtual-adapter', 'resource']);

/** Only what changed in the run, and every service and endpoint; services first, then endpoints, machines, components. */
export function lanesOf(run: TimelineRun, elements: readonly TimelineElement[]): readonly Lane[] {
  const names = new Map(elements.map(({ id, name }) => [id, name] as const));
  const eventsOf = new Map<Id, TimelineEvent[]>();
  for (const event of run.events) {
    const known = eventsOf.get(event.subject);
    if (known) known.push(event);
    else eventsOf.set(event.subject, [event]);
  }
  const initial: ReadonlyMap<Id, DrawnState> =
    run.initial instanceof Map ? run.initial : new Map(Object.entries(run.initial));
  const unknown = new Set(run.unknown ?? []);
  const services = new Map(run.services.map((service) => [service.id, service] as const));
  const endpoints = new Map(run.endpoints.map((endpoint) => [endpoint.id, endpoint] as const));
  const lanes: Lane[] = [];
  const seen = new Set<Id>();
  for (const element of elements) {
    const { id, name } = element;
    const kind = laneKinds[element.kind] ?? 'component';
    const events = eventsOf.get(id) ?? [];
    // a VM with two copies is two boxes of a scene
    if (seen.has(id) || !isShown(element, kind, events)) continue;
    seen.add(id);
    const start = unknown.has(id) ? { state: 'unknown' } : initial.get(id);
    const spans = spansOf({ kind, start, events, end: run.end, nameOf: (place) => names.get(place) ?? place });
    if (spans.length === 0) continue;
    const service = services.get(id);
    const endpoint = endpoints.get(id);
    lanes.push({
      id,
      name,
      kind,
      spans,
      marks: marksOf({ kind, start, events, result: service ?? endpoint }),
      told: service ? toldOfService(service) : endpoint ? toldOfEndpoint(endpoint) : [],
    });
  }
  return order.flatMap((kind) => lanes.filter((lane) => lane.kind === kind));
}

function isShown({ kind: elementKind }: TimelineElement, kind: LaneKind, events: readonly TimelineEvent[]): boolean {
  if (kind === 'service' || kind === 'endpoint') return true;
  if (events.some((event) => event.mechanism === 'injection')) return true;
  return !parts.has(elementKind) && events.some((event) => event.from !== event.to);
}

interface Course {
  readonly kind: LaneKind;
  readonly start: DrawnState | undefined;
  readonly events: readonly TimelineEvent[];
  readonly end: number;
  readonly nameOf: (id: Id) => string;
}

function spansOf({ kind, start, events, end, nameOf }: Course): readonly Span[] {
  const redundant = start?.state === 'protected' || events.some((event) => event.to === 'protected');
  const spans: Span[] = [];
  let state = start?.state ?? events[0]?.from;
  if (state === undefined) return [];
  let place = start?.place;
  let from = 0;
  let began: number | undefined;
  const close = (to: number): void => {
    const span = spanOf({ kind, redundant, state: state ?? '', place, from, to, began, nameOf });
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
  readonly kind: LaneKind;
  readonly redundant: boolean;
  readonly state: string;
  readonly place: Id | undefined;
  readonly from: number;
  readonly to: number;
  readonly began: number | undefined;
  readonly nameOf: (id: Id) => string;
}

function spanOf({ kind, redundant, state, place, from, to, began, nameOf }: Stretch): Span {
  const { tone, word } = lookOfSpan(kind, state, redundant);
  const where = place !== undefined && says(kind, tone) ? ` on ${nameOf(place)}` : '';
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
