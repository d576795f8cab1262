/** What is counted instead of drawn: who belongs to a count at a moment, and how many of them are in which state. */
import type { ElementKind, Id } from '../topology/model.ts';
import { lookOf, type Tone } from './look.ts';
import type { Fold, Scene } from './scene.ts';
import type { States } from './states.ts';

export interface Share {
  readonly tone: Tone;
  readonly count: number;
  /** `down`, or the states of this tone that there are: `booting, migrating`. */
  readonly word: string;
}

/** Worst first: what is read of a count. */
const order: readonly Tone[] = ['lost', 'busy', 'warn', 'ready', 'unknown', 'calm', 'serving'];

/** How many are in which state, what needs a look first. */
export function sharesOf(kind: ElementKind, ids: readonly Id[], states: States): readonly Share[] {
  const counts = new Map<Tone, { count: number; words: Set<string> }>();
  for (const id of ids) {
    const state = states.get(id)?.state;
    // what no event of a run is about works
    const tone = state === undefined ? 'serving' : lookOf(state).tone;
    const share = counts.get(tone) ?? { count: 0, words: new Set() };
    counts.set(tone, share);
    share.count++;
    share.words.add(state ?? (kind === 'vm' ? 'running' : 'up'));
  }
  return order.flatMap((tone) => {
    const share = counts.get(tone);
    return share ? [{ tone, count: share.count, word: [...share.words].sort().join(', ') }] : [];
  });
}

/** The count to which VMs on a host belong, by host: of itself, or of the cluster or site that holds it. */
export function homesOfFolds(scene: Scene): ReadonlyMap<Id, Fold> {
  const homes = new Map<Id, Fold>();
  const hosts = new Map(scene.folds.filter((fold) => fold.kind === 'host').map((fold) => [fold.of, fold.ids] as const));
  for (const fold of scene.folds) {
    if (fold.kind !== 'vm') continue;
    for (const host of hosts.get(fold.of) ?? [fold.of]) homes.set(host, fold);
  }
  return homes;
}
