/** What a run came to between two injections, as expectations that would hold: a scenario states them from then on. */
import type { Outage, Run, RunEvent } from '../../engine/simulation/run.ts';
import type { Claim, Endpoint, Id, Service, ServiceMode, StateName, Topology } from '../../engine/topology/model.ts';

/** From an injection to the next one, which is not part of it; `end` is absent where the run ends it. Times in ms. */
export interface Window {
  readonly start: number;
  readonly end?: number | undefined;
}

/** Something that may be stated of a subject; whether it holds a run says. */
export interface Proposal {
  readonly subject: Id;
  readonly claim: Claim;
  /** ms after the start of the window. */
  readonly within?: number;
}

/** Of more services or endpoints than this those that were out longest are told of. */
const most = 20;

/** In these one member serves, and it matters which. */
const oneServes: ReadonlySet<ServiceMode> = new Set<ServiceMode>([
  'duplication',
  'switchover',
  'geo-redundant',
  'survivable-core',
  'failover-group',
]);

/** What may be stated of services and endpoints that something happened to in a window, in order of declaration. */
export function proposalsFor(run: Run, topology: Topology, window: Window): readonly Proposal[] {
  const results = new Map([...run.services, ...run.endpoints].map((result) => [result.id, result]));
  const touched = new Set(run.events.filter(({ time }) => isWithin(time, window)).map(({ subject }) => subject));
  const concerned = <T extends Service | Endpoint>(elements: readonly T[]): readonly T[] =>
    elements.filter(({ id }) => {
      const result = results.get(id);
      // what is down all through a window is told where it went down, and at the end
      const out =
        result && outagesIn(result.outages, window).some((outage) => !window.end || !isThrough(outage, window));
      return touched.has(id) || out === true;
    });
  const longest = <T extends Service | Endpoint>(elements: readonly T[]): readonly T[] =>
    elements.length <= most
      ? elements
      : [...elements]
          .sort((one, other) => (results.get(other.id)?.outage ?? 0) - (results.get(one.id)?.outage ?? 0))
          .slice(0, most)
          .sort((one, other) => one.order - other.order);
  return [
    ...longest(concerned(topology.services)).flatMap((service) => ofService(service, run, window)),
    ...longest(concerned(topology.endpoints)).flatMap((endpoint) => ofEndpoint(endpoint, run, window)),
  ];
}

/** Where nothing came of it for anybody that is worth stating too. */
export function untouched(topology: Topology): readonly Proposal[] {
  return [
    ...topology.services.slice(0, most).map(({ id }) => state(id, 'down', { negation: 'never' })),
    ...topology.endpoints.slice(0, most).map(({ id }) => state(id, 'out-of-service', { negation: 'never' })),
  ];
}

function ofService(service: Service, run: Run, window: Window): readonly Proposal[] {
  const { id } = service;
  const outages = outagesIn(run.services.find((result) => result.id === id)?.outages ?? [], window);
  const last = outages.at(-1);
  if (last && isOpen(last, window)) return [state(id, 'down'), ...callsOf(service)];
  const events = run.events.filter(({ subject }) => subject === id);
  const serving = lastChange(events, window, (event) => event.place, run.initial.get(id)?.place);
  const on = oneServes.has(service.mode) ? serving?.value : undefined;
  const isOther = on !== undefined && serving !== undefined && serving.time >= window.start && serving.isOther;
  const redundancy = redundancyOf(service, events, window);
  const never = last ? [] : [state(id, 'down', { negation: 'never' })];
  if (!last && !isOther) return [...never, ...callsOf(service).slice(0, 1), ...redundancy];
  const back = Math.max(last?.to ?? window.start, isOther ? serving.time : window.start);
  const serves =
    on === undefined
      ? state(id, 'up', {}, withinOf(back, window))
      : state(id, 'active', { on }, withinOf(back, window));
  return [serves, ...never, ...callsOf(service), ...redundancy];
}

/** Both are proposed; a run says which holds. That calls are kept is stated where that is promised. */
function callsOf({ id, preserves }: Service): readonly Proposal[] {
  const calls = (preserved: boolean): Proposal => ({ subject: id, claim: { kind: 'calls', preserved } });
  return preserves === 'calls' ? [calls(false), calls(true)] : [calls(false)];
}

function redundancyOf(service: Service, events: readonly RunEvent[], window: Window): readonly Proposal[] {
  if (service.mode === 'standalone') return [];
  const words = lastChange(events, window, ({ to }) => (to === 'protected' || to === 'degraded' ? to : undefined));
  if (words?.value === 'protected') return [state(service.id, 'protected', {}, withinOf(words.time, window))];
  return words ? [state(service.id, 'protected', { negation: 'not' })] : [];
}

function ofEndpoint({ id }: Endpoint, run: Run, window: Window): readonly Proposal[] {
  const outages = outagesIn(run.endpoints.find((result) => result.id === id)?.outages ?? [], window);
  const dropped: Proposal = { subject: id, claim: { kind: 'calls', preserved: false } };
  const last = outages.at(-1);
  if (!last) return [state(id, 'out-of-service', { negation: 'never' }), dropped];
  if (isOpen(last, window)) return [state(id, 'out-of-service'), dropped];
  return [state(id, 'in-service', {}, withinOf(last.to ?? window.start, window)), dropped];
}

type Details = Pick<Extract<Claim, { kind: 'state' }>, 'negation' | 'on'>;

function state(subject: Id, word: StateName, details: Details = {}, within?: number): Proposal {
  return {
    subject,
    claim: { kind: 'state', state: word, ...details },
    ...(within !== undefined && { within }),
  };
}

/** The last value that events up to the end of a window give, since when, and whether there was another before it. */
function lastChange<V>(
  events: readonly RunEvent[],
  window: Window,
  read: (event: RunEvent) => V | undefined,
  initial?: V,
): { readonly value: V; readonly time: number; readonly isOther: boolean } | undefined {
  let value = initial;
  let time = 0;
  let isOther = false;
  for (const event of events) {
    if (window.end !== undefined && event.time >= window.end) break;
    const next = read(event);
    if (next === undefined || next === value) continue;
    isOther = value !== undefined;
    value = next;
    time = event.time;
  }
  return value === undefined ? undefined : { value, time, isOther };
}

function isWithin(time: number, { start, end = Number.POSITIVE_INFINITY }: Window): boolean {
  return time >= start && time < end;
}

function outagesIn(outages: readonly Outage[], { start, end = Number.POSITIVE_INFINITY }: Window): readonly Outage[] {
  return outages.filter(({ from, to = Number.POSITIVE_INFINITY }) => from < end && to > start);
}

/** Whether it was out before a window began, and still is when it ends. */
function isThrough(outage: Outage, window: Window): boolean {
  return outage.from < window.start && isOpen(outage, window);
}

/** Whether it was still out when the window ended. */
function isOpen({ to }: Outage, { end }: Window): boolean {
  return to === undefined || (end !== undefined && to >= end);
}

const [second, minute, hour] = [1000, 60_000, 3_600_000];
/** Lengths of time that people name; longer ones are whole hours. */
const lengths: readonly number[] = [
  ...[1, 2, 5, 10, 15, 20, 30, 45].map((count) => count * second),
  ...[1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 45].map((count) => count * minute),
];

/** A time by which it has come to be, rounded up; none where it was so at once, or where the next step comes sooner. */
function withinOf(time: number, { start, end = Number.POSITIVE_INFINITY }: Window): number | undefined {
  const passed = time - start;
  if (passed <= 0) return undefined;
  const rounded = lengths.find((length) => length >= passed) ?? Math.ceil(passed / hour) * hour;
  return start + rounded < end ? rounded : undefined;
}
