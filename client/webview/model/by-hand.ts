/** What somebody fails and restores by hand, as the choice of a run. Pure. */
import { lookOf } from '../../../engine/diagram/look.ts';
import type { HandStep, RunChoice } from '../../../server/protocol.ts';

/** Kinds of boxes that can fail: things, not what they do together. */
const failing: ReadonlySet<string> = new Set([
  'site',
  'host',
  'server',
  'vm',
  'adapter',
  'network',
  'link',
  'switch',
  'storage',
  'rack',
  'circuit',
]);

export function canFail(kind: string): boolean {
  return failing.has(kind);
}

/** What can be done to something in this state: what is lost is restored, all else fails. */
export function verbFor(state: string | undefined): HandStep['verb'] {
  return lookOf(state).tone === 'lost' ? 'restore' : 'fail';
}

/** The choice with one step more. The same at the same time is not done twice; its opposite at that time is taken back. */
export function withStep(choice: RunChoice | undefined, step: HandStep): RunChoice {
  const steps = choice?.steps ?? [];
  const others = steps.filter((one) => one.id !== step.id || one.at !== step.at);
  const opposite = others.length < steps.length && steps.some((one) => isSame(one, step, 'other'));
  const all = opposite ? others : [...others, step].sort((a, b) => a.at - b.at);
  return compose(choice?.scenario, all);
}

/** The choice without a step; `undefined` where nothing is left to run. */
export function withoutStep(choice: RunChoice, step: HandStep): RunChoice | undefined {
  const steps = (choice.steps ?? []).filter((one) => !isSame(one, step, 'same'));
  return choice.scenario === undefined && steps.length === 0 ? undefined : compose(choice.scenario, steps);
}

/** The choice as it was before anything was done by hand. */
export function withoutSteps(choice: RunChoice): RunChoice | undefined {
  return choice.scenario === undefined ? undefined : { scenario: choice.scenario };
}

function compose(scenario: string | undefined, steps: readonly HandStep[]): RunChoice {
  return { ...(scenario !== undefined && { scenario }), ...(steps.length > 0 && { steps }) };
}

function isSame(one: HandStep, other: HandStep, verb: 'same' | 'other'): boolean {
  return one.id === other.id && one.at === other.at && (one.verb === other.verb) === (verb === 'same');
}
