/** What is read around an edit gives what reading the whole text gives. */
import fc from 'fast-check';
import { AstUtils, EmptyFileSystem } from 'langium';
import { describe, expect, test, vi } from 'vitest';
import { oneFile } from '../../../bench/topologies.ts';
import type { Document } from '../../../language/generated/ast.ts';
import { createHatopoServices } from '../../../language/module.ts';
import { damageOf } from '../../../language/recovery/index.ts';
import type { RecoveringParser } from '../../../language/recovery/parser.ts';
import { isIntact } from '../../../language/reparse/intact.ts';
import { splice, type Tree } from '../../../language/reparse/splice.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';
import { type Edit, edited, edits } from './edits.ts';
import { linesOf } from './trees.ts';

vi.setConfig({ testTimeout: 120_000 });

const parser = createHatopoServices(EmptyFileSystem).hatopo.parser.LangiumParser as RecoveringParser;
const texts = [
  ...exampleNames.map(exampleText),
  oneFile(40),
  exampleText('avaya-duplication').replaceAll('\n', '\r\n'),
];

/** Follows edits from text to text; how many of them were read around the edit alone, by whether the text was damaged. */
function follow(text: string, sequence: readonly Edit[]): { intact: number; damaged: number } {
  const start = parser.parseIntact<Document>(text)?.value;
  if (!start) throw new Error('the text is damaged from the start');
  let tree: Tree = { root: start };
  const counts = { intact: 0, damaged: 0 };
  let lastText = text;
  let current = text;
  for (const edit of sequence) {
    const next = edited(current, edit, lastText);
    const spliced = splice(tree, next, parser);
    current = next;
    if (!spliced) continue;
    const whole = parser.parse<Document>(next);
    expect(isIntact(spliced.root)).toBe(isIntact(whole.value));
    expect(linesOf(spliced.root), next).toEqual(linesOf(whole.value));
    expect(spliced.result.parserErrors, next).toEqual(whole.parserErrors);
    expect(damagedIn(spliced.root), next).toEqual(damagedIn(whole.value));
    if (spliced.open) counts.damaged++;
    else counts.intact++;
    tree = spliced;
    lastText = next;
  }
  return counts;
}

/** What linking and checks ask of damage. */
function damagedIn(root: Document): unknown[] {
  const damage = damageOf(root);
  const nodes = AstUtils.streamAst(root).map((node) => [damage.isDamaged(node), damage.lacksItems(node)]);
  const flaws = damage.flaws.map(({ kind, message, start, end, rule, item, owner, loses }) => [
    kind,
    message,
    start,
    end,
    rule,
    item,
    owner,
    loses,
  ]);
  return [flaws, nodes.toArray(), (root.$cstNode?.root.fullText.match(/\w+/g) ?? []).map(damage.isLost)];
}

test.each(texts.map((text) => [text.slice(0, 40), text] as const))('any edits of %j', (_, text) => {
  let intact = 0;
  let damaged = 0;
  const sequences = fc.array(edits, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(sequences, (sequence) => {
      const counts = follow(text, sequence);
      intact += counts.intact;
      damaged += counts.damaged;
    }),
    { numRuns: Number(process.env.HATOPO_RUNS ?? 20) },
  );
  expect(intact).toBeGreaterThan(5);
  expect(damaged).toBeGreaterThan(5);
});

test('a statement that stands where it never does lets damage elsewhere be read as in the whole text', () => {
  const lines = exampleText('virtualcenter-mscs').split('\n');
  const text = lines.toSpliced(42, 0, ...lines.slice(0, 3)).join('\n');
  const start = parser.parseIntact<Document>(text)?.value as Document;
  const damaged = `x${text}`;
  // the service around the title seems not to be closed
  expect(parser.parse(damaged).parserErrors.length).toBeGreaterThan(1);
  expect(splice({ root: start }, damaged, parser)).toBeUndefined();
});

describe('what is read again', () => {
  const text = oneFile(200);
  function sizeOf(from: string, to: string): number | undefined {
    let size: number | undefined;
    const root = parser.parse<Document>(text).value;
    splice({ root }, text.replace(from, to), {
      parseIntact: (part) => {
        size = part.length;
        return parser.parseIntact(part);
      },
      parseWounded: () => {
        throw new Error('nothing is damaged');
      },
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
