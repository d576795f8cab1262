import { describe, expect, test } from 'vitest';
import { formatRun, simulate } from '../../engine/simulation/index.ts';
import { checkDocument } from '../../language/findings.ts';
import { loadText } from '../../language/load.ts';
import { starters } from '../../language/starters/index.ts';
import { inMemory, opened } from '../server/support/services.ts';

describe.each(starters.map((starter) => [starter.title, starter] as const))('%s', (_, { text, names, title }) => {
  test('is read without any finding', async () => {
    const { topology, diagnostics } = await loadText(text);
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(topology.unbuilt).toEqual([]);
    const services = inMemory();
    const document = await opened(services, text);
    const found = checkDocument(document, services.hatopo);
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });

  test('what it expects holds', async () => {
    const { topology } = await loadText(text);
    expect(topology.scenarios.length).toBeGreaterThan(0);
    for (const scenario of topology.scenarios) {
      const run = simulate(topology, scenario);
      expect(run.unmodelled).toEqual([]);
      const failed = run.expectations.filter(({ holds }) => !holds).map((each) => `${each.text}: ${each.actual}`);
      expect(failed, formatRun(topology, run)).toEqual([]);
    }
  });

  test('what is to be replaced first stands in it', () => {
    for (const name of names) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
    expect(title.length).toBeLessThan(60);
  });
});
