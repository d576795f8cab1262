/** What holds for every rule of vSphere. */
import { expect, test } from 'vitest';
import { internalErrorCode } from '../../../engine/rules/check.ts';
import { checkRules } from '../../../engine/rules/index.ts';
import { vsphereRules } from '../../../engine/rules/vsphere/index.ts';
import { checked } from '../../support/rules.ts';
import { topologyOf } from '../../support/topology.ts';

test.each(vsphereRules.map((rule) => [rule.id, rule] as const))(
  '%s says nothing of a Hyper-V cluster',
  async (_, rule) => {
    const text = rule.examples.breaks.replaceAll(/cluster (\w+) \{/g, 'cluster $1 { hypervisor: hyper-v');
    expect((await checked(text, { rules: [rule] })).findings).toEqual([]);
  },
);

test('texts with a line lost anywhere are read without a rule that stops', { timeout: 60_000 }, async () => {
  for (const { examples } of vsphereRules) {
    const lines = examples.breaks.split('\n');
    for (const [index, line] of lines.entries()) {
      if (line.trim() === '') continue;
      const topology = await topologyOf([...lines.slice(0, index), ...lines.slice(index + 1)].join('\n'));
      const stopped = checkRules(topology, { rules: vsphereRules }).filter(({ rule }) => rule === internalErrorCode);
      expect(stopped.map(({ message }) => message)).toEqual([]);
    }
  }
});
