/** Short cuts of a run change nothing but its time: neither whether it looks at everything, nor whether it keeps its events. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/simulate.ts';
import { topologyOf } from '../../support/topology.ts';
import { generated, textOf } from './generate.ts';
import { clusterText, generatedCluster } from './generate-clusters.ts';
import { sites, textOfSites } from './generate-sites.ts';
import { unlogged } from './play.ts';

const runs = Number(process.env.HATOPO_RUNS ?? 40);

async function isTheSame(text: string) {
  const topology = await topologyOf(text);
  expect(topology.scenarios.length).toBeGreaterThan(0);
  for (const scenario of topology.scenarios) {
    const run = simulate(topology, scenario);
    expect(run).toEqual(simulate(topology, scenario, { thorough: true }));
    expect(simulate(topology, scenario, { log: false })).toEqual(unlogged(run));
  }
}

describe('a run with short cuts is the same', { timeout: 2_000 * runs + 60_000 }, () => {
  const folder = path.join(import.meta.dirname, 'cases');
  test.each(readdirSync(folder))('%s', async (file) => {
    await isTheSame(readFileSync(path.join(folder, file), 'utf8'));
  });

  test('hosts, services and endpoints at random', async () => {
    await fc.assert(
      fc.asyncProperty(generated, (one) => isTheSame(textOf(one))),
      { numRuns: runs },
    );
  });

  test('sites with a survivable core or a second copy at random', async () => {
    await fc.assert(
      fc.asyncProperty(sites, (one) => isTheSame(textOfSites(one))),
      { numRuns: runs },
    );
  });

  test('failover clusters at random', async () => {
    await fc.assert(
      fc.asyncProperty(generatedCluster, (one) => isTheSame(clusterText(one))),
      { numRuns: runs },
    );
  });
});
