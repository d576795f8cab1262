/** Limits that products document, as `limits { … }` of a product states them. */

import { count, rate, share, time, wordEntries, words } from './define.ts';
import type { Value } from './entry.ts';

export interface LimitEntry {
  readonly key: string;
  readonly value: Value;
  readonly summary: string;
}

/** A product may state others: these are the ones that rules and runs read. */
export const limits: readonly LimitEntry[] = [
  { key: 'members', value: count('members', 1), summary: 'The most members that a service of it may have' },
  { key: 'latency', value: time, summary: 'The longest round trip between its members' },
  { key: 'bandwidth', value: rate, summary: 'The least that the path between its members must carry' },
  { key: 'loss', value: share, summary: 'The largest share of packets lost between its members' },
  {
    key: 'clients',
    value: count('clients', 1),
    summary: 'The most clients that a service of it serves as a survivable side',
  },
  {
    key: 'survivable-clients',
    value: count('clients', 1),
    summary: 'Of a survivable core: the most clients that a machine serves as its survivable side',
  },
  {
    key: 'loaded-migration',
    value: words(
      wordEntries({ warns: 'A live migration under load is told as a warning: real-time data may be lost' }),
    ),
    summary: 'What a live migration does while it handles load',
  },
];
