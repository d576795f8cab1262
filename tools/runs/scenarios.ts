/** Which scenarios a call means: by their titles, and by losses that it names. */
import { scenarioByHand, withSteps } from '../../engine/simulation/index.ts';
import type { Scenario, Topology } from '../../engine/topology/model.ts';
import { similarNames } from '../../engine/topology/names.ts';
import { UsageError } from '../usage-error.ts';
import { parseFault } from './faults.ts';

/**
 * The scenario with a title, with the losses on top; without a title the losses alone; `undefined` where neither is given.
 * @throws {UsageError} where the file has no scenario with that title, or a loss is off
 */
export function chooseScenario(
  topology: Topology,
  title: string | undefined,
  fail: readonly string[],
): Scenario | undefined {
  const faults = fail.map((argument) => parseFault(topology, argument));
  if (title === undefined) return faults.length > 0 ? scenarioByHand(topology, faults) : undefined;
  const scenario = titled(topology, title);
  return faults.length === 0 ? scenario : withSteps(topology, scenario, faults);
}

function titled(topology: Topology, title: string): Scenario {
  const scenario = topology.scenarios.find((candidate) => candidate.title === title);
  if (scenario) return scenario;
  const titles = topology.scenarios.map((candidate) => candidate.title);
  const near = similarNames(title, titles);
  const known = near.length > 0 ? near : titles;
  throw new UsageError(
    `No scenario is called "${title}". ${known.length > 0 ? `There is: ${known.map((name) => `"${name}"`).join(', ')}.` : 'The file has none.'}`,
  );
}
