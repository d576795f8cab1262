/** What the loss of one element does to services and clients: a run in which it fails, and nothing else happens. */
import { atOnce, type IsDue, neverDue, scenarioByHand, simulating } from '../simulation/index.ts';
import type { CallOutcome, EndpointResult, Outage, Run, ServiceResult } from '../simulation/run.ts';
import { failingKinds } from '../topology/kinds.ts';
import { find, membersOf } from '../topology/lookup.ts';
import type { Element, ElementKind, Id, Topology } from '../topology/model.ts';

/** What becomes of one service or endpoint. Times in ms from the loss. */
export interface Affected {
  readonly id: Id;
  readonly name: string;
  readonly kind: 'service' | 'endpoint';
  /** How long it is out, all outages together; `undefined` where it stays out. */
  readonly outage: number | undefined;
  /** What becomes of established calls; absent where it carries none. */
  readonly calls?: CallOutcome;
  /** Another machine serves at the end than before. */
  readonly isElsewhere: boolean;
  /** When it is protected again; `never` where it was before and does not come to be again. Absent where it never was, or is all the time that it serves. */
  readonly protectedAt?: number | 'never';
}

export interface Loss {
  /** Services, then clients; of each first what stays out, then what is out longest. */
  readonly affected: readonly Affected[];
  /** How many services and endpoints there are whose state a run knows. */
  readonly of: number;
}

const failing: ReadonlySet<ElementKind> = new Set([...failingKinds, 'service', 'resource']);

/** Whether an element can be lost: clients are not, and a failover cluster is with its nodes. */
export function canBeLost({ kind }: Element): boolean {
  return failing.has(kind);
}

const lossesByTopology = new WeakMap<Topology, Map<Id, Loss>>();
const undisturbed = new WeakMap<Topology, Run>();

/** What was worked out of a loss before; no run. */
export function knownLoss(topology: Topology, id: Id): Loss | undefined {
  return lossesByTopology.get(topology)?.get(id);
}

/** Whether runs on a topology begin at once: the first has to work out its state at time 0. */
export function isPrepared(topology: Topology): boolean {
  return undisturbed.has(topology);
}

/** What the loss of an element comes to; worked out once a topology. */
export function lossOf(topology: Topology, id: Id): Loss {
  return atOnce(losing(topology, id, neverDue));
}

/** The same in pieces: see `simulating`. */
export function* losing(topology: Topology, id: Id, isDue: IsDue): Generator<void, Loss> {
  let losses = lossesByTopology.get(topology);
  if (!losses) {
    losses = new Map();
    lossesByTopology.set(topology, losses);
  }
  let loss = losses.get(id);
  if (!loss) {
    loss = yield* workOut(topology, id, isDue);
    losses.set(id, loss);
  }
  return loss;
}

/** Works out what every run on a topology needs: by far the most of the first. */
export function prepare(topology: Topology): Run {
  return atOnce(preparing(topology, neverDue));
}

/** The same in pieces: see `simulating`. */
export function* preparing(topology: Topology, isDue: IsDue): Generator<void, Run> {
  let run = undisturbed.get(topology);
  if (!run) {
    run = yield* simulating(topology, { title: '', steps: [] }, { log: false }, isDue);
    undisturbed.set(topology, run);
  }
  return run;
}

function* workOut(topology: Topology, id: Id, isDue: IsDue): Generator<void, Loss> {
  const before = yield* preparing(topology, isDue);
  const scenario = scenarioByHand(topology, [{ id, at: 0 }]);
  const run = yield* simulating(topology, scenario, { log: false }, isDue);
  const carrying = callCarriers(topology);
  const services = run.services.flatMap((service, at) => {
    const affected = affectedService(service, before.services[at], carrying.has(service.id));
    return affected ? [{ ...affected, isElsewhere: isElsewhere(before, run, service.id) }] : [];
  });
  const endpoints = run.endpoints.flatMap((endpoint, at) => affectedEndpoint(endpoint, before.endpoints[at]) ?? []);
  const byLength = (one: Affected, other: Affected) => lengthOf(other) - lengthOf(one) || 0;
  return {
    affected: [...services.sort(byLength), ...endpoints.sort(byLength)],
    of: run.services.length + run.endpoints.length,
  };
}

/** Infinite lengths have no difference: the largest number stands for them. */
function lengthOf({ outage }: Affected): number {
  return outage ?? Number.MAX_VALUE;
}

type AffectedService = Omit<Affected, 'isElsewhere'>;

function affectedService(
  after: ServiceResult,
  before: ServiceResult | undefined,
  carries: boolean,
): AffectedService | undefined {
  // what is down before anything fails is not lost with it
  if (before?.outages.length) return undefined;
  const wasProtected = before?.redundancy === 'full';
  const isUnprotected = wasProtected && after.redundancy !== 'full';
  const hasTrouble = after.outages.length > 0 || (carries && after.calls !== 'preserved');
  const outage = outageOf(after.outages);
  const protectedAt = protectedAgain(after, outage, wasProtected, isUnprotected);
  if (!hasTrouble && after.recoveredAt === undefined && protectedAt === undefined) return undefined;
  return {
    id: after.id,
    name: after.name,
    kind: 'service',
    outage,
    ...(carries && { calls: after.calls }),
    ...(protectedAt !== undefined && { protectedAt }),
  };
}

function protectedAgain(
  { protectedAt }: ServiceResult,
  outage: number | undefined,
  wasProtected: boolean,
  isUnprotected: boolean,
): Affected['protectedAt'] {
  if (!wasProtected || outage === undefined) return undefined;
  if (isUnprotected) return 'never';
  return protectedAt !== undefined && protectedAt > outage ? protectedAt : undefined;
}

function affectedEndpoint(after: EndpointResult, before: EndpointResult | undefined): Affected | undefined {
  if (before?.outages.length) return undefined;
  if (after.outages.length === 0 && after.calls === 'preserved') return undefined;
  return {
    id: after.id,
    name: after.name,
    kind: 'endpoint',
    outage: outageOf(after.outages),
    calls: after.calls,
    isElsewhere: false,
  };
}

function outageOf(outages: readonly Outage[]): number | undefined {
  let sum = 0;
  for (const { from, to } of outages) {
    if (to === undefined) return undefined;
    sum += to - from;
  }
  return sum;
}

/** The machine that serves first, looked for under services that are members; at the end of a run. */
export function servingMachine(run: Run, service: Id): Id | undefined {
  const results = resultsOf(run);
  let id: Id | undefined = service;
  for (let depth = 0; id !== undefined && depth < 10; depth++) {
    const result = results.get(id);
    if (!result) return id;
    id = result.activeMembers[0]?.member;
  }
  return undefined;
}

const resultsByRun = new WeakMap<Run, ReadonlyMap<Id, ServiceResult>>();

function resultsOf(run: Run): ReadonlyMap<Id, ServiceResult> {
  let results = resultsByRun.get(run);
  if (!results) {
    results = new Map(run.services.map((result) => [result.id, result]));
    resultsByRun.set(run, results);
  }
  return results;
}

function isElsewhere(before: Run, after: Run, service: Id): boolean {
  const machine = servingMachine(after, service);
  return machine !== undefined && machine !== servingMachine(before, service);
}

const carriersByTopology = new WeakMap<Topology, ReadonlySet<Id>>();

/** Services that clients register with, and what these have as members; without any clients those that keep calls. */
function callCarriers(topology: Topology): ReadonlySet<Id> {
  let carriers = carriersByTopology.get(topology);
  if (!carriers) {
    const found = new Set<Id>();
    const add = (id: Id): void => {
      const service = find(topology, 'service', id);
      if (!service || found.has(id)) return;
      found.add(id);
      for (const member of membersOf(service)) add(member);
    };
    for (const { registers, alternates } of topology.endpoints) for (const id of [...registers, ...alternates]) add(id);
    if (topology.endpoints.length === 0)
      for (const { id, preserves } of topology.services) if (preserves === 'calls') found.add(id);
    carriers = found;
    carriersByTopology.set(topology, carriers);
  }
  return carriers;
}
