/** Which scenarios are about an element. */
import { dependenciesOf } from './dependencies.ts';
import type { Id, Scenario, Step, Topology } from './model.ts';

/** The scenarios, in order, in which something is done to, or expected of, an element or what it needs. */
export function scenariosConcerning(topology: Topology, id: Id): readonly Scenario[] {
  const needed = dependenciesOf(topology, id);
  return topology.scenarios.filter(({ steps }) => steps.some((step) => idsIn(step).some((each) => needed.has(each))));
}

function idsIn(step: Step): readonly Id[] {
  if (step.step === 'expect') return [step.subject.id];
  // the way of some hosts to a storage is lost to them alone
  if (step.forHosts.length > 0) return step.forHosts;
  return [...step.targets, ...step.otherSide].map((target) => target.node ?? target.id);
}
