/** What a behaviour keeps of single hosts, machines, services or endpoints of a run. */
import type { Ref } from '../topology/ranks.ts';

/** By element, as a map would. A run sees what was kept at time 0, copied when it is first asked for. */
export class KeptOf<S extends { readonly ref: Ref }, T> {
  readonly #start: KeptOf<S, T> | undefined;
  readonly #copy: (kept: T) => T;
  readonly #values: (T | undefined)[];
  /** 1 where what the run keeps, if only that it keeps nothing, stands before what was kept at time 0. */
  readonly #own: Uint8Array;
  /** Those elements. */
  readonly #refs: Ref[] = [];

  /** For `count` elements. `copy` makes of what was kept at time 0 what a run may change. */
  constructor(count: number, start: KeptOf<S, T> | undefined, copy: (kept: T) => T) {
    this.#values = new Array<T | undefined>(count).fill(undefined);
    this.#own = new Uint8Array(count);
    this.#start = start;
    this.#copy = copy;
  }

  get({ ref }: S): T | undefined {
    if (this.#own[ref]) return this.#values[ref];
    const before = this.#before(ref);
    if (before === undefined) return undefined;
    const copy = this.#copy(before);
    this.#put(ref, copy);
    return copy;
  }

  set({ ref }: S, kept: T): void {
    this.#put(ref, kept);
  }

  delete({ ref }: S): void {
    if (this.#own[ref] || this.#before(ref) !== undefined) this.#put(ref, undefined);
  }

  /** Forgets what the run has kept: the next starts from time 0 again. */
  restart(): void {
    for (const ref of this.#refs) {
      this.#own[ref] = 0;
      this.#values[ref] = undefined;
    }
    this.#refs.length = 0;
  }

  /** What was kept at time 0. */
  #before(ref: Ref): T | undefined {
    const start = this.#start;
    return start ? start.#values[ref] : undefined;
  }

  #put(ref: Ref, kept: T | undefined): void {
    this.#values[ref] = kept;
    if (this.#own[ref]) return;
    this.#own[ref] = 1;
    this.#refs.push(ref);
  }
}
