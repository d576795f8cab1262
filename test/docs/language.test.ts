import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languagePage } from '../../scripts/docs/language.ts';
import { repo } from '../cli/call.ts';

test('docs/language.md has the tables of the vocabulary (npm run docs rewrites it)', () => {
  expect(readFileSync(`${repo}/docs/language.md`, 'utf8')).toBe(languagePage());
});
