/** A vendor's words and numbers are said of its own products; of others they are told as assumptions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/index.ts';
import { loadText } from '../../../language/load.ts';

const text = readFileSync(join(import.meta.dirname, 'review', 'cases', 'others-words.hatopo'), 'utf8');

test("another vendor's document stands behind no event of a product, unless as an assumption", async () => {
  const { topology } = await loadText(text);
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('no scenario');
  const { events } = simulate(topology, scenario);
  const told = (name: string) =>
    events.filter((event) => event.text.includes(` of ${name} `) || event.subject === name);
  const avaya = (source: string) => source.startsWith('Avaya') || source.startsWith('ESS User Guide');
  expect(told('Voice').some(({ source }) => avaya(source))).toBe(false);
  expect(told('Voice').filter(({ source }) => source.includes('as in: Avaya')).length).toBeGreaterThan(2);
  for (const event of told('Voice').filter(({ source }) => source.includes('as in: ')))
    expect(event.assumption, event.text).toBe(true);
  const own = told('Core').filter(({ source }) => avaya(source));
  expect(own.length).toBeGreaterThan(2);
  expect(own.some(({ assumption }) => assumption)).toBe(false);
});
