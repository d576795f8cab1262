/** Facts that are worked out once a topology, when first asked for. */
import type { Topology } from '../../topology/model.ts';

/** `compute`, remembered for as long as the topology itself lives. A topology never changes. */
export function oncePerTopology<Fact>(compute: (topology: Topology) => Fact): (topology: Topology) => Fact {
  const known = new WeakMap<Topology, { readonly fact: Fact }>();
  return (topology) => {
    let entry = known.get(topology);
    if (!entry) {
      entry = { fact: compute(topology) };
      known.set(topology, entry);
    }
    return entry.fact;
  };
}

/** Puts a value at the end of the list that a key has, which begins with it where there is none. */
export function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Elements by the key that `keyOf` gives them, each list in the order of the elements. */
export function grouped<Key, Value>(
  values: Iterable<Value>,
  keyOf: (value: Value) => Key | undefined,
): ReadonlyMap<Key, readonly Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    if (key !== undefined) append(groups, key, value);
  }
  return groups;
}
