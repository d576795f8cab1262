import { describe, expect, test } from 'vitest';
import { runView } from '../../../engine/diagram/run-view.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import { addresses, addressOf } from '../../../engine/topology/documents.ts';
import { exampleText, topologyOf } from '../../support/topology.ts';

describe('where a source can be read', () => {
  test('is a secure address', () => {
    for (const address of Object.values(addresses)) expect(new URL(address).protocol).toBe('https:');
  });

  test('is not made up where none is known', () => {
    expect(addressOf('stated in the text')).toBeUndefined();
    expect(addressOf('VMware, a paper that nobody has put anywhere')).toBeUndefined();
  });

  test('goes with the events of a run as people read it', async () => {
    const topology = await topologyOf(exampleText('avaya-duplication'));
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('the example has no scenario');
    const { events } = runView(simulate(topology, scenario), topology, () => undefined);
    const linked = events.filter(({ link }) => link !== undefined);
    expect(linked.map(({ source }) => source)).toContain('D. Epping, vSphere 6.x HA Deepdive');
    expect(linked.length).toBeLessThan(events.length);
  });
});
