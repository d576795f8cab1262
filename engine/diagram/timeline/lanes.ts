/** Lanes of a run: what each service, kind of client, machine and component was, from when to when. */
import type { ElementKind, Id } from '../../topology/model.ts';
import type { DrawnState } from '../states.ts';
import type { Lane, LaneKind, TimelineElement, TimelineEvent, TimelineRun } from './lane.ts';
import { marksOf } from './marks.ts';
import { isRedundant, spansOf } from './spans.ts';
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

/** Among more services (or endpoints) than this, those that a run does nothing to come after the others. */
const mostInOrder = 6;

/**
 * Only what changed in the run, and every service and endpoint; services first, then endpoints, machines, components. Each in
 * the order of the text; of many services those first that something happens to.
 */
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
    const start = unknown.has(id) ? { state: 'unknown' } : initial.get(id);
    if (seen.has(id) || !isShown(element, kind, events, start?.place)) continue;
    seen.add(id);
    const spans = spansOf({ id, kind, start, events, end: run.end, nameOf: (place) => names.get(place) ?? place });
    if (spans.length === 0) continue;
    const service = services.get(id);
    const endpoint = endpoints.get(id);
    lanes.push({
      id,
      name,
      kind,
      spans,
      marks: marksOf({ kind, start, events, result: service ?? endpoint }),
      told: service ? toldOfService(service, isRedundant(start, events)) : endpoint ? toldOfEndpoint(endpoint) : [],
    });
  }
  return order.flatMap((kind) => touchedFirst(lanes.filter((lane) => lane.kind === kind)));
}

function touchedFirst(lanes: readonly Lane[]): readonly Lane[] {
  if (lanes.length <= mostInOrder) return lanes;
  const isTouched = (lane: Lane) => lane.spans.length > 1 || lane.marks.length > 0;
  return [...lanes.filter(isTouched), ...lanes.filter((lane) => !isTouched(lane))];
}

/** @param place where it is at the start */
function isShown(
  { kind: elementKind }: TimelineElement,
  kind: LaneKind,
  events: readonly TimelineEvent[],
  place: Id | undefined,
): boolean {
  if (kind === 'service' || kind === 'endpoint') return true;
  if (events.some((event) => event.mechanism === 'injection')) return true;
  if (parts.has(elementKind)) return false;
  return events.some((event) => event.from !== event.to || (event.place !== undefined && event.place !== place));
}
