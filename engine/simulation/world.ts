/** The state of a run: what lives, what runs where, who serves whom. Only functions in state/ and behaviours change it. */
import type { Injection, Topology } from '../topology/model.ts';
import type { Ref } from '../topology/ranks.ts';
import type { Joined } from '../topology/reach.ts';
import { byRef } from './by-ref.ts';
import type { Phase } from './phases.ts';
import type { EndpointPlan, HostPlan, MachinePlan, ServicePlan } from './plan.ts';
import { type Plan, planOf } from './plan.ts';
import { createQueue, push, type Queue, type Timer } from './queue.ts';
import type { CallOutcome, Outage, RunEvent } from './run.ts';

/** What of the world changed; a behaviour that depends on none of them need not look again. */
export interface Versions {
  components: number;
  network: number;
  storage: number;
  machines: number;
  services: number;
}

export interface HostState {
  readonly plan: HostPlan;
  readonly ref: Ref;
  /** Its management adapters are cut off by injection. */
  isolated: boolean;
  maintenance: boolean;
}

/** Why a machine that is off stays off until somebody acts. */
export type Held = 'no' | 'failed' | 'response' | 'queued';

export interface AppState {
  /** The service whose application it is; `undefined` for a machine that runs no service's own. */
  readonly service: Ref | undefined;
  started: boolean;
  faulted: boolean;
  /** It was refused where its machine runs: the licence is not valid there. */
  refused: boolean;
  timer: Timer | undefined;
}

export interface MachineState {
  readonly plan: MachinePlan;
  readonly ref: Ref;
  /** The host on which it runs, or ran last. */
  host: Ref;
  on: boolean;
  booted: boolean;
  crashed: boolean;
  /** Its disk is lost. */
  stalled: boolean;
  held: Held;
  /** A copy of it on another host is in step: the loss of its host costs nothing. */
  mirrored: boolean;
  /** Hosts on which a copy in step runs. */
  copies: readonly Ref[];
  /** The host on which a copy is being made: it takes its room there from the start. */
  coming: Ref | undefined;
  /** The copy of which its events have told. */
  copyTold: Ref | undefined;
  /** A copy is becoming this machine: it stalls for a moment, its services stay up. */
  goingLive: boolean;
  boot: Timer | undefined;
  /** The host for which the licence of its applications was looked at. */
  licensedOn: Ref;
  readonly apps: AppState[];
}

/** Something that users of a service lost. */
export interface Loss {
  readonly time: number;
  readonly event: number;
  /** The endpoints that lost it; absent: all that the service serves. */
  readonly of?: readonly Ref[];
  /** The machines on which it was lost: only who was with one of them lost it; absent: with any. */
  readonly on?: readonly Ref[];
}

export interface ServiceState {
  readonly plan: ServicePlan;
  readonly ref: Ref;
  /** Its mode says that it is served, before what it needs is looked at. */
  served: boolean;
  up: boolean;
  /** Members that serve. */
  serving: readonly Ref[];
  /** By member: the role it holds and is ready for, or ''. */
  roles: readonly string[];
  protected: boolean;
  /** Not protected, but a partner lives. */
  partnered: boolean;
  /** More than one serves where the mode allows one. */
  dual: boolean;
  /** A takeover that keeps calls is under way, to a member that somebody reaches: clients hold on. */
  bridged: boolean;
  /** That member. */
  heir: Ref | undefined;
  /** Until when clients that lost it are not back. */
  reconnectAt: number;
  /** Those clients: endpoints; `undefined`: all. */
  reconnects: readonly Ref[] | undefined;
  /** The event behind the last change of what is above. */
  cause: number;
  readonly outages: Outage[];
  readonly callsDropped: Loss[];
  readonly stateLost: Loss[];
  readonly featuresLost: Loss[];
  recoveredAt: number | undefined;
  protectedAt: number | undefined;
}

export interface EndpointState {
  readonly plan: EndpointPlan;
  readonly ref: Ref;
  inService: boolean;
  /** What it is registered with: services, and the machines behind them that it reaches. */
  registered: readonly Ref[];
  /** The service that carries its calls. */
  through: Ref | undefined;
  readonly outages: Outage[];
  readonly callsDropped: Loss[];
  readonly featuresLost: Loss[];
  calls: CallOutcome;
}

/** Something that can be set back to time 0. */
export interface Restarted {
  readonly restart: () => void;
}

export interface World {
  readonly plan: Plan;
  readonly topology: Topology;
  readonly queue: Queue;
  events: RunEvent[];
  readonly versions: Versions;
  now: number;
  /** Counts changes of any kind. */
  changes: number;
  /** The machine or service that each change was about; -1 where it may concern anything. */
  readonly touched: Ref[];
  /** Nobody takes a short cut: everything is looked at whenever anything changed. The run is the same, only slower. */
  readonly thorough: boolean;
  /** False where nobody wants the events: then they are counted, and neither kept nor explained. */
  logs: boolean;
  /** How many events there were, and when the last one was, ms. */
  told: number;
  lastTold: number;
  /** What somebody is doing at this moment. */
  doing: Injection['kind'] | undefined;
  /** While the state at time 0 is worked out nothing is told and nothing scheduled. */
  silent: boolean;
  /** By element: failed by injection; lives; what a picture shows of it, where; the last event about it. */
  readonly broken: Uint8Array;
  readonly lives: Uint8Array;
  readonly shown: string[];
  readonly places: (Ref | undefined)[];
  readonly lastEvent: Int32Array;
  /** Pairs of elements between which every path is cut. */
  readonly cuts: (readonly [Ref, Ref])[];
  /** Paths of a host to a storage that are lost. */
  readonly lostPaths: (readonly [Ref, Ref])[];
  /** Made on demand, for one version of the network. */
  joined: Joined | undefined;
  joinedVersion: number;
  readonly hosts: readonly HostState[];
  readonly machines: readonly MachineState[];
  readonly services: readonly ServiceState[];
  readonly endpoints: readonly EndpointState[];
  readonly hostOf: readonly (HostState | undefined)[];
  readonly machineOf: readonly (MachineState | undefined)[];
  readonly serviceOf: readonly (ServiceState | undefined)[];
  readonly unmodelled: Set<string>;
  /** What behaviours keep of this run: see `own`, `ownOf` and `derived`. */
  readonly kept: unknown[];
  readonly keptOf: (Restarted | undefined)[];
  readonly derived: (Restarted | undefined)[];
  /** The world of which this is a copy, and what was copied of what behaviours keep there. */
  readonly from: World | undefined;
  readonly copies: Map<object, object>;
}

/** A world in which everything lives and every VM runs where the text puts it. */
export function createWorld(topology: Topology, thorough = false): World {
  const plan = planOf(topology);
  const count = plan.elements.length;
  const hosts = plan.hosts.map(
    (host): HostState => ({ plan: host, ref: host.ref, isolated: false, maintenance: false }),
  );
  const machines = plan.machines.map(createMachine);
  const services = plan.services.map(createService);
  const endpoints = plan.endpoints.map(createEndpoint);
  return {
    plan,
    topology,
    queue: createQueue(),
    events: [],
    versions: { components: 0, network: 0, storage: 0, machines: 0, services: 0 },
    now: 0,
    changes: 0,
    touched: [],
    thorough,
    logs: true,
    told: 0,
    lastTold: 0,
    doing: undefined,
    silent: true,
    broken: new Uint8Array(count),
    lives: new Uint8Array(count).fill(1),
    shown: new Array<string>(count).fill('up'),
    places: new Array<Ref | undefined>(count).fill(undefined),
    lastEvent: new Int32Array(count).fill(-1),
    cuts: [],
    lostPaths: [],
    joined: undefined,
    joinedVersion: -1,
    hosts,
    machines,
    services,
    endpoints,
    hostOf: byRef(count, hosts),
    machineOf: byRef(count, machines),
    serviceOf: byRef(count, services),
    unmodelled: new Set(),
    kept: [],
    keptOf: [],
    derived: [],
    from: undefined,
    copies: new Map(),
  };
}

function createMachine(plan: MachinePlan): MachineState {
  const services = plan.applications.length > 0 ? plan.applications : [undefined];
  return {
    plan,
    ref: plan.ref,
    host: plan.host,
    on: true,
    booted: true,
    crashed: false,
    stalled: false,
    held: 'no',
    mirrored: false,
    copies: [],
    coming: undefined,
    copyTold: undefined,
    goingLive: false,
    boot: undefined,
    licensedOn: plan.host,
    apps: services.map((service) => ({ service, started: true, faulted: false, refused: false, timer: undefined })),
  };
}

function createService(plan: ServicePlan): ServiceState {
  return {
    plan,
    ref: plan.ref,
    served: true,
    up: true,
    serving: [],
    roles: plan.members.map(() => ''),
    protected: false,
    partnered: false,
    dual: false,
    bridged: false,
    heir: undefined,
    reconnectAt: 0,
    reconnects: undefined,
    cause: -1,
    outages: [],
    callsDropped: [],
    stateLost: [],
    featuresLost: [],
    recoveredAt: undefined,
    protectedAt: undefined,
  };
}

function createEndpoint(plan: EndpointPlan): EndpointState {
  return {
    plan,
    ref: plan.ref,
    inService: true,
    registered: [],
    through: undefined,
    outages: [],
    callsDropped: [],
    featuresLost: [],
    calls: 'preserved',
  };
}

/**
 * Notes that something of the world changed. `about` are the machines or services to which that is confined, and what
 * hangs on them; absent: it may concern anything.
 */
export function touch(world: World, what: keyof Versions, about: Ref | readonly Ref[] = -1): void {
  world.versions[what]++;
  world.changes++;
  if (typeof about === 'number') world.touched.push(about);
  else for (const ref of about) world.touched.push(ref);
}

/**
 * Schedules `run` after `delay` ms, in `phase` of that instant. `about` is the element it is about: ties
 * go by its rank. While the world is made nothing is scheduled: the timer it gives never runs.
 */
export function schedule(world: World, delay: number, phase: Phase, about: Ref, run: () => void): Timer {
  const time = world.now + Math.max(0, Math.round(delay));
  if (world.silent) return { time, phase, order: about, sequence: -1, run, cancelled: true };
  return push(world.queue, time, phase, world.plan.elements[about]?.order ?? about, run);
}

/** Calls a timer off, if it has not run. */
export function cancel(timer: Timer | undefined): undefined {
  if (timer) timer.cancelled = true;
  return undefined;
}
