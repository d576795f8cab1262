import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simulationPage } from '../../scripts/docs/times.ts';
import { repo } from '../cli/call.ts';

test('docs/simulation.md has the times that a run starts from (npm run docs rewrites it)', () => {
  expect(readFileSync(`${repo}/docs/simulation.md`, 'utf8')).toBe(simulationPage());
});
