/** States by the number of their element. */
import type { Ref } from '../topology/ranks.ts';

/** A list with a place for every element: the state of those that have one. */
export function byRef<T extends { readonly ref: Ref }>(count: number, states: readonly T[]): (T | undefined)[] {
  const list = new Array<T | undefined>(count).fill(undefined);
  for (const state of states) list[state.ref] = state;
  return list;
}
