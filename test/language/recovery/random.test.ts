/** Examples damaged at random places: nothing is thrown, everything ends, and what is intact stays. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { examples, missingFrom, read, services, topLevel } from './support.ts';

/** What authors type by mistake, and what is hardest to read. */
const pieces = [
  '{',
  '}',
  ':',
  ',',
  '->',
  '"',
  '@',
  ';',
  '=',
  '.',
  '|',
  '\n',
  '/*',
  '*/',
  '//',
  '(',
  '3',
  '5 GB',
  '"x"',
  '{ }',
  'foo',
  'vm',
  'host',
  'nic',
  'on',
  'at',
  'ha',
  'expect',
  'fail',
  'service',
  'settings',
  'network',
  'within',
  '\u00e9',
  '\u{1F600}',
];

interface Damage {
  readonly text: string;
  /** Offsets in the intact text between which it was changed. */
  readonly from: number;
  readonly to: number;
}

const damaged: fc.Arbitrary<{ intact: string; damage: Damage }> = fc
  .record({
    example: fc.constantFrom(...examples),
    place: fc.nat(100_000),
    piece: fc.constantFrom(...pieces),
    way: fc.constantFrom('delete', 'insert', 'replace', 'character'),
  })
  .map(({ example: { text }, place, piece, way }) => {
    const { tokens } = services.parser.Lexer.tokenize(text);
    const token = tokens[place % tokens.length];
    const from = way === 'character' ? place % text.length : (token?.startOffset ?? 0);
    const to = way === 'insert' ? from : way === 'character' ? from + 1 : from + (token?.image.length ?? 0);
    const instead = way === 'insert' ? `${piece} ` : way === 'replace' ? piece : '';
    return { intact: text, damage: { text: text.slice(0, from) + instead + text.slice(to), from, to } };
  });

const runs = { numRuns: 800, seed: 20261121 };

vi.setConfig({ testTimeout: 60_000 });

describe('one thing changed at random', () => {
  test('the statements that it is not in stay', () => {
    fc.assert(
      fc.property(damaged, ({ intact, damage }) => {
        const { root } = read(intact);
        const heads = topLevel(root);
        const others = heads.filter((_, index) => {
          const cst = root.items[index]?.$cstNode;
          return cst !== undefined && (cst.end < damage.from || cst.offset > damage.to);
        });
        // A statement whose first word is changed, or which follows one without an end, is no longer told from it.
        expect(missingFrom(topLevel(read(damage.text).root), others).length).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });

  test('at most two messages, for a brace concerns the statement around it as well; most often one', () => {
    const counts: number[] = [];
    fc.assert(
      fc.property(damaged, ({ damage }) => {
        const { flaws, messages } = read(damage.text);
        expect(messages.length).toBe(flaws.length);
        expect(flaws.length, damage.text.slice(damage.from - 80, damage.to + 80)).toBeLessThanOrEqual(3);
        counts.push(flaws.length);
      }),
      runs,
    );
    const single = counts.filter((count) => count <= 1).length;
    expect(single / counts.length).toBeGreaterThan(0.95);
    expect(counts.filter((count) => count > 2).length / counts.length).toBeLessThan(0.005);
  });
});

describe('much changed at random', () => {
  test('text made of words and braces is read to its end, quickly', () => {
    const words = fc.array(fc.constantFrom(...pieces), { maxLength: 120 });
    fc.assert(
      fc.property(words, fc.constantFrom(' ', '\n', '\n  '), (list, between) => {
        const text = list.join(between);
        const before = process.cpuUsage();
        const { flaws, messages } = read(text);
        expect(process.cpuUsage(before).user).toBeLessThan(1_500_000);
        expect(messages.length).toBe(flaws.length);
        for (const { start, end } of flaws) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test('several things changed in one file', () => {
    const many = fc.array(fc.tuple(fc.nat(100_000), fc.constantFrom('', ...pieces)), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...examples), many, ({ text }, changes) => {
        let changed = text;
        for (const [place, piece] of changes) {
          const at = place % changed.length;
          changed = changed.slice(0, at) + piece + changed.slice(at + 1);
        }
        const { flaws, messages, root } = read(changed);
        expect(messages.length).toBe(flaws.length);
        expect(root.items.length).toBeGreaterThan(0);
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  test('any characters at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(() => read(text)).not.toThrow();
      }),
      { numRuns: 500, seed: 13 },
    );
  });
});

/** Texts that nobody writes: they must neither exhaust the stack nor take long. */
const extremes: Readonly<Record<string, string>> = {
  'bodies too deep': 'vm a on b {\n'.repeat(3000) + '}\n'.repeat(3000),
  'bodies too deep and not closed': 'vm a on b {\n'.repeat(3000),
  'opening braces': '{'.repeat(3000),
  'closing braces': '}'.repeat(3000),
  'conditions too deep': `rule r warning "m" { ${'('.repeat(5000)}x${')'.repeat(5000)} }`,
  'conditions too long': `rule r warning "m" { ${'x or '.repeat(5000)}x }`,
  'words on one line': 'foo '.repeat(40_000),
  'marks on one line': '@ '.repeat(40_000),
  quotes: '"\n'.repeat(20_000),
  'another language': readFileSync('package-lock.json', 'utf8').slice(0, 150_000),
};

test.each(Object.entries(extremes))('%s', (_, text) => {
  const before = process.cpuUsage();
  const { flaws, messages } = read(text);
  expect(messages.length).toBe(flaws.length);
  expect(flaws.length).toBeGreaterThan(0);
  expect(process.cpuUsage(before).user).toBeLessThan(8_000_000);
});
