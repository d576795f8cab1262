/** Elements by number: their rank in the topology's map, for what must be fast. */
import type { Element, Id, Topology } from './model.ts';

/** An element's number: its rank in `topology.elements`. */
export type Ref = number;

export interface Ranks {
  readonly elements: readonly Element[];
  readonly refs: ReadonlyMap<Id, Ref>;
}

const known = new WeakMap<Topology, Ranks>();

/** The numbers of a topology's elements; made once a topology. */
export function ranksOf(topology: Topology): Ranks {
  let ranks = known.get(topology);
  if (!ranks) {
    const elements = [...topology.elements.values()];
    const refs = new Map<Id, Ref>();
    for (const element of elements) refs.set(element.id, refs.size);
    ranks = { elements, refs };
    known.set(topology, ranks);
  }
  return ranks;
}
