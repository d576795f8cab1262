/** What holds of every text that is formatted. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applied } from '../../../language/edits/text-edit.ts';
import { changesWithin } from '../../../language/format/changes.ts';
import { formatChanges, treeOf } from '../../../language/format/index.ts';
import { edited, edits } from '../reparse/edits.ts';
import {
  contents,
  damaged,
  damages,
  exampleTexts,
  formatted,
  generatedTexts,
  model,
  pieces,
  services,
} from './support.ts';

const texts = fc.tuple(fc.oneof(exampleTexts, generatedTexts), damages).map(([text, all]) => damaged(text, all));

describe('whatever stands between its words', () => {
  test('a text says the same when it is formatted, word for word, and is formatted once and for all', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = formatted(text);
        expect(contents(once)).toEqual(contents(text));
        expect(formatted(once)).toBe(once);
        expect(once).toMatch(/\S\r?\n$/);
        expect(once).not.toMatch(/\n\r?\n\r?\n|\t(?!.*\*\/)/);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('its topology is the same', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await model(formatted(text))).toBe(await model(text));
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test('a range changes its own lines alone, and to what the whole text comes to where it holds whole statements', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(12), (text, start, length) => {
        const tree = treeOf(text, services);
        const changes = formatChanges(text, tree, services);
        const lines = text.split('\n');
        const from = start % lines.length;
        const to = Math.min(from + length, lines.length - 1);
        const part = applied(text, changesWithin(text, changes, { from, to }));
        expect(
          part.startsWith(
            lines
              .slice(0, from)
              .map((line) => `${line}\n`)
              .join(''),
          ),
        ).toBe(true);
        expect(
          part.endsWith(
            lines
              .slice(to + 1)
              .map((line) => `\n${line}`)
              .join(''),
          ),
        ).toBe(true);
        expect(contents(part)).toEqual(contents(text));
      }),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(texts, (text) => {
        const tree = treeOf(text, services);
        const changes = formatChanges(text, tree, services);
        const whole = statementTexts(applied(text, changes));
        const found = pieces(text);
        tree.items.forEach(({ $cstNode: cst }, at) => {
          const first = found.find(({ start }) => start === cst?.offset);
          const last = found.find(({ end }) => end === cst?.end);
          const part = applied(text, changesWithin(text, changes, { from: first?.line ?? 0, to: last?.endLine ?? 0 }));
          expect(statementTexts(part)[at]).toBe(whole[at]);
        });
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

describe('whatever an author leaves unfinished', () => {
  test('nothing is lost, and a second time changes nothing', () => {
    fc.assert(
      fc.property(exampleTexts, fc.array(edits, { minLength: 1, maxLength: 4 }), (text, all) => {
        const broken = all.reduce((now, edit) => edited(now, edit, text), text);
        const once = formatted(broken);
        expect(contents(once)).toEqual(contents(broken));
        expect(formatted(once)).toBe(once);
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  test('as much of its topology can be built as before', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.array(edits, { minLength: 1, maxLength: 3 }), async (text, all) => {
        const broken = all.reduce((now, edit) => edited(now, edit, text), text);
        expect(await model(formatted(broken))).toBe(await model(broken));
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  test('whatever the characters are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const once = formatted(text);
        expect(contents(once)).toEqual(contents(text));
        expect(formatted(once)).toBe(once);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

/** The statements at top level as they are written, but for the column in which they begin. */
function statementTexts(text: string): string[] {
  return treeOf(text, services).items.map(({ $cstNode: cst }) => cst?.text ?? '');
}
