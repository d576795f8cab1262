import { describe, expect, it } from 'vitest';
import { fixPicks, question, told } from '../../client/commands/fix-words.ts';
import type { FixAllAnswer } from '../../server/protocol.ts';

const answer = (count: number, fixed: number, left: number): FixAllAnswer => ({
  files: Array.from({ length: count }, (_, index) => ({ uri: `file:///sites/site%20${index}.hatopo`, edits: [] })),
  fixed,
  left,
});

describe('what is asked before files are mended', () => {
  it('says how much it is, and which files', () => {
    expect(question(answer(1, 1, 0))).toEqual({ message: 'Mend 1 finding in 1 file?', detail: 'site 0.hatopo' });
    expect(question(answer(2, 5, 1))).toEqual({
      message: 'Mend 5 findings in 2 files?',
      detail:
        'site 0.hatopo\nsite 1.hatopo\n\n1 finding has a fix that would break something else, or needs another one first.',
    });
  });

  it('lists no more files than fit', () => {
    const { detail } = question(answer(20, 20, 0));
    expect(detail.split('\n')).toHaveLength(9);
    expect(detail).toMatch(/and 12 more$/);
  });
});

describe('what is said at the end', () => {
  it('is what was done and what is left', () => {
    expect(told(answer(2, 3, 0))).toBe('3 findings mended in 2 files.');
    expect(told(answer(0, 0, 0))).toBe('Nothing was mended: there is no finding with such a fix.');
    expect(told(answer(0, 0, 2))).toMatch(/^Nothing was mended\. 2 findings have a fix/);
    expect(told(answer(1, 1, 2))).toMatch(/^1 finding mended in 1 file\. 2 findings have a fix/);
  });
});

describe('the rules that are offered', () => {
  it('are those that find something, those with most first', () => {
    const { items, preselected } = fixPicks({
      codes: [
        { code: 'vsphere/b', title: 'What must hold', count: 2 },
        { code: 'avaya/a', title: '', count: 2 },
        { code: 'vsphere/c', title: 'More', count: 7 },
      ],
    });
    expect(items.map(({ value, description }) => [value, description])).toEqual([
      ['vsphere/c', '7 findings with a fix: More'],
      ['avaya/a', '2 findings with a fix'],
      ['vsphere/b', '2 findings with a fix: What must hold'],
    ]);
    expect(preselected).toBe('vsphere/c');
    expect(fixPicks({ codes: [] })).toEqual({ items: [], preselected: undefined });
  });
});
