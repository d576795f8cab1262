/** Scenarios as a whole: the order of their steps, their horizon, the windows of their expectations. */
import type { AstNode } from 'langium';
import type { Scenario } from '../generated/ast.ts';
import { isMeasureProperty } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import type { Check, Context } from './check.ts';
import { WHOLE } from './places.ts';
import { type Expected, type Step, type Timeline, timelineOf, timeOf } from './timeline.ts';
import { code } from './words.ts';

const message = {
  order: (p: { time: string; before: string }) =>
    `This step is at ${p.time}, before the one above it at ${p.before}: steps stand in the order of their times.`,
  horizon: (p: { horizon: string; time: string }) =>
    `The run ends at ${p.horizon}, before the step at ${p.time}: raise ${code('horizon')} or take the step out.`,
  within: (p: { within: string; next: string; window: string; past: boolean }) =>
    p.past
      ? `${code(`within ${p.within}`)} reaches past the step at ${p.next}, ${p.window} after the one above: it is cut there.`
      : `${code(`within ${p.within}`)} ends with the step at ${p.next}: it speaks of what is so just before that step.`,
  nothing: () =>
    'Nothing has happened yet: this speaks of the system as it starts. Write it below a step to speak of that.',
};

export const scenarios: Check = {
  Scenario: (scenario, context) => {
    const timeline = timelineOf(scenario);
    checkOrder(timeline, context);
    checkHorizon(scenario, timeline, context);
    for (const expected of timeline.expected) checkWindow(expected, scenario, context);
  },
};

function checkOrder({ steps }: Timeline, { report }: Context): void {
  let latest: Step | undefined;
  for (const step of steps) {
    if (step.time === undefined) continue;
    if (latest?.time !== undefined && step.time < latest.time) {
      report({
        code: 'hatopo/steps-out-of-order',
        message: message.order({ time: written(step), before: written(latest) }),
        place: { node: step.at.time, feature: WHOLE },
        related: [{ node: latest.at, message: `The step at ${written(latest)}` }],
      });
    } else latest = step;
  }
}

function checkHorizon(scenario: Scenario, { steps, horizon }: Timeline, { report }: Context): void {
  if (horizon === undefined) return;
  const late = steps.find((step) => step.time !== undefined && step.time > horizon);
  const stated = itemsOf(scenario).find((item) => isMeasureProperty(item) && item.key === 'horizon');
  if (!late || !isMeasureProperty(stated)) return;
  report({
    code: 'hatopo/horizon-too-short',
    message: message.horizon({ horizon: stated.value.quantity ?? '', time: written(late) }),
    place: { node: stated.value, feature: WHOLE },
    related: [{ node: late.at, message: `The step at ${written(late)}` }],
  });
}

function checkWindow({ expect, after, before }: Expected, scenario: Scenario, context: Context): void {
  if (!after && !context.damage.lacksItems(scenario)) {
    context.report({
      code: 'hatopo/expect-before-step',
      severity: 'info',
      message: message.nothing(),
      place: { node: expect as AstNode },
    });
  }
  const within = timeOf(expect.within);
  const [start, end] = [after?.time ?? 0, before?.time];
  if (within === undefined || end === undefined || !before || start + within < end) return;
  // What speaks of the whole window does so as well where it ends with the step.
  const ofInstant = expect.state !== undefined && expect.negation !== 'never';
  if (start + within === end && !ofInstant) return;
  context.report({
    code: 'hatopo/within-past-step',
    severity: 'warning',
    message: message.within({
      within: expect.within?.quantity ?? '',
      next: written(before),
      window: shown(end - start),
      past: start + within > end,
    }),
    place: { node: expect.within as AstNode, feature: WHOLE },
  });
}

function written(step: Step): string {
  return step.at.time?.quantity ?? '';
}

/** A span of time in the largest unit that keeps it whole. */
function shown(ms: number): string {
  const units: readonly (readonly [number, string])[] = [
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ];
  const [size, unit] = units.find(([each]) => ms >= each && ms % each === 0) ?? [1, 'ms'];
  return `${ms / size} ${unit}`;
}
