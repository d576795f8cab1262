import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../../engine/rules/index.ts';
import { hoverOf, pagePath } from '../../../engine/rules/page.ts';
import { rulePages, writtenPages } from '../../../scripts/docs/rules.ts';
import { blocksOf } from '../../support/markdown.ts';
import { besides, checked } from '../../support/rules.ts';

const folder = join(import.meta.dirname, '../../../docs/rules');

test('docs/rules is what the rules say: npm run docs rewrites it', async () => {
  const pages = rulePages();
  expect([...(await writtenPages())].sort()).toEqual([...pages.keys()].sort());
  for (const [name, text] of pages) expect(readFileSync(join(folder, name), 'utf8'), name).toBe(text);
});

test.each(rules.map((rule) => [rule.id, rule] as const))(
  'the blocks of %s: the first breaks it, the others are clean',
  async (id, rule) => {
    const [breaks, ...others] = blocksOf(join(folder, pagePath(rule)), 'hatopo');
    const options = { rules: besides(rule) };
    const { findings } = await checked(breaks?.text ?? '', options);
    expect([...new Set(findings.map(({ code }) => code))]).toEqual([id]);
    expect(others.map(({ text }) => text)).toEqual([rule.examples.keeps, rule.examples.fixed ?? []].flat());
    for (const { text } of others) {
      const { findings, diagnostics } = await checked(text, options);
      expect([...findings, ...diagnostics]).toEqual([]);
    }
  },
);

test('a hover has what, why, where from and how to silence it, in a few lines', () => {
  for (const rule of rules) {
    const hover = hoverOf(rule);
    expect(hover).toContain(rule.title);
    expect(hover).toContain(rule.id);
    expect(hover).toContain(rule.sources[0]?.document);
    expect(hover.split('\n').length).toBeLessThan(10);
  }
});
