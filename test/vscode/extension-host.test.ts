import { expect, inject, it } from 'vitest';
import { runSuite } from './harness/extension-host.ts';
import { describeInEditor } from './harness/rig.ts';

// The suite's tests are known only when it has run, so it runs while the tests are collected.
const suite = 'browser' in inject('rig') ? await runSuite() : undefined;

describeInEditor("the extension in VS Code's extension host", () => {
  for (const result of suite?.results ?? []) {
    it(`${result.name} (${result.milliseconds} ms)`, () => {
      if (result.failure) throw new Error(result.failure);
    });
  }

  it('runs the suite to its end', () => {
    const log = suite?.log.slice(-3000);
    expect(suite?.results.length, log).toBeGreaterThan(0);
    expect(suite?.exitCode, log).toBe(0);
  });
});
