/** Whether this machine has what browser tests need; a test file's own words to ask for it. */

import { describe, inject } from 'vitest';

/** What provision.ts found: a browser to drive, or why the tests cannot run here. */
export type Rig = { readonly browser: string } | { readonly unavailable: string };

declare module 'vitest' {
  export interface ProvidedContext {
    rig: Rig;
  }
}

/**
 * `describe` for tests that need the editor and a browser. Without them the tests are reported as
 * skipped, the reason in their name; never as passed.
 */
export function describeInEditor(name: string, tests: () => void): void {
  const rig = inject('rig');
  if ('unavailable' in rig) describe.skip(`${name} (not run: ${rig.unavailable})`, tests);
  else describe(name, tests);
}

/** The browser's program. */
export function browserProgram(): string {
  const rig = inject('rig');
  if ('unavailable' in rig) throw new Error(rig.unavailable);
  return rig.browser;
}
