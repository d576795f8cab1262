/** How a state looks: a glyph and a word beside the colour, so that nobody needs the colour to read it. */
import type { ElementKind } from '../topology/model.ts';

/** `serving` works for users, `ready` waits to take over, `busy` is on its way, `warn` works with a reserve gone, `lost` does not; of what is `unknown` nothing is said. */
export type Tone = 'serving' | 'ready' | 'busy' | 'warn' | 'lost' | 'calm' | 'unknown';

export interface Look {
  readonly tone: Tone;
  /** The word that stands beside the glyph; empty where the glyph is enough. */
  readonly word: string;
}

const tones: readonly (readonly [Tone, readonly string[]])[] = [
  [
    'lost',
    [
      'down',
      'failed',
      'off',
      'lost',
      'dead',
      'powered-off',
      'out-of-service',
      'crashed',
      'faulted',
      'stopped',
      'offline',
      'unreachable',
      'no-quorum',
      'not-quorate',
      'refused',
      'unlicensed',
      'terminated',
    ],
  ],
  [
    'busy',
    [
      'booting',
      'starting',
      'restarting',
      'rebooting',
      'refreshing',
      'resyncing',
      'synchronizing',
      'pending',
      'waiting',
      'electing',
      'moving',
      'migrating',
      'online-pending',
      'offline-pending',
      'taking-over',
      'detecting',
      'queued',
      'suspected',
    ],
  ],
  [
    'warn',
    [
      'degraded',
      'unprotected',
      'isolated',
      'quarantined',
      'partitioned',
      'stalled',
      'dual-active',
      'maintenance',
      'out-of-sync',
      'no-features',
    ],
  ],
  ['ready', ['standby', 'backup', 'secondary', 'spare', 'possible owner', 'survivable']],
  [
    'serving',
    [
      'active',
      'primary',
      'main',
      'running',
      'up',
      'in-service',
      'protected',
      'quorate',
      'online',
      'serving',
      'owner',
      'member',
      'node',
    ],
  ],
];

const toneOf = new Map(tones.flatMap(([tone, words]) => words.map((word) => [word, tone] as const)));

/** Words that the glyph already says. */
const silent = new Set(['idle', 'up', 'running', 'in-service', 'online', 'quorate', 'serving', 'member', 'node']);

export function lookOf(state: string | undefined): Look {
  if (state === undefined || state === '') return { tone: 'calm', word: '' };
  if (state === 'unknown') return { tone: 'unknown', word: 'not simulated' };
  return {
    tone: toneOf.get(state) ?? toneOf.get(state.split(/[ ,:]/)[0] ?? '') ?? 'calm',
    word: silent.has(state) ? '' : state,
  };
}

/** Kinds whose glyph says something even when all is well. Of the others only trouble is marked. */
export function speaksWhenWell(kind: ElementKind): boolean {
  return kind === 'vm' || kind === 'service' || kind === 'endpoint' || kind === 'failover-cluster';
}
