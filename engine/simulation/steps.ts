/** The steps of a scenario: injections that happen together, and the window that each expectation watches. */
import type { Expectation, Injection, Step } from '../topology/model.ts';

/** Injections of one instant with no expectation between them. */
export interface InjectionGroup {
  readonly time: number;
  readonly injections: readonly Injection[];
}

/** An expectation and its window: from the injections above it to those below it. */
export interface Window {
  readonly expectation: Expectation;
  /** How many groups have been injected when the window opens. */
  readonly group: number;
  /** ms */
  readonly start: number;
  /** When the next injection closes it; `undefined`: the end of the run. */
  readonly end: number | undefined;
}

/** Groups in order of time, and every expectation in order of the text. */
export function groupsOf(steps: readonly Step[]): {
  readonly groups: readonly InjectionGroup[];
  readonly expectations: readonly Window[];
} {
  const written: { time: number; injections: Injection[]; place: number }[] = [];
  const expected: { expectation: Expectation; after: (typeof written)[number] | undefined }[] = [];
  let open = false;
  for (const step of steps) {
    if (step.step === 'expect') {
      expected.push({ expectation: step, after: written.at(-1) });
      open = false;
      continue;
    }
    const last = written.at(-1);
    if (open && last?.time === step.time) last.injections.push(step);
    else written.push({ time: step.time, injections: [step], place: written.length });
    open = true;
  }
  // Steps out of order are reported by the language; a run takes them by time.
  const groups = [...written].sort((a, b) => a.time - b.time || a.place - b.place);
  const expectations = expected.map(({ expectation, after }): Window => {
    const group = after ? groups.indexOf(after) + 1 : 0;
    return { expectation, group, start: after?.time ?? 0, end: groups[group]?.time };
  });
  return { groups, expectations };
}
