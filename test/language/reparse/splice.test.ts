/** What is read around an edit gives what reading the whole text gives. */
import fc from 'fast-check';
import { EmptyFileSystem } from 'langium';
import { describe, expect, test } from 'vitest';
import { oneFile } from '../../../bench/topologies.ts';
import type { Document } from '../../../language/generated/ast.ts';
import { createHatopoServices } from '../../../language/module.ts';
import type { RecoveringParser } from '../../../language/recovery/parser.ts';
import { splice } from '../../../language/reparse/splice.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';
import { type Edit, edited, edits } from './edits.ts';
import { linesOf } from './trees.ts';

const parser = createHatopoServices(EmptyFileSystem).hatopo.parser.LangiumParser as RecoveringParser;
const read = (text: string) => parser.parseIntact<Document>(text);
const texts = [
  ...exampleNames.map(exampleText),
  oneFile(40),
  exampleText('avaya-duplication').replaceAll('\n', '\r\n'),
];

/** Follows edits from text to text; how many of them were read around the edit alone. */
function follow(text: string, sequence: readonly Edit[]): number {
  let tree = read(text)?.value;
  if (!tree) throw new Error('the text is damaged from the start');
  let spliced = 0;
  let intactText = text;
  let current = text;
  for (const edit of sequence) {
    const next = edited(current, edit, intactText);
    const result = splice(tree, next, read);
    current = next;
    const whole = read(next);
    if (!result) continue;
    expect(whole, next).toBeDefined();
    expect(linesOf(result.value)).toEqual(linesOf(whole?.value as Document));
    tree = result.value;
    intactText = next;
    spliced++;
  }
  return spliced;
}

test.each(texts.map((text) => [text.slice(0, 40), text] as const))('any edits of %j', (_, text) => {
  let spliced = 0;
  const sequences = fc.array(edits, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(sequences, (sequence) => {
      spliced += follow(text, sequence);
    }),
    { numRuns: Number(process.env.HATOPO_RUNS ?? 40) },
  );
  expect(spliced).toBeGreaterThan(20);
});

describe('what is read again', () => {
  const text = oneFile(200);
  function sizeOf(from: string, to: string): number | undefined {
    let size: number | undefined;
    const tree = read(text)?.value as Document;
    splice(tree, text.replace(from, to), (part) => {
      size = part.length;
      return read(part);
    });
    return size;
  }

  test('is the statement and what stands beside it', () => {
    expect(sizeOf('vm Vm50_A on Host10', 'vm Vm50_C on Host10')).toBeLessThan(1000);
  });

  test('is a part of the body that holds the edit', () => {
    expect(sizeOf('cpu: 64', 'cpu: 32')).toBeLessThan(200);
  });
});
