/** Counterexamples that generated runs gave, each as it was understood. */
import { expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/index.ts';
import { topologyOf } from '../../support/topology.ts';
import { follow } from './play.ts';

/** The picture at the end of the first scenario of a text. */
async function endOf(text: string) {
  const topology = await topologyOf(text);
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('the text has no scenario');
  return follow(simulate(topology, scenario), () => {});
}

test('a host that was in maintenance and reboots is in maintenance', async () => {
  const end = await endOf(`cluster C { ha  host a { memory: 8 GB }  host b { memory: 8 GB } }
    scenario "Rebooted" { at 0 s maintenance a  at 1 s reboot a }`);
  expect(end.get('C.a')?.state ?? end.get('a')?.state).toBe('maintenance');
});
