/** What is said of typical mistakes, to be read: mistakes.golden.txt. `vitest -u` writes it anew. */
import { expect, test } from 'vitest';
import { mistakes } from './mistakes.ts';
import { contents, marked, read } from './support.ts';

const all = Object.entries(mistakes).flatMap(([group, texts]) => texts.map((text) => ({ group, text })));

test('every mistake is said in words of the domain, at its place', async () => {
  const sections = Object.entries(mistakes).map(
    ([group, texts]) => `==== ${group}\n\n${texts.map((text) => marked(read(text))).join('\n\n')}\n`,
  );
  await expect(sections.join('\n')).toMatchFileSnapshot('mistakes.golden.txt');
});

test.each(all)('$group: $text', ({ group, text }) => {
  const { flaws, messages, root } = read(text);
  expect(messages).toEqual(flaws.map(({ message }) => message));
  if (group === 'What is right') expect(messages).toEqual([]);
  else expect(messages.length).toBeGreaterThan(0);
  // One message a statement; the last line of most texts is intact and must stay so.
  if (/\nhost H\w*$/.test(text)) expect(contents(root).at(-1)).toMatch(/^Host/);
  for (const message of messages) {
    expect(message).toMatch(/[.?]$/);
    expect(message).not.toMatch(/[Tt]oken|[Ee]xpecting|undefined|EOF|WORD|NaN/);
  }
});
