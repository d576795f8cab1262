/** What a scenario does, and what it states must be true. */
import type { Id, Source } from './base.ts';

/** What an injection or an expectation points at. */
export interface TargetRef {
  readonly id: Id;
  /** `fail VCCluster.vc1`: the cluster service of this node (a machine) of the failover cluster `id`. */
  readonly node?: Id;
  /** As written, for messages. */
  readonly text: string;
}

export interface Injection {
  readonly kind:
    | 'fail'
    | 'restore'
    | 'crash'
    | 'fault'
    | 'isolate'
    | 'reboot'
    | 'maintenance'
    | 'activate'
    | 'partition'
    | 'heal'
    | 'move'
    | 'migrate';
  /** ms from the start of the run. */
  readonly time: number;
  readonly source: Source;
  /** As written. */
  readonly text: string;
  readonly targets: readonly TargetRef[];
  /** `fail D for H`: hosts whose path to the storage is lost. */
  readonly forHosts: readonly Id[];
  /** The other side of `partition A | B`, `heal A | B`. */
  readonly otherSide: readonly TargetRef[];
  /** The destination of `move`, `migrate`. */
  readonly to?: Id;
}

export type StateName =
  | 'running'
  | 'up'
  | 'down'
  | 'active'
  | 'dual-active'
  | 'standby'
  | 'backup'
  | 'primary'
  | 'secondary'
  | 'protected'
  | 'degraded'
  | 'in-service'
  | 'out-of-service'
  | 'quorate';

interface ExpectationBase {
  readonly source: Source;
  /** As written, without `expect`. */
  readonly text: string;
  readonly subject: TargetRef;
  /** ms after the start of its window. */
  readonly within?: number;
}

export type Claim =
  | { readonly kind: 'state'; readonly state: StateName; readonly negation?: 'never' | 'not'; readonly on?: Id }
  | { readonly kind: 'calls' | 'preserved-state'; readonly preserved: boolean }
  | { readonly kind: 'outage'; readonly comparison: '<' | '<=' | '>' | '>='; readonly limit: number };

export type Expectation = ExpectationBase & { readonly claim: Claim };

/** Injections and expectations in the order of the text. */
export type Step = ({ readonly step: 'inject' } & Injection) | ({ readonly step: 'expect' } & Expectation);

export interface Scenario {
  readonly title: string;
  readonly source: Source;
  readonly documentation?: string;
  readonly steps: readonly Step[];
  /** ms; 24 h unless stated. */
  readonly horizon: number;
}
