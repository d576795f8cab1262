import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simulationPage } from '../../scripts/docs/times.ts';
import { repo } from '../cli/call.ts';

test('docs/simulation.md has the times that a run starts from (npm run docs rewrites it)', () => {
  expect(readFileSync(`${repo}/docs/simulation.md`, 'utf8')).toBe(simulationPage());
});

test('no behaviour of a run has a time of its own that is not in the table', () => {
  const folder = `${repo}/engine/simulation/behaviors`;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(30);
  const own = files.filter((name) => /\b\d+_000\b|\b\d{4,}\b/.test(codeOf(readFileSync(`${folder}/${name}`, 'utf8'))));
  expect(own).toEqual([]);
});

/** Without comments and strings: what they say is no number that is used. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g, '');
}
