/** Every example while it is being written: cut off anywhere. */
import { describe, expect, test } from 'vitest';
import { examples, missingFrom, read, topLevel } from './support.ts';

/** Every end of a line, the places beside it, and every so many characters between. */
function cuts(text: string): number[] {
  const offsets = new Set<number>();
  for (let offset = 0; offset <= text.length; offset += STRIDE) offsets.add(offset);
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
    for (const offset of [end - 1, end, end + 1]) offsets.add(offset);
  }
  return [...offsets].filter((offset) => offset >= 0 && offset <= text.length).sort((a, b) => a - b);
}
const STRIDE = 7;

/** Bodies that a cut-off text leaves open. */
function openBodies(text: string): number {
  const code = text
    .replace(/\/\/[^\n]*/g, '')
    .replace(/"[^"\n]*"/g, '')
    .replace(/"[^\n]*$/, '');
  return code.split('{').length - code.split('}').length;
}

describe.each(examples)('$name', ({ text }) => {
  const intact = read(text);
  const complete = intact.root.items.map((item) => item.$cstNode?.end ?? 0);
  const heads = topLevel(intact.root);

  test('one message for each body left open, and at most one for what is being written', { timeout: 60_000 }, () => {
    let most = 0;
    for (const cut of cuts(text)) {
      const part = read(text.slice(0, cut));
      const { flaws, messages } = part;
      expect(messages.length, part.text).toBe(flaws.length);
      const unclosed = flaws.filter(({ kind }) => kind === 'unclosed');
      const others = flaws.filter(({ kind }) => kind !== 'unclosed');
      expect(unclosed.length, part.text).toBeLessThanOrEqual(openBodies(part.text));
      expect(others.length, part.text).toBeLessThanOrEqual(1);
      // A statement that is being written has one message: where it stops says more than that it is open.
      expect(unclosed.length + others.length, part.text).toBeGreaterThanOrEqual(openBodies(part.text));
      if (others[0]) expect(part.text.slice(others[0].start), part.text).not.toContain('\n');
      // What is complete before the cut is in the tree.
      const done = heads.filter((_, index) => (complete[index] ?? 0) < cut);
      expect(missingFrom(topLevel(part.root), done), part.text).toEqual([]);
      most = Math.max(most, flaws.length);
    }
    expect(most).toBeGreaterThan(1);
  });
});
