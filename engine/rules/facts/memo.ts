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

/** Elements by the key that `keyOf` gives them, each list in the order of the elements. */
export function grouped<Key, Value>(
  values: Iterable<Value>,
  keyOf: (value: Value) => Key | undefined,
): ReadonlyMap<Key, readonly Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
