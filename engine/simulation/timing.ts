/** Which end of a range a run takes where a source documents one: `simulate --timing best | worst`. */
import type { Element, Id, Timing, Topology } from '../topology/model.ts';

/** `default`: the value that a run takes; `best`, `worst`: the least and the most that its source says. */
export const timingChoices = ['default', 'best', 'worst'] as const;
export type TimingChoice = (typeof timingChoices)[number];

const made = new WeakMap<Topology, Map<TimingChoice, Topology>>();

/** The topology with every time at that end of its range; itself for `default`. Made once a topology. */
export function timedTopology(topology: Topology, choice: TimingChoice): Topology {
  if (choice === 'default') return topology;
  const known = made.get(topology) ?? new Map<TimingChoice, Topology>();
  made.set(topology, known);
  let timed = known.get(choice);
  if (!timed) {
    timed = makeTimed(topology, choice);
    known.set(choice, timed);
  }
  return timed;
}

function makeTimed(topology: Topology, choice: TimingChoice): Topology {
  const elements = new Map<Id, Element>();
  for (const [id, element] of topology.elements) elements.set(id, retimed(element, choice));
  const of = <E extends Element>(list: readonly E[]): readonly E[] =>
    // A copy has its element's kind.
    list.map((element) => (elements.get(element.id) ?? element) as E);
  return {
    ...topology,
    elements,
    clusters: of(topology.clusters),
    hosts: of(topology.hosts),
    servers: of(topology.servers),
    vms: of(topology.vms),
    services: of(topology.services),
    resources: of(topology.resources),
    failoverClusters: of(topology.failoverClusters),
  };
}

/** A copy of a value in which every time is at that end; what holds none stays the same object. */
function retimed<T>(value: T, choice: TimingChoice): T {
  if (typeof value !== 'object' || value === null) return value;
  if (isTiming(value)) return { ...value, value: choice === 'best' ? value.min : value.max };
  if (Array.isArray(value)) return value;
  const copy: Record<string, unknown> = {};
  let changed = false;
  for (const [key, held] of Object.entries(value)) {
    // Where an element stands in the text is none of the engine's.
    copy[key] = key === 'source' ? held : retimed(held, choice);
    if (copy[key] !== held) changed = true;
  }
  return changed ? (copy as T) : value;
}

function isTiming(value: object): value is Timing {
  return 'min' in value && 'max' in value && 'origin' in value && 'value' in value;
}
