/** What a behaviour is: one mechanism, what it answers to, and nothing that it knows of the others. */
import type { Injection, ServiceMode, TargetRef } from '../topology/model.ts';
import type { Ref } from '../topology/ranks.ts';
import type { Phase } from './phases.ts';
import type { Mechanism } from './run.ts';
import type { EndpointState, ServiceState, World } from './world.ts';

/** An injection on one target, with the event that tells it. */
export interface Injected {
  readonly injection: Injection;
  readonly target: TargetRef;
  readonly ref: Ref;
  /** It was handed on from a service above: members that are services get it themselves. */
  readonly handedOn?: true;
}

/** How one mode of redundancy serves. */
export interface Mode {
  /**
   * What becomes of a service follows from its members, what carries them, what it needs, and its own timers: it is
   * asked again when one of those was touched. Absent: it is asked whenever anything changed.
   */
  readonly confined?: true;
  /** Whether each member machine runs the service's application; a group brings resources online instead. */
  readonly applications: boolean;
  /** Advances roles and takeovers after something changed, and sets `served`, `serving`, `roles`, `protected`. */
  readonly react: (world: World, service: ServiceState) => void;
  /** The members that serve this client; all that serve unless said. */
  readonly servesFor?: (world: World, service: ServiceState, client: EndpointState) => readonly Ref[];
  /** The members that hold the identity of `member` now, for clients that name it; absent: a member is itself. */
  readonly standsFor?: (world: World, service: ServiceState, member: Ref) => readonly Ref[] | undefined;
  /** An operator makes `member` the active one. Gives false where it already is or cannot be. */
  readonly activate?: (world: World, service: ServiceState, member: Ref, cause: number) => void;
}

export interface Behavior {
  readonly mechanism: Mechanism;
  /** What it has to set going at time 0, whether or not anything is injected. */
  readonly start?: (world: World) => void;
  /** Whether a topology has anything that it acts on: else it is never asked what follows. Absent: it always is. */
  readonly acts?: (world: World) => boolean;
  /** What follows at this instant from what changed; called again until nothing does. */
  readonly react?: Partial<Record<Phase, (world: World) => void>>;
  /** Takes an injection that gives this mechanism something to do, tells its event, and says so by true. */
  readonly inject?: (world: World, injected: Injected) => boolean;
  readonly modes?: Partial<Record<ServiceMode, Mode>>;
  /** What of this run the mechanism does not simulate, as sentences; asked at its end. */
  readonly unmodelled?: (world: World) => readonly string[];
}
