/**
 * Whether an objective holds: every failure of which it speaks is played, each in a run of its own, and its claims are
 * judged there as a scenario's expectations are.
 */
import { atOnce, type IsDue, neverDue, scenarioByHand, simulating } from '../simulation/index.ts';
import type { Outage, Run } from '../simulation/run.ts';
import type { FailingKind } from '../topology/kinds.ts';
import type { Claim, Element, Expectation, Id, Objective, ObjectiveClause, Topology } from '../topology/model.ts';
import { combinations, countOf } from './combinations.ts';
import { preparing } from './loss.ts';

/** A claim that does not hold after a failure. */
export interface BrokenClaim {
  /** As written, its subject included. */
  readonly text: string;
  /** The name of its subject. */
  readonly subject: string;
  readonly claim: Claim;
  /** What was seen instead: `down since 0:18`. */
  readonly actual: string;
  /** How long its subject was out, ms; `forever` where it does not come back. Absent of what has no outages. */
  readonly out?: number | 'forever';
}

/** Failures at once, and what they break. */
export interface Break {
  readonly ids: readonly Id[];
  readonly names: readonly string[];
  readonly claims: readonly BrokenClaim[];
}

/** A failure of which nobody knows whether the claims hold. */
export interface Unjudged {
  readonly ids: readonly Id[];
  readonly names: readonly string[];
  readonly why: string;
}

/** What became of one clause. */
export interface ClauseResult {
  /** `any host fails` */
  readonly text: string;
  /** How many failures there are. */
  readonly failures: number;
  /** False where they are too many: then none was played. */
  readonly played: boolean;
  /** The worst first: what stays out, then what is out longest. */
  readonly broken: readonly Break[];
  readonly unjudged: readonly Unjudged[];
}

export interface ObjectiveResult {
  readonly title: string;
  readonly clauses: readonly ClauseResult[];
}

/**
 * So many runs times elements are played for one clause unless said otherwise, which takes some 20 s: 4,000 VMs with all
 * that is around them may fail one by one.
 */
export const mostWork = 50_000_000;

/**
 * Plays an objective in pieces, of which each is a run at most; the last gives what it came to. Who is in no hurry does
 * something else in between, or stops.
 * @param most how many runs times elements may be played for each clause
 * @param isDue whether a piece is long enough before its run has ended
 */
export function* played(
  topology: Topology,
  objective: Objective,
  most = mostWork,
  isDue: IsDue = neverDue,
): Generator<void, ObjectiveResult> {
  const clauses: ClauseResult[] = [];
  for (const clause of objective.clauses) clauses.push(yield* clauseResult(topology, clause, most, isDue));
  return { title: objective.title, clauses };
}

/** The same at once. */
export function objectiveResult(topology: Topology, objective: Objective, most = mostWork): ObjectiveResult {
  return atOnce(played(topology, objective, most));
}

function* clauseResult(
  topology: Topology,
  clause: ObjectiveClause,
  most: number,
  isDue: IsDue,
): Generator<void, ClauseResult> {
  const { text, kinds, simultaneous } = clause;
  const failing = kinds.flatMap((kind) => elementsOf(topology, kind));
  const failures = countOf(failing.length, simultaneous);
  if (failures * topology.elements.size > most) return { text, failures, played: false, broken: [], unjudged: [] };
  const before = new Set(failures > 0 ? (yield* preparing(topology, isDue)).unmodelled : []);
  const broken: Break[] = [];
  const unjudged: Unjudged[] = [];
  for (const elements of combinations(failing, simultaneous)) {
    yield;
    const ids = elements.map(({ id }) => id);
    const judged = yield* judge(topology, ids, clause.claims, before, isDue);
    if (judged.claims.length > 0) broken.push({ ids, names: judged.names, claims: judged.claims });
    else if (judged.why !== undefined) unjudged.push({ ids, names: judged.names, why: judged.why });
  }
  return {
    text,
    failures,
    played: true,
    broken: broken.sort((one, other) => weightOf(other) - weightOf(one)),
    unjudged,
  };
}

const lists: { readonly [K in FailingKind]: (topology: Topology) => readonly Element[] } = {
  site: ({ sites }) => sites,
  rack: ({ racks }) => racks,
  circuit: ({ circuits }) => circuits,
  switch: ({ switches }) => switches,
  network: ({ networks }) => networks,
  link: ({ links }) => links,
  storage: ({ storages }) => storages,
  cluster: ({ clusters }) => clusters,
  host: ({ hosts }) => hosts,
  server: ({ servers }) => servers,
  vm: ({ vms }) => vms,
  adapter: ({ adapters }) => adapters,
};

/** What can fail of a kind, in the order of the text. */
function elementsOf(topology: Topology, kind: FailingKind): readonly Element[] {
  return lists[kind](topology);
}

interface Judged {
  readonly names: readonly string[];
  readonly claims: readonly BrokenClaim[];
  /** Why nobody knows, where nobody does. */
  readonly why: string | undefined;
}

/** @param before what is not simulated, whatever fails */
function* judge(
  topology: Topology,
  ids: readonly Id[],
  claims: readonly Expectation[],
  before: ReadonlySet<string>,
  isDue: IsDue,
): Generator<void, Judged> {
  const scenario = scenarioByHand(
    topology,
    ids.map((id) => ({ id, at: 0 })),
  );
  const names = scenario.steps.flatMap((step) => (step.step === 'inject' ? step.targets.map(({ text }) => text) : []));
  const steps = [...scenario.steps, ...claims.map((claim) => ({ step: 'expect', ...claim }) as const)];
  const run = yield* simulating(topology, { ...scenario, steps }, { log: false }, isDue);
  const broken: BrokenClaim[] = [];
  let why = run.unmodelled.find((sentence) => !before.has(sentence));
  run.expectations.forEach(({ holds, judged, actual }, index) => {
    const claim = claims[index];
    if (!claim || holds) return;
    if (judged === false) why ??= `“${claim.text}” ${actual}`;
    else broken.push(brokenClaim(topology, claim, actual, run));
  });
  return { names, claims: broken, why };
}

function brokenClaim(topology: Topology, { text, subject, claim }: Expectation, actual: string, run: Run): BrokenClaim {
  const result = [...run.services, ...run.endpoints].find(({ id }) => id === subject.id);
  const name = topology.elements.get(subject.id)?.name ?? subject.text;
  return { text, subject: name, claim, actual, ...(result && { out: outOf(result.outages) }) };
}

function outOf(outages: readonly Outage[]): number | 'forever' {
  let sum = 0;
  for (const { from, to } of outages) {
    if (to === undefined) return 'forever';
    sum += to - from;
  }
  return sum;
}

/** By how much one failure is worse than another: by the time that users are without, then by how much it breaks. */
function weightOf({ claims }: Break): number {
  const longest = Math.max(0, ...claims.map(({ out = 0 }) => (out === 'forever' ? 1e12 : out)));
  return longest * 100 + Math.min(99, claims.length);
}
