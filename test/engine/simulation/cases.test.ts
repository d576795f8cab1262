/** Every expectation of every case holds, and its timeline reads as in its golden (`vitest -u` rewrites them). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatRun, simulate } from '../../../engine/simulation/index.ts';
import { loadText } from '../../../language/load.ts';

const folder = join(import.meta.dirname, 'cases');
const names = readdirSync(folder).map((file) => file.replace('.hatopo', ''));

describe.each(names)('%s', async (name) => {
  const text = readFileSync(join(folder, `${name}.hatopo`), 'utf8');
  const { topology, diagnostics } = await loadText(text);

  test('is written without an error of its language', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each(topology.scenarios)('$title', (scenario) => {
    const run = simulate(topology, scenario);
    const broken = run.expectations.filter(({ holds }) => !holds);
    expect(broken.map(({ text: claim, actual }) => `${claim}: ${actual}`)).toEqual([]);
    expect(run.expectations.length).toBeGreaterThan(0);
    expect(run.unmodelled).toEqual([]);
  });

  test('timelines', async () => {
    const runs = topology.scenarios.map((scenario) => formatRun(topology, simulate(topology, scenario)));
    await expect(runs.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, 'goldens', `${name}.golden.txt`));
  });
});
