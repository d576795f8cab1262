/** What somebody chose to run, as a scenario of the topology as it is now. */
import { scenarioByHand, withSteps } from '../../engine/simulation/index.ts';
import type { Scenario, Topology } from '../../engine/topology/model.ts';
import type { HandStep, RunChoice } from '../protocol.ts';
import { Refusal } from './refusal.ts';

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
