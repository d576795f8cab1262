import { describe, expect, it } from 'vitest';
import type { Timing, Topology } from '../../../engine/topology/model.ts';
import { loadText } from '../../../language/load.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';

/** The model as JSON, elements once and times on one line; `vitest -u` rewrites the goldens. */
function json({ title, elements, scenarios, unbuilt }: Topology): string {
  return `${JSON.stringify({ title, elements: [...elements.values()], scenarios, unbuilt }, shortened, 2)}\n`;
}

function shortened(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('assumption' in value)) return value;
  const { value: time, min, max, origin, assumption } = value as Timing;
  const range = min === max ? '' : `, ${min} to ${max}`;
  return `${time} ms${range}: ${assumption ? 'assumed, ' : ''}${origin}`;
}

describe('the examples', () => {
  it.each(exampleNames)('%s is built whole, without a finding on names', async (name) => {
    const { topology, diagnostics } = await loadText(exampleText(name));
    expect(topology.unbuilt).toEqual([]);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(topology.scenarios.length).toBeGreaterThan(0);
    for (const scenario of topology.scenarios) expect(scenario.steps.length).toBeGreaterThan(1);
  });

  it.each(['avaya-duplication', 'pureconnect-switchover', 'virtualcenter-mns'])(
    '%s has the model of its golden',
    async (name) => {
      await expect(json(await topologyOf(exampleText(name)))).toMatchFileSnapshot(`goldens/${name}.golden.json`);
    },
  );
});
