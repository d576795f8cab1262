import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../engine/rules/index.ts';
import { contradictions } from '../../scripts/docs/statements/contradictions.ts';
import { isCheckable, rulesDeciding, rulesFor, sourceDocuments } from '../../scripts/docs/statements/page.ts';
import { uncovered } from '../../scripts/docs/statements/uncovered.ts';
import { repo } from '../cli/call.ts';

const statements = sourceDocuments.flatMap((document) => document.statements);
const known = new Set(statements.map(({ id }) => id));

test('statements are numbered by their document, without repetition', () => {
  expect(statements).toHaveLength(206);
  expect(known.size).toBe(statements.length);
  for (const [index, document] of sourceDocuments.entries())
    for (const { id, text } of document.statements) {
      expect(id).toMatch(new RegExp(`^S${index}-\\d+[ab]?$`));
      expect(text).toMatch(/^[A-Zv].*\.$/);
    }
});

describe('every statement that a rule can check', () => {
  test.each(statements.filter(isCheckable).map(({ id, weight, text }) => [id, weight, text]))(
    '%s (%s) is traced to a rule, or says why not: %s',
    (id, weight) => {
      const covered = rulesFor(id).length > 0;
      const reason = uncovered[id] !== undefined;
      // an allowance may be named by a rule all the same
      expect(weight === 'info' ? covered || reason : covered !== reason).toBe(true);
    },
  );
});

test('rules name statements and contradictions that there are', () => {
  for (const { id, sources, decides = [] } of rules) {
    const named = sources.flatMap((source) => source.statements).filter((each) => !known.has(each));
    expect(named, id).toEqual([]);
    const settled = decides.map(({ contradiction }) => contradiction);
    expect(
      settled.filter((each) => !contradictions.some((contradiction) => contradiction.id === each)),
      id,
    ).toEqual([]);
  }
});

test('reasons speak of statements that a rule could check', () => {
  const checkable = new Set(statements.filter(isCheckable).map(({ id }) => id));
  expect(Object.keys(uncovered).filter((id) => !checkable.has(id))).toEqual([]);
});

describe('every contradiction is settled', () => {
  test('they are numbered from C1 to C21', () => {
    expect(contradictions.map(({ id }) => id)).toEqual(Array.from({ length: 21 }, (_, index) => `C${index + 1}`));
  });

  const headings = readFileSync(`${repo}/docs/simulation.md`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) => line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-'));
  test.each(contradictions.map((each) => [each.id, each] as const))('%s', (id, { decision, statements: named }) => {
    expect(decision !== undefined || rulesDeciding(id).length > 0).toBe(true);
    expect(named.filter((each) => !known.has(each))).toEqual([]);
    if (decision?.section !== undefined) expect(headings).toContain(decision.section);
  });
});
