/** Limits that products document, as `limits { … }` of a product states them. */

import { count, rate, share, time } from './define.ts';
import type { Value } from './entry.ts';

export interface LimitEntry {
  readonly key: string;
  readonly value: Value;
  readonly summary: string;
}

/** A product may state others: these are the ones that rules read. */
export const limits: readonly LimitEntry[] = [
  { key: 'members', value: count('members', 1), summary: 'The most members that a service of it may have' },
  { key: 'latency', value: time, summary: 'The longest round trip between its members' },
  { key: 'bandwidth', value: rate, summary: 'The least that the path between its members must carry' },
  { key: 'loss', value: share, summary: 'The largest share of packets lost between its members' },
];
