/** What is remembered of an expectation while a run plays. */
import type { Window } from '../steps.ts';

/** One expectation while it is watched. */
export interface Watcher {
  readonly window: Window;
  /** Until when it looks, ms; at most to the next injection. */
  readonly until: number;
  /** What was seen last: `undefined` where this version cannot tell. */
  seen: boolean | undefined;
  /** Since when the state as it is described now is so. */
  since: number;
  actual: string;
  /** For `never`: when it first was so. */
  first: number | undefined;
  firstActual: string;
}
