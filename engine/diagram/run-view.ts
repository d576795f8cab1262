/**
 * A run as a panel, a timeline and a replay read it: names beside ids, and places in the text instead of sources. `P` is
 * what a place is to who reads it: the engine knows no text.
 */

import type {
  CallLoss,
  CallOutcome,
  Mechanism,
  Outage,
  Redundancy,
  Run,
  RunEvent,
  ServiceResult,
} from '../simulation/run.ts';
import { addressOf } from '../topology/documents.ts';
import type { Id, Source, Topology } from '../topology/model.ts';
import type { Cut } from './cuts.ts';

export type Verdict = 'holds' | 'fails' | 'unjudged';

export interface EventView {
  readonly id: number;
  readonly time: number;
  readonly cause?: number;
  readonly mechanism: Mechanism;
  /** What somebody did, where it is an injection. */
  readonly injected?: RunEvent['injected'];
  readonly subject: Id;
  /** The subject's name for people. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly place?: Id;
  /** The host of its copy from now on; `null`: none. */
  readonly copy?: Id | null;
  readonly text: string;
  readonly source: string;
  /** Where the source can be read. */
  readonly link?: string;
  readonly assumption: boolean;
}

export interface ServiceView {
  readonly id: Id;
  readonly name: string;
  readonly outages: readonly Outage[];
  /** Sum of the outages, ms. */
  readonly outage: number;
  readonly calls: CallOutcome;
  readonly callLosses: readonly CallLoss[];
  readonly state: 'preserved' | 'lost';
  readonly redundancy: Redundancy;
  readonly recoveredAt?: number;
  readonly protectedAt?: number;
}

export interface EndpointView {
  readonly id: Id;
  readonly name: string;
  readonly count: number;
  readonly outages: readonly Outage[];
  /** Sum of the outages, ms. */
  readonly outage: number;
  readonly calls: CallOutcome;
  readonly callLosses: readonly CallLoss[];
  readonly inService: boolean;
}

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
