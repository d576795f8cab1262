// Texts that carry what the language finds in them. `vitest -u` writes the marks anew: read the difference.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codes } from '../../../language/checks/codes.ts';
import { marked } from '../../support/markers.ts';

const folder = join(import.meta.dirname, 'texts');
const names = readdirSync(folder).filter((name) => name.endsWith('.hatopo'));

test.each(names)('%s', async (name) => {
  const file = join(folder, name);
  await expect(await marked(readFileSync(file, 'utf8'))).toMatchFileSnapshot(file);
});

test('every code is reported somewhere', () => {
  const texts = names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  // Several files, and very many findings, have tests of their own.
  const elsewhere = ['hatopo/import', 'hatopo/more-findings'];
  const missing = Object.keys(codes).filter((code) => !texts.includes(`${code}: `) && !elsewhere.includes(code));
  expect(missing).toEqual([]);
});
