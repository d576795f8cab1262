/** Which living segments are joined: inside their network, and over links that route. */
import type { Segments } from './reach-segments.ts';

export interface Joined {
  /** 1 where the segment's network and switch live. */
  readonly alive: Uint8Array;
  /** Segments of one network with the same number are joined by living switches and links. */
  readonly inNetwork: Int32Array;
  /** Segments with the same number reach each other over links, in transit over other networks too. */
  readonly routed: Int32Array;
}

/** Joins the segments over what lives: `lives[ref]` is 1 for a living element. */
export function join(segments: Segments, lives: ArrayLike<number>): Joined {
  const { count } = segments;
  const alive = new Uint8Array(count);
  const inNetwork = new Int32Array(count);
  for (let segment = 0; segment < count; segment++) {
    const network = segments.network[segment] ?? -1;
    const onSwitch = segments.switch[segment] ?? -1;
    alive[segment] = (network < 0 || lives[network]) && (onSwitch < 0 || lives[onSwitch]) ? 1 : 0;
    inNetwork[segment] = segment;
  }
  for (const { link, a, b } of segments.trunks) if (lives[link] && alive[a] && alive[b]) unite(inNetwork, a, b);
  for (let segment = 0; segment < count; segment++) inNetwork[segment] = rootOf(inNetwork, segment);

  const routed = inNetwork.slice();
  for (const { link, a, b } of segments.routes) {
    if (!lives[link]) continue;
    const first = a.find((segment) => alive[segment]);
    if (first === undefined || !b.some((segment) => alive[segment])) continue;
    for (const segment of a) if (alive[segment]) unite(routed, first, segment);
    for (const segment of b) if (alive[segment]) unite(routed, first, segment);
  }
  for (let segment = 0; segment < count; segment++) routed[segment] = rootOf(routed, segment);
  return { alive, inNetwork, routed };
}

/**
 * Whether a living segment of `a` reaches one of `b`. Inside one network over its own switches and
 * links; a link that hangs on a split network does not mend it.
 */
export function reaches(segments: Segments, joined: Joined, a: readonly number[], b: readonly number[]): boolean {
  for (const one of a) {
    if (!joined.alive[one]) continue;
    for (const other of b) {
      if (!joined.alive[other]) continue;
      const same = segments.network[one] === segments.network[other];
      const by = same ? joined.inNetwork : joined.routed;
      if (by[one] === by[other]) return true;
    }
  }
  return false;
}

function rootOf(parents: Int32Array, segment: number): number {
  let root = segment;
  for (let parent = parents[root] ?? root; parent !== root; parent = parents[root] ?? root) root = parent;
  let at = segment;
  while (at !== root) {
    const next = parents[at] ?? root;
    parents[at] = root;
    at = next;
  }
  return root;
}

function unite(parents: Int32Array, a: number, b: number): void {
  const [first, second] = [rootOf(parents, a), rootOf(parents, b)];
  if (first < second) parents[second] = first;
  else parents[first] = second;
}
