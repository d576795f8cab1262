/** Counterexamples that generated runs gave, each as it was understood. */
import { expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/index.ts';
import { topologyOf } from '../../support/topology.ts';
import { follow } from './play.ts';

/** The first scenario of a text, played. */
async function runOf(text: string) {
  const topology = await topologyOf(text);
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('the text has no scenario');
  return simulate(topology, scenario);
}

test('a host that was in maintenance and reboots is in maintenance', async () => {
  const run = await runOf(`cluster C { ha  host a { memory: 8 GB }  host b { memory: 8 GB } }
    scenario "Rebooted" { at 0 s maintenance a  at 1 s reboot a }`);
  const host = [...follow(run, () => {})].find(([id]) => id.split('.').at(-1) === 'a');
  expect(host?.[1].state).toBe('maintenance');
});

test('a VM that stands against a rule because another came to its host says so', async () => {
  const run = await runOf(`network lan  storage san
    template Esxi { memory: 16 GB  storage: san  nic n -> lan for management }
    cluster C { ha  drs { mode: fully-automated  keep apart stays, comes across hosts }  host a : Esxi  host b : Esxi }
    vm stays on a { memory: 2 GB  disk: san  nic e -> lan }
    vm comes on b { memory: 2 GB  disk: san  nic e -> lan }
    scenario "The other host fails" { at 0 s fail b }`);
  const left = run.events.find(({ text }) => text.startsWith('DRS leaves stays on a'));
  const cause = run.events.find(({ id }) => id === left?.cause);
  expect(cause?.text).toMatch(/^comes /);
});
