/** Lists of elements that are worked out again and are mostly what they were. */
import type { Ref } from '../topology/ranks.ts';

export function areSame(some: readonly Ref[], others: readonly Ref[]): boolean {
  if (some === others) return true;
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}
