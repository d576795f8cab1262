/** What somebody chose to run, as a scenario of the topology as it is now. */
import { scenarioByHand, withSteps } from '../../engine/simulation/index.ts';
import type { Scenario, Topology } from '../../engine/topology/model.ts';
import type { HandStep, RunChoice } from '../protocol.ts';
import { Refusal } from './refusal.ts';

/**
 * What can be run of a choice: the scenario under the title that it has now, or what is chosen otherwise.
 * @param before the titles when the text was asked about last: one that is another in its place was changed by the author
 */
export function followed(topology: Topology, choice: RunChoice, before: readonly string[] = []): RunChoice {
  const { scenario, steps, otherwise } = choice;
  const now = topology.scenarios.map(({ title }) => title);
  if (scenario === undefined || now.includes(scenario)) return choice;
  const at = before.indexOf(scenario);
  const title = now[at];
  const others = (titles: readonly string[]) => JSON.stringify(titles.filter((_, index) => index !== at));
  const isRenamed = now.length === before.length && others(now) === others(before);
  // of a scenario whose head is damaged its lines may be left, without a title
  if (title && isRenamed) return { scenario: title, ...(steps && { steps }) };
  return otherwise ?? choice;
}

/** @throws {Refusal} where the choice is not in the text any more, or cannot happen */
export function scenarioOf(topology: Topology, choice: RunChoice): Scenario {
  const steps = (choice.steps ?? []).map(atWholeTime);
  refuseUnknown(topology, steps);
  if (choice.scenario === undefined) {
    if (steps.length === 0) throw new Refusal('Nothing was chosen to fail.');
    return scenarioByHand(topology, steps);
  }
  const scenario = topology.scenarios.find(({ title }) => title === choice.scenario);
  if (scenario) return steps.length > 0 ? withSteps(topology, scenario, steps) : scenario;
  const titles = topology.scenarios.map(({ title }) => `"${title}"`).join(', ');
  throw new Refusal(
    `The text has no scenario "${choice.scenario}" any more. ${titles ? `It has ${titles}.` : 'It has none.'}`,
  );
}

/** A scrubber stands between milliseconds; a run knows none. */
function atWholeTime(step: HandStep): HandStep {
  return { ...step, at: Math.max(0, Math.round(step.at) || 0) };
}

function refuseUnknown(topology: Topology, steps: readonly HandStep[]): void {
  const gone = steps.filter(({ id }) => !topology.elements.has(id)).map(({ id }) => id);
  if (gone.length > 0) {
    throw new Refusal(
      `The topology has no ${gone.join(', ')} any more: renamed, removed, or what it depends on cannot be built. Choose again.`,
    );
  }
  for (const { id } of steps) {
    const element = topology.elements.get(id);
    if (element?.kind === 'endpoint')
      throw new Refusal(`${element.name} are clients: they lose service, they do not fail. Choose what serves them.`);
    if (element?.kind === 'failover-cluster')
      throw new Refusal(`${element.name} fails with its nodes and its quorum: choose one of them.`);
  }
}
