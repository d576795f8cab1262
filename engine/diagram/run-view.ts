/**
 * A run as a panel, a timeline and a replay read it: names beside ids, and places in the text instead of sources. `P` is
 * what a place is to who reads it: the engine knows no text.
 */

import type { EndpointResult, Run, RunEvent, ServiceResult } from '../simulation/run.ts';
import { addressOf } from '../topology/documents.ts';
import type { Id, Source, Topology } from '../topology/model.ts';
import type { Cut } from './cuts.ts';

export type Verdict = 'holds' | 'fails' | 'unjudged';

export interface EventView extends Omit<RunEvent, 'cause' | 'place'> {
  readonly cause?: number;
  /** The subject's name for people. */
  readonly name: string;
  readonly place?: Id;
  /** Where the source can be read. */
  readonly link?: string;
}

export interface ServiceView extends Omit<ServiceResult, 'activeMembers' | 'recoveredAt' | 'protectedAt'> {
  readonly recoveredAt?: number;
  readonly protectedAt?: number;
}

export type EndpointView = Omit<EndpointResult, 'registeredWith'>;

export interface ExpectationView<P> {
  readonly text: string;
  /** `unjudged`: this version cannot tell. */
  readonly verdict: Verdict;
  readonly actual: string;
  readonly place: P;
}

export interface RunView<P> {
  readonly title: string;
  readonly end: number;
  readonly cut: boolean;
  readonly events: readonly EventView[];
  readonly expectations: readonly ExpectationView<P>[];
  readonly services: readonly ServiceView[];
  readonly endpoints: readonly EndpointView[];
  readonly initial: Readonly<Record<Id, { readonly state: string; readonly place?: Id; readonly copy?: Id }>>;
  readonly unmodelled: readonly string[];
  /** Who was cut off from whom by hand. */
  readonly cuts?: readonly Cut[];
}

/** @param placeOf where a source stands in the text */
export function runView<P>(run: Run, topology: Topology, placeOf: (source: Source) => P): RunView<P> {
  return {
    title: run.title,
    end: run.end,
    cut: run.cut,
    events: run.events.map((event) => eventView(event, topology)),
    expectations: run.expectations.map(({ text, holds, judged = true, actual, source }) => ({
      text,
      verdict: holds ? 'holds' : judged ? 'fails' : 'unjudged',
      actual,
      place: placeOf(source),
    })),
    services: run.services.map(serviceView),
    endpoints: run.endpoints.map(({ registeredWith: _, ...endpoint }) => endpoint),
    initial: Object.fromEntries([...run.initial, ...run.unknown.map((id) => [id, { state: 'unknown' }] as const)]),
    unmodelled: run.unmodelled,
  };
}

function eventView({ cause, place, ...event }: RunEvent, topology: Topology): EventView {
  const link = addressOf(event.source);
  return {
    ...event,
    ...(link !== undefined && { link }),
    name: topology.elements.get(event.subject)?.name ?? event.subject,
    ...(cause !== undefined && { cause }),
    ...(place !== undefined && { place }),
  };
}

function serviceView({ activeMembers: _, recoveredAt, protectedAt, ...service }: ServiceResult): ServiceView {
  return {
    ...service,
    ...(recoveredAt !== undefined && { recoveredAt }),
    ...(protectedAt !== undefined && { protectedAt }),
  };
}
