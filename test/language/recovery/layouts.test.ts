/** Line ends and indentation mean nothing to the language: only damaged text is read by them, and with care. */
import { describe, expect, test } from 'vitest';
import { contents, examples, marked, read } from './support.ts';

/** The same text without any indentation. */
function flat(text: string): string {
  return text.replace(/^[ \t]+/gm, '');
}
/** The same text with each `{` on a line of its own. */
function bracesBelow(text: string): string {
  return text.replace(/^( *)(.*\S)\s*\{$/gm, '$1$2\n$1{');
}
/** The same text with one blank more before every third line. */
function sloppy(text: string): string {
  return text.replace(/^ .*$/gm, (line, offset: number) => (offset % 3 === 0 ? ` ${line}` : line));
}
function tabbed(text: string): string {
  return text.replace(/^( {2})+/gm, (blanks) => '\t'.repeat(blanks.length / 2));
}

const layouts = { flat, bracesBelow, sloppy, tabbed };

describe.each(Object.entries(layouts))('%s', (_, layout) => {
  test.each(examples)('$name: intact, and with one property without its colon', ({ text }) => {
    const laid = layout(text);
    const intact = read(laid);
    expect(intact.messages).toEqual([]);
    for (const match of laid.matchAll(/^\s*(vcpu|product|nodes|disk)(:)/gm)) {
      const at = match.index + match[0].length - 1;
      const damaged = read(laid.slice(0, at) + laid.slice(at + 1));
      if (match[1] === 'product') continue; // `product NAME` is a statement of its own
      expect(
        damaged.flaws.map(({ kind }) => kind),
        marked(damaged),
      ).toEqual(['mended']);
      expect(contents(damaged.root)).toHaveLength(contents(intact.root).length);
    }
  });
});

test('without indentation, a body that is not closed is told by what cannot stand in it, or by the end', () => {
  const { flaws, root } = read('vm A on H {\nvcpu: 1\nvm B on H {\nvcpu: 1\n}\nhost H {\ncpu: 1\n}\n');
  expect(flaws.map(({ kind }) => kind)).toEqual(['unclosed']);
  expect(contents(root).filter((each) => /^(Vm|Host)/.test(each))).toEqual([
    'Vm vm A on H',
    'Vm vm B on H',
    'Host host H',
  ]);
});

test('a body on one line may be closed by several braces', () => {
  const { messages } = read('site A {\n  cluster B {\n    host H { nic a -> lan } } }\nnetwork lan\nvcpu 3');
  expect(messages).toHaveLength(1);
});
