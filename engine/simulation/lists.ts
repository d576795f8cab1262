/** Lists of elements that are worked out again and are mostly what they were. */
import type { Ref } from '../topology/ranks.ts';

export function areSame(some: readonly Ref[], others: readonly Ref[]): boolean {
  if (some === others) return true;
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}

/** The elements of which it is so, in order: `before` itself where they are the same. */
export function those(all: readonly Ref[], isSo: (ref: Ref) => boolean, before: readonly Ref[]): readonly Ref[] {
  let count = 0;
  for (const ref of all) {
    if (!isSo(ref)) continue;
    if (before[count] !== ref) return all.filter(isSo);
    count++;
  }
  return count === before.length ? before : all.filter(isSo);
}
