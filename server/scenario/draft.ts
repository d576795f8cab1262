/** A scenario that is being written: its steps, and what is stated behind them. */
import type { Expectation, Injection, Scenario, Step } from '../../engine/topology/model.ts';
import type { Window } from './outcome.ts';

/** What happens at one time, and what is stated of what comes of it. */
export interface Part {
  readonly time: number;
  readonly injections: readonly Injection[];
  readonly expectations: readonly Expectation[];
}

/** The parts of a scenario, in its order. What it states before anything happens is left out. */
export function partsOf(scenario: Scenario): readonly Part[] {
  const parts: { time: number; injections: Injection[]; expectations: Expectation[] }[] = [];
  for (const step of scenario.steps) {
    const last = parts.at(-1);
    if (step.step === 'expect') last?.expectations.push(step);
    else if (last && last.time === step.time && last.expectations.length === 0) last.injections.push(step);
    else parts.push({ time: step.time, injections: [step], expectations: [] });
  }
  return parts;
}

/** The same parts as a scenario. */
export function scenarioOfParts(scenario: Scenario, parts: readonly Part[]): Scenario {
  const steps = parts.flatMap(({ injections, expectations }): readonly Step[] => [
    ...injections.map((injection) => ({ step: 'inject' as const, ...injection })),
    ...expectations.map((expectation) => ({ step: 'expect' as const, ...expectation })),
  ]);
  // what is done by hand behind its end prolongs a run
  return { ...scenario, steps, horizon: Math.max(scenario.horizon, ...parts.map(({ time }) => time)) };
}

/** Each part with the time until the next one. */
export function windowsOf(parts: readonly Part[]): readonly (Window & { readonly part: Part })[] {
  return parts.map((part, index) => ({ part, start: part.time, end: parts[index + 1]?.time }));
}
