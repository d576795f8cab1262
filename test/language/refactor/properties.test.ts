/** What holds of every change that is to keep what a text says, whatever the text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSummary } from '../../../engine/simulation/format.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import { checkDocument } from '../../../language/findings.ts';
import { type Loaded, loadText } from '../../../language/load.ts';
import { contents, damaged, damages, exampleTexts, generatedTexts } from '../format/support.ts';
import { everything, reloaded, textsAfter } from './refactored.ts';

const texts = fc.tuple(fc.oneof(exampleTexts, generatedTexts), damages).map(([text, all]) => damaged(text, all));

/** So many of those that a text offers are tried. */
const most = 4;

test('what is found, what runs come to and what comments say stays', async () => {
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const before = await loadText(text);
      const seen = new Set<string>();
      for (const { index } of text.matchAll(/\b(host|server|vm|template|site)\s\w/g)) {
        for (const refactoring of everything(before, index + 1)) {
          const key = `${refactoring.title} ${refactoring.edits.length}`;
          if (seen.has(key) || seen.size >= most) continue;
          seen.add(key);
          tried++;
          const after = textsAfter(before, refactoring);
          const loaded = await reloaded(after);
          expect(findings(loaded), refactoring.title).toEqual(findings(before));
          expect(outcomes(loaded), refactoring.title).toEqual(outcomes(before));
          const kept = Object.values(after).flatMap(comments);
          for (const comment of comments(text)) {
            expect(kept, refactoring.title).toContain(comment);
            kept.splice(kept.indexOf(comment), 1);
          }
        }
      }
    }),
    { numRuns: 12 },
  );
  expect(tried).toBeGreaterThan(10);
}, 120_000);

/** Whatever file or line it stands in. */
function findings({ diagnostics, document, services }: Loaded): readonly string[] {
  return [...diagnostics, ...checkDocument(document, services)]
    .map(({ code, message }) => `${code} ${message.replace(/line \d+/g, 'a line')}`)
    .sort();
}

/** What each run comes to, in whatever order what happens at one instant is told. */
function outcomes({ topology }: Loaded): readonly string[] {
  return topology.scenarios.flatMap((scenario) =>
    formatSummary(topology, simulate(topology, scenario))
      .split('\n')
      .filter((line) => !/^\s*\d/.test(line))
      .map((line) =>
        line
          .split(/, | and /)
          .sort()
          .join(' '),
      )
      .sort(),
  );
}

function comments(text: string): readonly string[] {
  return contents(text)
    .filter((piece) => /^\S+ (\/\/|\/\*)/.test(piece))
    .map((piece) => piece.replace(/\s+/g, ' '));
}
