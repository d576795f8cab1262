/** A map that copies each value of another when it is first asked for. */

/** How keys and values become those of the copy, and a key that of the original. */
export interface Copying<K, V> {
  readonly key: (key: K) => K;
  readonly original: (key: K) => K;
  readonly value: (value: V) => V;
}

export class CopiedMap<K, V> extends Map<K, V> {
  /** What is not copied yet; `undefined` once everything is. */
  #from: ReadonlyMap<K, V> | undefined;
  readonly #copying: Copying<K, V>;
  /** Keys that were looked up, set or deleted: what the original says of them no longer counts. */
  readonly #known = new Set<K>();

  constructor(from: ReadonlyMap<K, V>, copying: Copying<K, V>) {
    super();
    this.#from = from;
    this.#copying = copying;
  }

  override get(key: K): V | undefined {
    this.#learn(key);
    return super.get(key);
  }

  override has(key: K): boolean {
    this.#learn(key);
    return super.has(key);
  }

  override set(key: K, value: V): this {
    // Map's own constructor would come here before this one has run; it is given nothing to set.
    this.#known.add(key);
    return super.set(key, value);
  }

  override delete(key: K): boolean {
    this.#learn(key);
    return super.delete(key);
  }

  override clear(): void {
    this.#from = undefined;
    super.clear();
  }

  override get size(): number {
    this.#complete();
    return super.size;
  }

  override forEach(run: (value: V, key: K, map: Map<K, V>) => void): void {
    this.#complete();
    super.forEach(run);
  }

  override keys() {
    this.#complete();
    return super.keys();
  }

  override values() {
    this.#complete();
    return super.values();
  }

  override entries() {
    this.#complete();
    return super.entries();
  }

  override [Symbol.iterator]() {
    this.#complete();
    return super[Symbol.iterator]();
  }

  #learn(key: K): void {
    const from = this.#from;
    if (!from || this.#known.has(key)) return;
    this.#known.add(key);
    const original = this.#copying.original(key);
    if (from.has(original)) super.set(key, this.#copying.value(from.get(original) as V));
  }

  /** Copies the rest, in the order of the original; what was added since comes after it. */
  #complete(): void {
    const from = this.#from;
    if (!from) return;
    const { key: keyOf } = this.#copying;
    const keys = [...from.keys()].map(keyOf);
    for (const key of keys) this.#learn(key);
    this.#from = undefined;
    const inOrder = new Set([...keys, ...super.keys()]);
    const entries = [...inOrder].flatMap((key): [K, V][] => (super.has(key) ? [[key, super.get(key) as V]] : []));
    super.clear();
    for (const [key, value] of entries) super.set(key, value);
  }
}
