/** What a lane of a timeline is, and what of a run it is made of. */
import type { CallLoss } from '../../simulation/run.ts';
import type { ElementKind, Id } from '../../topology/model.ts';
import type { Tone } from '../look.ts';
import type { DrawnState } from '../states.ts';

/** A stretch of time in one state and place. Times are ms from the start of the run. */
export interface Span {
  readonly from: number;
  /** The end of the run where it lasts; `from` for what was until something happened at the very start. */
  readonly to: number;
  readonly state: string;
  readonly tone: Tone;
  /** `active on Host4`, `down`, `not protected on CMVM_02` */
  readonly word: string;
  /** The same without the place: `active` */
  readonly short: string;
  readonly place?: Id;
  /** The id of the event that began it; absent for what was at the start. */
  readonly event?: number;
}

export type LaneKind = 'service' | 'endpoint' | 'machine' | 'component';

export interface Mark {
  readonly time: number;
  /** `takeover`: it serves from now on; `protected`: it could lose one more again. */
  readonly kind: 'calls-dropped' | 'protected' | 'takeover' | 'injection';
  /** `lost` for what does harm, `calm` for what somebody does to mend or to move. */
  readonly tone: Tone;
  /** What happened, as a sentence. */
  readonly text: string;
  readonly event?: number;
}

export interface Lane {
  readonly id: Id;
  readonly name: string;
  readonly kind: LaneKind;
  /** In order, without gaps. */
  readonly spans: readonly Span[];
  /** In order of time. */
  readonly marks: readonly Mark[];
  /** What it came to, in few words: `out 0.2 s`, `calls kept`, `protected 5:30`. Of services and endpoints. */
  readonly told: readonly Told[];
}

/** Words with how good they are. The most important first. */
export interface Told {
  readonly text: string;
  readonly tone: Tone;
}

interface TimelineOutage {
  readonly from: number;
  readonly to?: number | null | undefined;
}

/** What lanes need of a run: as the engine makes it, and as the panel gets it. */
export interface TimelineRun {
  readonly end: number;
  readonly initial: Readonly<Record<Id, DrawnState>> | ReadonlyMap<Id, DrawnState>;
  /** In order. */
  readonly events: readonly {
    readonly id: number;
    readonly time: number;
    readonly mechanism: string;
    /** What somebody did, where it is an injection. */
    readonly injected?: string | undefined;
    readonly subject: Id;
    readonly from: string;
    readonly to: string;
    readonly place?: Id | undefined;
    readonly text: string;
  }[];
  readonly services: readonly {
    readonly id: Id;
    readonly name: string;
    readonly outages: readonly TimelineOutage[];
    readonly outage: number;
    readonly calls: 'preserved' | 'dropped' | 'no-features';
    readonly callLosses: readonly CallLoss[];
    readonly redundancy: 'full' | 'degraded' | 'none';
    readonly protectedAt?: number | undefined;
  }[];
  readonly endpoints: readonly {
    readonly id: Id;
    readonly name: string;
    readonly outages: readonly TimelineOutage[];
    readonly outage: number;
    readonly calls: 'preserved' | 'dropped' | 'no-features';
    readonly callLosses: readonly CallLoss[];
    readonly inService: boolean;
  }[];
  /** Services and endpoints that no run plays. */
  readonly unknown?: readonly Id[];
}

export type TimelineEvent = TimelineRun['events'][number];

/** What can have a lane, in the order in which lanes of a kind shall stand: the elements of a topology, the boxes of a scene. */
export interface TimelineElement {
  readonly id: Id;
  readonly name: string;
  readonly kind: ElementKind;
}
