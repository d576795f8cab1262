/**
 * What a run reports. Plain data: the same input gives the same run, to the byte.
 * All times are integer milliseconds from the start of the run.
 */
import type { Id, Injection, Source } from '../topology/model.ts';

/** The mechanisms of SIMULATION, as events name them. */
export type Mechanism =
  | 'injection'
  | 'propagation'
  | 'reach'
  | 'host-ha'
  | 'drs'
  | 'fault-tolerance'
  | 'duplication'
  | 'switchover'
  | 'active-active'
  | 'survivable-core'
  | 'geo-redundancy'
  | 'failover-cluster'
  | 'n-plus-one'
  | 'machine'
  | 'service'
  | 'endpoint'
  | 'licence';

/** One thing that happened. Every event but an injection names the event that caused it. */
export interface RunEvent {
  readonly id: number;
  readonly time: number;
  /** The id of the causing event; `undefined` for injections and for what is true at time 0. */
  readonly cause: number | undefined;
  readonly mechanism: Mechanism;
  /** What somebody did, where this is an injection. */
  readonly injected?: Injection['kind'] | undefined;
  readonly subject: Id;
  /** State before and after, in the words of `StateWord`; equal where nothing changed (a decision, a reason why not). */
  readonly from: string;
  readonly to: string;
  /** Where the subject runs or serves after the event, if that is part of it. */
  readonly place?: Id;
  /** Where the copy of a fault-tolerant VM runs from this event on; `null`: nowhere. Absent: as before. */
  readonly copy?: Id | null;
  /** A sentence with names and numbers. */
  readonly text: string;
  /** Who says that it goes so: a document, or `stated in the text`. */
  readonly source: string;
  /** True where a time or a choice behind it is ours. */
  readonly assumption: boolean;
}

/** From when to when something was out; `to` is `undefined` where it still was at the end. */
export interface Outage {
  readonly from: number;
  readonly to: number | undefined;
}

/** Established calls were cut, or went on without features; `time` in ms from the start. */
export interface CallLoss {
  readonly time: number;
  readonly calls: 'dropped' | 'no-features';
  /** The id of the event that did it; absent where none is told, as in a run without a log. */
  readonly event?: number;
}

export type CallOutcome = 'preserved' | 'dropped' | 'no-features';
export type Redundancy = 'full' | 'degraded' | 'none';

export interface ServiceResult {
  readonly id: Id;
  readonly name: string;
  readonly outages: readonly Outage[];
  /** Sum of the outages, ms. */
  readonly outage: number;
  readonly calls: CallOutcome;
  /** In order of time. */
  readonly callLosses: readonly CallLoss[];
  /** Whether the state in memory was kept. */
  readonly state: 'preserved' | 'lost';
  readonly redundancy: Redundancy;
  /** When it was last served again after an outage or a takeover; `undefined` where it never was lost or never came back. */
  readonly recoveredAt: number | undefined;
  /** When it was last protected again; likewise. */
  readonly protectedAt: number | undefined;
  /** The members that serve at the end, and for whom (names of endpoints), where that differs. */
  readonly activeMembers: readonly { readonly member: Id; readonly serves: readonly Id[] }[];
}

export interface EndpointResult {
  readonly id: Id;
  readonly name: string;
  readonly count: number;
  readonly outages: readonly Outage[];
  readonly outage: number;
  readonly calls: CallOutcome;
  /** In order of time. */
  readonly callLosses: readonly CallLoss[];
  readonly inService: boolean;
  readonly registeredWith: readonly Id[];
}

export interface ExpectationResult {
  readonly text: string;
  readonly source: Source;
  readonly holds: boolean;
  /** `false` where this version cannot tell; then it does not hold either. */
  readonly judged?: false;
  /** What was seen, as a sentence: `down since 0:18`. */
  readonly actual: string;
}

export interface Run {
  readonly title: string;
  /** When the last event happened. */
  readonly end: number;
  /** True where the run was cut at its horizon with something still scheduled. */
  readonly cut: boolean;
  readonly events: readonly RunEvent[];
  readonly expectations: readonly ExpectationResult[];
  readonly services: readonly ServiceResult[];
  readonly endpoints: readonly EndpointResult[];
  /** States of all elements at time 0, so that a reader can fold the events into the picture at any time. */
  readonly initial: ReadonlyMap<Id, ElementState>;
  /** Mechanisms or elements that this version does not simulate yet, as sentences. Never silent. */
  readonly unmodelled: readonly string[];
  /** Services and endpoints whose state this version does not know: a picture shows them as unknown. */
  readonly unknown: readonly Id[];
}

/** What a picture or a lane shows of an element. */
export interface ElementState {
  readonly state: string;
  /** The host on which a VM runs, the node that owns a group, the member that serves. */
  readonly place?: Id;
  /** The host of the copy of a fault-tolerant VM. */
  readonly copy?: Id;
}
