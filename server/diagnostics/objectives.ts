/**
 * Objectives, played while nobody waits: after edits, a few runs at a time, and only what may have become another answer.
 *
 * What was found is kept as long as neither the objective nor anything that can fail or serve changes; comments, other
 * scenarios and the place in the text are no change. While a text is half written, what was known stands.
 */
import type { LangiumDocument } from 'langium';
import { findingsOf, type Saying, sayingsOf } from '../../engine/analysis/objective-words.ts';
import { type ObjectiveResult, played } from '../../engine/analysis/objectives.ts';
import { objectiveCode } from '../../engine/rules/author/ids.ts';
import type { Objective, Topology } from '../../engine/topology/model.ts';
import { buildTopology } from '../../language/builder/index.ts';
import type { Config } from '../../language/config.ts';
import { hasObjectives, objectiveFindings } from '../../language/objectives.ts';
import type { PlacedFinding } from '../../language/placed-finding.ts';
import { Background } from '../background.ts';
import type { Objectives, ServerServices } from '../services.ts';
import { fingerprint } from './fingerprint.ts';

/** Between a change and the first run, in ms; where the first takes longer, as it does with so many elements, more. */
const pause = 200;
const many = 1500;
const longPause = 1500;
/** At most so long at a time, in ms, then whatever came in between has its turn. */
const slice = 12;
/** As `mostWork` of a clause: what takes longer is for the command line. */
const mostWork = 10_000_000;

/** What is known of one objective, and of which state of the objective and of the rest of the topology. */
interface Known {
  readonly objective: string;
  readonly topology: string;
  readonly sayings: readonly Saying[];
}

interface Job {
  readonly topology: Topology;
  /** Not before, in ms. */
  readonly from: number;
  /** Worked out in its first step. */
  key?: string;
  readonly todo: Objective[];
  running?: { readonly objective: Objective; readonly steps: Generator<void, ObjectiveResult> };
  /** Whether something else is known than before. */
  changed: boolean;
}

interface Placed {
  readonly config: Config;
  readonly known: ReadonlyMap<string, Known>;
  readonly findings: readonly PlacedFinding[];
}

const none: readonly PlacedFinding[] = [];

export class BackgroundObjectives implements Objectives {
  private readonly services: ServerServices;
  /** By the address of the text, and the title of the objective; replaced when something becomes known. */
  private readonly known = new Map<string, ReadonlyMap<string, Known>>();
  private readonly jobs = new Map<string, Job>();
  private readonly placed = new WeakMap<Topology, Placed>();
  /** The states of which all is known. */
  private readonly finished = new WeakSet<Topology>();
  private readonly background: Background;
  /** When the present slice ends. */
  private until = 0;

  constructor(services: ServerServices) {
    this.services = services;
    const { WorkspaceLock } = services.shared.workspace;
    this.background = new Background(
      () => this.step(),
      (step) => void WorkspaceLock.read(step),
    );
  }

  of(root: LangiumDocument): readonly PlacedFinding[] {
    const known = this.known.get(root.uri.toString());
    if (!known || known.size === 0) return none;
    const topology = buildTopology(root, this.services);
    const config = this.services.shared.server.Configurations.of(root.uri);
    let placed = this.placed.get(topology);
    if (placed?.config !== config || placed.known !== known) {
      placed = { config, known, findings: this.place(root, topology, config, known) };
      this.placed.set(topology, placed);
    }
    return placed.findings;
  }

  private place(
    root: LangiumDocument,
    topology: Topology,
    config: Config,
    known: ReadonlyMap<string, Known>,
  ): readonly PlacedFinding[] {
    let areAllKnown = true;
    const said = topology.objectives.flatMap((objective) => {
      const found = known.get(objective.title);
      // Of an objective that says something else now, what was known is no answer.
      if (found?.objective === textOf(objective)) return findingsOf(topology, objective, found.sayings);
      areAllKnown = false;
      return [];
    });
    const { findings } = objectiveFindings(said, root, this.services, config);
    return areAllKnown ? findings : findings.filter(({ code }) => code === objectiveCode);
  }

  plan(roots: readonly LangiumDocument[]): void {
    const open = new Set(roots.map(({ uri }) => uri.toString()));
    for (const uri of [...this.known.keys(), ...this.jobs.keys()]) if (!open.has(uri)) this.forget(uri);
    for (const root of roots) {
      try {
        this.planFor(root);
      } catch (error) {
        this.services.shared.server.Trouble.report(error, `looking for the objectives of ${root.uri.path}`);
      }
    }
    this.schedule(pause);
  }

  private planFor(root: LangiumDocument): void {
    const uri = root.uri.toString();
    const topology = buildTopology(root, this.services);
    if (topology.objectives.length === 0) {
      this.forget(uri);
      return;
    }
    if (!hasObjectives(root, this.services, this.services.shared.server.Configurations.of(root.uri))) {
      this.jobs.delete(uri);
      return;
    }
    if (this.jobs.get(uri)?.topology === topology) return;
    if (this.finished.has(topology) && this.known.has(uri)) return;
    const from = Date.now() + (topology.elements.size > many ? longPause : pause);
    this.jobs.set(uri, { topology, from, todo: [...topology.objectives], changed: false });
  }

  private forget(uri: string): void {
    this.known.delete(uri);
    this.jobs.delete(uri);
  }

  onReady(listener: () => void): void {
    this.background.onReady(listener);
  }

  dispose(): void {
    this.background.dispose();
    this.jobs.clear();
  }

  private schedule(delay: number): void {
    if (this.jobs.size > 0) this.background.schedule(delay);
  }

  /** Some runs of the first text that wants them. */
  private step(): void {
    const [uri, job] = [...this.jobs].sort(([, one], [, other]) => one.from - other.from)[0] ?? [];
    if (uri === undefined || !job) return;
    const rest = job.from - Date.now();
    if (rest > 0) {
      this.schedule(rest);
      return;
    }
    const started = performance.now();
    try {
      this.until = started + slice;
      this.work(uri, job);
    } catch (error) {
      this.services.shared.server.Trouble.report(error, 'playing an objective');
      job.todo.length = 0;
      job.running = undefined;
    }
    if (!job.running && job.todo.length === 0) this.done(uri, job);
    this.schedule(Math.min(100, performance.now() - started));
  }

  private readonly isDue = (): boolean => performance.now() >= this.until;

  private work(uri: string, job: Job): void {
    job.key ??= fingerprint(job.topology);
    while (!this.isDue()) {
      job.running ??= this.next(uri, job);
      if (!job.running) return;
      const { objective, steps } = job.running;
      const step = steps.next();
      if (!step.done) continue;
      job.running = undefined;
      this.keep(uri, job, objective, sayingsOf(step.value));
    }
  }

  /** The next objective of which something else may be true now. */
  private next(uri: string, job: Job): Job['running'] {
    for (let objective = job.todo.shift(); objective; objective = job.todo.shift()) {
      const known = this.known.get(uri)?.get(objective.title);
      if (known?.topology === job.key && known?.objective === textOf(objective)) continue;
      if (!this.services.shared.server.Losses.isTooLarge(job.topology))
        return { objective, steps: played(job.topology, objective, mostWork, this.isDue) };
      this.keep(uri, job, objective, [tooLarge(objective)]);
    }
    return undefined;
  }

  private keep(uri: string, job: Job, objective: Objective, sayings: readonly Saying[]): void {
    const known = { objective: textOf(objective), topology: job.key ?? '', sayings };
    this.known.set(uri, new Map(this.known.get(uri)).set(objective.title, known));
    job.changed = true;
  }

  private done(uri: string, job: Job): void {
    this.jobs.delete(uri);
    this.finished.add(job.topology);
    if (job.changed) this.background.tell();
  }
}

/** What an objective says, whatever it is documented with and wherever it stands. */
function textOf({ title, clauses }: Objective): string {
  return JSON.stringify({ title, clauses });
}

function tooLarge({ title }: Objective): Saying {
  return {
    is: 'unknown',
    message: `Objective “${title}” is not played while you type: this topology is too large. hatopo check plays it.`,
    related: [],
  };
}
