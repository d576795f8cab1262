/** One component that has failed: what lives without it, and who still reaches whom. */
import { type Fate, hangingFates } from '../../../topology/fates.ts';
import type { Machine, Topology } from '../../../topology/model.ts';
import { type Ref, ranksOf } from '../../../topology/ranks.ts';
import { type Attachment, type Joined, join, type Segments, segmentsOf } from '../../../topology/reach.ts';
import { oncePerTopology } from '../memo.ts';

export interface Failing {
  readonly topology: Topology;
  readonly segments: Segments;
  /** The element that has failed; -1 for none. A machine or service that fails is only this: nothing hangs on it here. */
  readonly failed: Ref;
  /** Machines that are off besides. */
  readonly off?: ReadonlySet<Ref>;
  /** 1 for each element that lives. */
  readonly lives: Uint8Array;
  readonly joined: Joined;
  /** What is known of where machines stand: whether one that stands there serves. */
  readonly serving: Map<object, boolean>;
}

/** Everything lives. */
export const nothingFailing = oncePerTopology((topology): Failing => {
  const segments = segmentsOf(topology);
  const lives = new Uint8Array(topology.elements.size).fill(1);
  return { topology, segments, failed: -1, lives, joined: join(segments, lives), serving: new Map() };
});

interface Hanging {
  readonly fates: ReadonlyMap<Ref, Fate>;
  /** What hangs on an element, by the element. */
  readonly dependents: ReadonlyMap<Ref, readonly Ref[]>;
  readonly above: Map<Ref, readonly Ref[]>;
}

const hangingOf = oncePerTopology((topology): Hanging => {
  const fates = new Map<Ref, Fate>();
  const dependents = new Map<Ref, Ref[]>();
  for (const fate of hangingFates(topology, ranksOf(topology).refs)) {
    if (fate.all.length + fate.any.length === 0) continue;
    fates.set(fate.ref, fate);
    for (const above of [...fate.all, ...fate.any]) {
      const below = dependents.get(above);
      if (below) below.push(fate.ref);
      else dependents.set(above, [fate.ref]);
    }
  }
  return { fates, dependents, above: new Map() };
});

/** All that an element hangs on, near and far: what it stands in, what feeds it, what it is cabled to. */
export function above(topology: Topology, ref: Ref): readonly Ref[] {
  const { fates, above: known } = hangingOf(topology);
  const found = known.get(ref);
  if (found) return found;
  known.set(ref, []);
  const fate = fates.get(ref);
  const near = fate ? [...fate.all, ...fate.any] : [];
  const all = [...new Set(near.flatMap((one) => [one, ...above(topology, one)]))];
  known.set(ref, all);
  return all;
}

const networkKinds: ReadonlySet<string> = new Set(['switch', 'network', 'link']);

/** The topology with one element failed, and all that is lost with it. */
export function failing(topology: Topology, failed: Ref): Failing {
  const whole = nothingFailing(topology);
  const { elements } = ranksOf(topology);
  const lost = lostWith(topology, failed);
  const lives = whole.lives.slice();
  for (const ref of lost) lives[ref] = 0;
  const cuts = lost.some((ref) => networkKinds.has(elements[ref]?.kind ?? ''));
  return { ...whole, failed, lives, joined: cuts ? join(whole.segments, lives) : whole.joined, serving: new Map() };
}

/** Everything lives but some machines that are off. */
export function switchedOff(topology: Topology, machines: readonly Machine[]): Failing {
  const { refs } = ranksOf(topology);
  return { ...nothingFailing(topology), off: new Set(machines.flatMap(({ id }) => refs.get(id) ?? [])) };
}

/** An element and all that lives no longer without it. */
export function lostWith(topology: Topology, failed: Ref): readonly Ref[] {
  const { fates, dependents } = hangingOf(topology);
  const lost = new Set([failed]);
  for (const ref of lost)
    for (const below of dependents.get(ref) ?? []) {
      const fate = fates.get(below);
      const bare = fate !== undefined && fate.any.length > 0 && fate.any.every((one) => lost.has(one));
      if (fate?.all.includes(ref) || bare) lost.add(below);
    }
  return [...lost];
}

/** The segments on which adapters hang while they live. */
export function livingSegments({ lives, joined }: Failing, attachments: readonly Attachment[]): readonly number[] {
  const living: number[] = [];
  for (const { adapter, segments } of attachments) {
    if (adapter >= 0 && !lives[adapter]) continue;
    for (const segment of segments) if (joined.alive[segment]) living.push(segment);
  }
  return living;
}

/** Links, and the switches and networks that several links meet: only what is lost with these can part the rest. */
export const joints = oncePerTopology((topology): readonly Ref[] => {
  const { refs } = ranksOf(topology);
  const met = new Map<string, number>();
  for (const link of topology.links) for (const end of link.ends) met.set(end, (met.get(end) ?? 0) + 1);
  // A link between networks meets the switches that carry them.
  for (const network of topology.networks)
    for (const one of network.switches) met.set(one, (met.get(one) ?? 0) + (met.get(network.id) ?? 0));
  const nodes = [...met].filter(([, count]) => count > 1).map(([id]) => id);
  const direct = [...topology.links.map(({ id }) => id), ...nodes].flatMap((id) => refs.get(id) ?? []);
  return [...new Set(direct.flatMap((ref) => [ref, ...above(topology, ref)]))].filter((ref) => parts(topology, ref));
});

/** Whether segments that live without an element no longer reach each other. */
function parts(topology: Topology, ref: Ref): boolean {
  const before = nothingFailing(topology).joined;
  const { joined: after, segments } = failing(topology, ref);
  if (after === before) return false;
  return [
    [before.inNetwork, after.inNetwork],
    [before.routed, after.routed],
  ].some(([was, is]) => {
    const now = new Map<number, number>();
    for (let segment = 0; segment < segments.count; segment++) {
      if (!after.alive[segment]) continue;
      const [old, label] = [was?.[segment] ?? -1, is?.[segment] ?? -1];
      if ((now.get(old) ?? label) !== label) return true;
      now.set(old, label);
    }
    return false;
  });
}
