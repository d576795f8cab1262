/** Watches expectations while a run plays: at the end of each instant it is seen what holds. */
import type { ExpectationResult } from '../run.ts';
import type { Window } from '../steps.ts';
import type { World } from '../world.ts';
import { closeWindow } from './close.ts';
import { actualOf } from './describe.ts';
import { holds } from './states.ts';
import type { Watcher } from './watcher.ts';

export type Watched = readonly Watcher[];

/** Watchers for all expectations of a scenario. */
export function watch(world: World, windows: readonly Window[]): Watched {
  return windows.map((window) => {
    const { within } = window.expectation;
    const until = within === undefined ? Number.POSITIVE_INFINITY : window.start + within;
    return {
      window,
      until,
      seen: holds(world, window.expectation),
      since: 0,
      actual: actualOf(world, window.expectation),
      first: undefined,
      firstActual: '',
    };
  });
}

/** Looks at the end of an instant, after `groups` injection groups. */
export function watchInstant(world: World, watched: Watched, groups: number): void {
  for (const watcher of watched) {
    const { window } = watcher;
    if (window.expectation.claim.kind !== 'state' || world.now > watcher.until) continue;
    if (groups < window.group) {
      describe(world, watcher);
      continue;
    }
    // The next injection ends the window, also of a `within` that reaches past it.
    if (groups === window.group) look(world, watcher);
  }
}

/** What its subject is like, and since when; also before the window opens, so that the since is true. */
function describe(world: World, watcher: Watcher): void {
  const actual = actualOf(world, watcher.window.expectation);
  if (actual === watcher.actual) return;
  watcher.actual = actual;
  watcher.since = world.now;
}

function look(world: World, watcher: Watcher): void {
  describe(world, watcher);
  watcher.seen = holds(world, watcher.window.expectation);
  if (watcher.seen && watcher.first === undefined) {
    watcher.first = world.now;
    watcher.firstActual = watcher.actual;
  }
}

/** What became of each expectation when the run has ended. A state persists to `horizon` (ms). */
export function closeExpectations(world: World, watched: Watched, horizon: number): readonly ExpectationResult[] {
  return watched.map((watcher) => {
    const { expectation } = watcher.window;
    return { text: expectation.text, source: expectation.source, ...closeWindow(world, watcher, horizon) };
  });
}
