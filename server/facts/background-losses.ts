/** What losses come to, worked out while nobody waits: at once where that takes no time, else behind the editor's back. */
import { isPrepared, knownLoss, type Loss, losing, lossOf, prepare, preparing } from '../../engine/analysis/loss.ts';
import { servingAtStart } from '../../engine/analysis/serving.ts';
import { dependentsOf } from '../../engine/topology/dependencies.ts';
import type { Id, Service, Topology } from '../../engine/topology/model.ts';
import { Background, type Turn } from '../background.ts';
import type { Losses } from '../services.ts';
import type { Taken } from './taken.ts';

/** What an editor does not notice, in ms; of one question, and of all within `moment` ms. */
const unnoticed = 15;
const unnoticedTogether = 30;
const moment = 250;
/** A run that takes longer than this, in ms, waits until nobody has asked for anything for `quiet`. */
const noticeable = 150;
const quiet = 1500;
/** One that takes longer than this, in ms, is only done for somebody who looks at one element, not for hints in passing. */
const patience = 400;
/** And one that takes longer than this, in ms, is not done unless somebody asks for it by name. */
const tooLong = 2500;
/** Between a question and the first run, in ms: what is asked while somebody types on is asked in vain. */
const pause = 150;
/** At most so long at a time, in ms, as far as a run can be left: then whatever came in between has its turn. */
const slice = 10;

/** What is being worked out. */
interface Work {
  readonly kind: 'preparing' | 'running';
  readonly pieces: Generator<void, unknown>;
  /** ms that it has taken. */
  taken: number;
}

interface Waiting {
  readonly topology: Topology;
  readonly ids: Set<Id>;
  /** Who needs what is to be worked out. */
  needs: boolean;
  /** Who serves at the start is to be worked out. */
  start: boolean;
  work?: Work | undefined;
}

export class BackgroundLosses implements Losses {
  /** What is still to be done for each text; a later state of it takes the place of an earlier one. */
  private readonly waiting = new Map<string, Waiting>();
  private readonly background: Background;
  /** When the present slice ends. */
  private until = 0;
  private asked = 0;
  /** When the present moment began, and the ms of it that are taken already. */
  private began = 0;
  private spent = 0;
  private done = 0;
  /** What preparing a topology and one run on it took last, in ms for each of its elements. Guesses at first. */
  private preparing = 0.03;
  private running = 0.001;
  private relating = 0.01;
  /** Topologies of which it is known who needs what. */
  private readonly related = new WeakSet<Topology>();

  constructor(turn?: Turn) {
    this.background = new Background(() => this.step(), turn);
  }

  get(text: string, topology: Topology, id: Id): Loss | undefined {
    const known = knownLoss(topology, id);
    if (known) return known;
    if (this.takes(this.estimate(topology))) return this.workOut(topology, id);
    this.later(text, topology, id);
    return undefined;
  }

  dependentsOf(text: string, topology: Topology, id: Id): ReadonlySet<Id> | undefined {
    if (!this.related.has(topology) && !this.takes(this.relating * topology.elements.size)) {
      this.wait(text, topology).needs = true;
      return undefined;
    }
    return this.relate(topology, id);
  }

  ofServing(text: string, topology: Topology, service: Service): Taken | undefined {
    if (!isPrepared(topology)) {
      // Who serves at the start is known with the first run.
      const estimate = this.estimate(topology);
      if (!this.takes(estimate)) {
        if (estimate <= patience) this.wait(text, topology).start = true;
        return undefined;
      }
      this.prepare(topology);
    }
    const serving = servingAtStart(topology, service);
    const loss = serving && this.get(text, topology, serving.metal);
    const affected = loss?.affected.find(({ id }) => id === service.id);
    return serving && affected && { affected, serving };
  }

  private later(text: string, topology: Topology, id: Id): void {
    if (!this.isTooLarge(topology)) this.wait(text, topology).ids.add(id);
  }

  /** What is to be done for a text. */
  private wait(text: string, topology: Topology): Waiting {
    let waiting = this.waiting.get(text);
    if (waiting?.topology !== topology) {
      waiting = { topology, ids: new Set(), needs: false, start: false };
      this.waiting.set(text, waiting);
    }
    this.asked = Date.now();
    this.background.schedule(pause);
    return waiting;
  }

  isTooLarge(topology: Topology): boolean {
    return this.estimate(topology) > tooLong;
  }

  onReady(listener: () => void): void {
    this.background.onReady(listener);
  }

  dispose(): void {
    this.background.dispose();
    this.waiting.clear();
  }

  /** Whether what takes `estimate` ms may be done while somebody waits, who may have waited for more already: then it is. */
  private takes(estimate: number): boolean {
    const now = performance.now();
    if (now - this.began > moment) {
      this.began = now;
      this.spent = 0;
    }
    if (estimate > unnoticed || this.spent + estimate > unnoticedTogether) return false;
    this.spent += estimate;
    return true;
  }

  /** ms that the next step on a topology will take. */
  private estimate(topology: Topology): number {
    return (isPrepared(topology) ? this.running : this.preparing) * topology.elements.size;
  }

  /** A slice of a preparation, or of a run; the others after whatever came in between. */
  private step(): void {
    const [text, next] = [...this.waiting][0] ?? [];
    if (text === undefined || !next) return;
    const estimate = this.estimate(next.topology);
    const rest = this.asked + quiet - Date.now();
    if (estimate > noticeable && rest > 0) {
      this.background.schedule(rest);
      return;
    }
    const started = performance.now();
    try {
      this.until = started + slice;
      this.advance(next);
    } catch {
      // A run that fails says so where somebody asks for it by name.
      next.ids.clear();
      next.needs = false;
      next.start = false;
      next.work = undefined;
    }
    if (next.ids.size === 0 && !next.needs && !next.start && !next.work) this.waiting.delete(text);
    if (this.waiting.size > 0) this.background.schedule(Math.min(100, performance.now() - started));
    if (this.waiting.size === 0 || this.done >= 20) this.tell();
  }

  private advance(next: Waiting): void {
    if (!next.work && next.needs) {
      next.needs = false;
      this.relate(next.topology, '');
      return;
    }
    next.work ??= this.begin(next);
    const { work } = next;
    if (!work) return;
    const started = performance.now();
    const isDone = work.pieces.next().done;
    work.taken += performance.now() - started;
    if (!isDone) return;
    next.work = undefined;
    this[work.kind] = this.learnt(this[work.kind], work.taken, next.topology);
    this.done++;
  }

  /** What is to be done next: what every run needs, then a run. */
  private begin(next: Waiting): Work | undefined {
    const { topology, ids } = next;
    const isDue = () => performance.now() >= this.until;
    next.start = false;
    if (!isPrepared(topology)) return { kind: 'preparing', pieces: preparing(topology, isDue), taken: 0 };
    const [id] = ids;
    if (id === undefined) return undefined;
    ids.delete(id);
    return { kind: 'running', pieces: losing(topology, id, isDue), taken: 0 };
  }

  private tell(): void {
    if (this.done === 0) return;
    this.done = 0;
    this.background.tell();
  }

  private prepare(topology: Topology): void {
    const started = performance.now();
    prepare(topology);
    this.preparing = this.learnt(this.preparing, performance.now() - started, topology);
  }

  private relate(topology: Topology, id: Id): ReadonlySet<Id> {
    const started = performance.now();
    const dependents = dependentsOf(topology, id);
    if (!this.related.has(topology)) this.relating = this.learnt(this.relating, performance.now() - started, topology);
    this.related.add(topology);
    return dependents;
  }

  private workOut(topology: Topology, id: Id): Loss {
    if (!isPrepared(topology)) this.prepare(topology);
    const started = performance.now();
    const loss = lossOf(topology, id);
    this.running = this.learnt(this.running, performance.now() - started, topology);
    return loss;
  }

  /** Half of what was known, half of what was seen: one slow moment of the machine is not taken for the rule. */
  private learnt(known: number, taken: number, topology: Topology): number {
    const seen = taken / Math.max(1, topology.elements.size);
    // small topologies say little of large ones, least of all the first
    return topology.elements.size < 500 ? known : (known + seen) / 2;
  }
}
