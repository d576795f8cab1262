/** What losses come to, worked out while nobody waits: at once where that takes no time, else behind the editor's back. */
import { isPrepared, knownLoss, type Loss, lossOf, prepare } from '../../engine/analysis/loss.ts';
import { servingAtStart } from '../../engine/analysis/serving.ts';
import type { Id, Service, Topology } from '../../engine/topology/model.ts';
import type { Losses } from '../services.ts';
import type { Taken } from './hints.ts';

/** What an editor does not notice, in ms. */
const unnoticed = 15;
/** A run that takes longer than this, in ms, waits until nobody has asked for anything for `quiet`. */
const noticeable = 150;
const quiet = 1500;
/** And one that takes longer than this, in ms, is not done unless somebody asks for it by name. */
const tooLong = 1500;
/** Between a question and the first run, in ms: what is asked while somebody types on is asked in vain. */
const pause = 150;

interface Waiting {
  readonly topology: Topology;
  readonly ids: Set<Id>;
}

export class BackgroundLosses implements Losses {
  /** What is still to be done for each text; a later state of it takes the place of an earlier one. */
  private readonly waiting = new Map<string, Waiting>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private done = 0;
  /** What preparing a topology and one run on it took last, in ms for each of its elements. Guesses at first. */
  private preparing = 0.1;
  private running = 0.004;

  get(text: string, topology: Topology, id: Id): Loss | undefined {
    const known = knownLoss(topology, id);
    if (known) return known;
    if (this.estimate(topology) <= unnoticed) return this.workOut(topology, id);
    this.later(text, topology, id);
    return undefined;
  }

  ofServing(text: string, topology: Topology, service: Service): Taken | undefined {
    if (!isPrepared(topology)) {
      // Who serves at the start is known with the first run.
      if (this.estimate(topology) > unnoticed) {
        this.later(text, topology);
        return undefined;
      }
      this.prepare(topology);
    }
    const serving = servingAtStart(topology, service);
    const loss = serving && this.get(text, topology, serving.metal);
    const affected = loss?.affected.find(({ id }) => id === service.id);
    return serving && affected && { affected, serving };
  }

  /** Without an id only what every run needs. */
  private later(text: string, topology: Topology, id?: Id): void {
    if (this.isTooLarge(topology)) return;
    let waiting = this.waiting.get(text);
    if (waiting?.topology !== topology) {
      waiting = { topology, ids: new Set() };
      this.waiting.set(text, waiting);
    }
    if (id !== undefined) waiting.ids.add(id);
    this.asked = Date.now();
    this.schedule(pause);
  }

  isTooLarge(topology: Topology): boolean {
    return this.estimate(topology) > tooLong;
  }

  onReady(listener: () => void): void {
    this.listeners.add(listener);
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.clear();
    this.listeners.clear();
  }

  /** ms that the next step on a topology will take. */
  private estimate(topology: Topology): number {
    return (isPrepared(topology) ? this.running : this.preparing) * topology.elements.size;
  }

  private schedule(delay: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.step();
    }, delay);
    // A command line or a test that is done need not wait for what nobody will read.
    (this.timer as { unref?: () => void }).unref?.();
  }

  /** One preparation, or one run; the others after whatever came in between. */
  private step(): void {
    const [text, next] = [...this.waiting][0] ?? [];
    if (text === undefined || !next) return;
    const estimate = this.estimate(next.topology);
    const rest = this.asked + quiet - Date.now();
    if (estimate > noticeable && rest > 0) {
      this.schedule(rest);
      return;
    }
    const started = performance.now();
    try {
      const [id] = next.ids;
      if (!isPrepared(next.topology)) {
        this.prepare(next.topology);
        this.done++;
      } else if (id !== undefined) {
        next.ids.delete(id);
        this.workOut(next.topology, id);
        this.done++;
      }
    } catch {
      // A run that fails says so where somebody asks for it by name.
      next.ids.clear();
    }
    if (next.ids.size === 0) this.waiting.delete(text);
    if (this.waiting.size > 0) this.schedule(Math.min(100, performance.now() - started));
    if (this.waiting.size === 0 || this.done >= 20) this.tell();
  }

  private tell(): void {
    if (this.done === 0) return;
    this.done = 0;
    for (const listener of this.listeners) listener();
  }

  private prepare(topology: Topology): void {
    const started = performance.now();
    prepare(topology);
    this.preparing = this.learnt(this.preparing, started, topology);
  }

  private workOut(topology: Topology, id: Id): Loss {
    if (!isPrepared(topology)) this.prepare(topology);
    const started = performance.now();
    const loss = lossOf(topology, id);
    this.running = this.learnt(this.running, started, topology);
    return loss;
  }

  /** Half of what was known, half of what was seen: one slow moment of the machine is not taken for the rule. */
  private learnt(known: number, started: number, topology: Topology): number {
    const seen = (performance.now() - started) / Math.max(1, topology.elements.size);
    // small topologies say little of large ones
    return topology.elements.size < 50 ? known : (known + seen) / 2;
  }
}
