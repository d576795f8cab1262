/** What the page shows now. */
import type { PanelView, Shown } from '../../server/protocol.ts';
import type { Reading } from './model/moment.ts';
import type { Speed } from './model/playing.ts';

export const tabs = ['summary', 'events', 'outline', 'compare'] as const;
export type Tab = (typeof tabs)[number];

/** A run that is held beside the one that is shown. */
export interface Beside {
  readonly view: PanelView;
  readonly shown: Shown;
  /** `kept`: what was shown before an edit; `picked`: another run. */
  readonly how: 'kept' | 'picked';
  /** Why it is what its text said before. */
  readonly old?: string;
}

export interface State {
  readonly reading?: Reading | undefined;
  readonly shown?: Shown | undefined;
  readonly tab: Tab;
  readonly playing: boolean;
  readonly speed: Speed;
  /** Others than what this element depends on are dimmed; the ids are known when the server said them. */
  readonly focus?: { readonly id: string; readonly ids: ReadonlySet<string> | undefined } | undefined;
  readonly beside?: Beside | undefined;
  /** What was opened of what is folded. */
  readonly expanded: readonly string[];
  /** What the reader points at. */
  readonly pointed?: string | undefined;
}

export const atFirst: State = { tab: 'summary', playing: false, speed: 'events', expanded: [] };
