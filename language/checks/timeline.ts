/** The steps and expectations of a scenario, in order of the text, with their times. */
import type { At, Expect, Measure, Scenario } from '../generated/ast.ts';
import { isAt, isExpect, isMeasureProperty } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { classOf, quantityOf } from '../vocabulary/index.ts';

export interface Step {
  readonly at: At;
  /** ms from the start; `undefined` where it is no time. */
  readonly time: number | undefined;
}

/** An expectation with the steps around it. */
export interface Expected {
  readonly expect: Expect;
  readonly after: Step | undefined;
  readonly before: Step | undefined;
}

export interface Timeline {
  readonly steps: readonly Step[];
  readonly expected: readonly Expected[];
  /** ms, where the text states it. */
  readonly horizon: number | undefined;
}

export function timelineOf(scenario: Scenario): Timeline {
  const steps: Step[] = [];
  const expected: { expect: Expect; after: Step | undefined; stepsBefore: number }[] = [];
  let horizon: number | undefined;
  for (const item of itemsOf(scenario)) {
    if (isAt(item)) steps.push({ at: item, time: timeOf(item.time) });
    else if (isExpect(item)) expected.push({ expect: item, after: steps.at(-1), stepsBefore: steps.length });
    else if (isMeasureProperty(item) && item.key === 'horizon') horizon ??= timeOf(item.value);
  }
  return {
    steps,
    expected: expected.map(({ stepsBefore, ...each }) => ({ ...each, before: steps[stepsBefore] })),
    horizon,
  };
}

/** A time in ms; `undefined` where it is none. */
export function timeOf(measure: Measure | undefined): number | undefined {
  const quantity = quantityOf(measure?.quantity);
  return quantity && classOf(quantity.unit) === 'time' ? quantity.value : undefined;
}
