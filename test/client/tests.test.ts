import { describe, expect, it, vi } from 'vitest';
import { Later } from '../../client/later.ts';
import { wantedLenses } from '../../client/lens/kinds.ts';
import { findingWords, runDetails, runWords } from '../../client/status/words.ts';
import { branchesOf, fileLabel, lineKey, scenarioIds } from '../../client/tests/tree.ts';
import { asTerminal, failureWords, outputWords, painted } from '../../client/tests/words.ts';

const place = (line: number) => ({
  uri: 'file:///w/a%20b.hatopo',
  range: { start: { line, character: 2 }, end: { line, character: 8 } },
});

describe('the list of tests', () => {
  const one = [{ uri: 'file:///w', name: 'work' }];

  it('has a file under its folders', () => {
    expect(branchesOf('file:///w/main.hatopo', one)).toEqual([]);
    expect(branchesOf('file:///w/sites/north%20one/main.hatopo', one)).toEqual([
      { id: 'file:///w/sites', label: 'sites' },
      { id: 'file:///w/sites/north%20one', label: 'north one' },
    ]);
  });

  it('has the folders of the workspace where there are several, the innermost counts', () => {
    const two = [...one, { uri: 'file:///w/inner/', name: 'inner' }];
    expect(branchesOf('file:///w/main.hatopo', two)).toEqual([{ id: 'file:///w', label: 'work' }]);
    expect(branchesOf('file:///w/inner/a/main.hatopo', two)).toEqual([
      { id: 'file:///w/inner', label: 'inner' },
      { id: 'file:///w/inner/a', label: 'a' },
    ]);
  });

  it('has what stands in no folder at its top, under its name', () => {
    expect(branchesOf('file:///wider/main.hatopo', one)).toEqual([]);
    expect(branchesOf('untitled:Untitled-1', one)).toEqual([]);
    expect(fileLabel('untitled:Untitled-1')).toBe('Untitled-1');
    expect(fileLabel('file:///w/a%20b.hatopo')).toBe('a b.hatopo');
    expect(fileLabel('file:///w/100%.hatopo')).toBe('100%.hatopo');
  });

  it('has a title once, and scenarios in the order of their lines', () => {
    const ids = scenarioIds('file:///w/a.hatopo', ['S', 'T', 'S']);
    expect([...ids]).toEqual([
      ['S', 'file:///w/a.hatopo#S'],
      ['T', 'file:///w/a.hatopo#T'],
    ]);
    expect([10, 9, 100].map(lineKey).sort()).toEqual([9, 10, 100].map(lineKey));
  });
});

describe('what a test says', () => {
  it('is what was expected and what was seen', () => {
    expect(failureWords({ expectation: 'P up', expected: 'up', actual: 'down since 0:18', place: place(3) })).toBe(
      'P up: down since 0:18',
    );
  });

  it('is its run, or why there was none with file and line', () => {
    expect(outputWords('S', { outcome: 'passed', problems: [], output: 'S\n\n0:00  h fails\n' })).toBe(
      'S\n\n0:00  h fails\n\n',
    );
    const problems = [{ message: 'There is no host h.', place: place(3) }];
    expect(outputWords('S', { outcome: 'errored', problems, output: '' })).toBe(
      'S\n\nNot played: the text cannot be built as it is written.\n  a b.hatopo:4: There is no host h.\n\n',
    );
    expect(painted('S\n  ✓ a: b\n  ✗ c\n  ✓x')).toBe('S\n\u001b[32m  ✓\u001b[0m a: b\n\u001b[31m  ✗\u001b[0m c\n  ✓x');
    expect(asTerminal('a\nb\r\n')).toBe('a\r\nb\r\n');
  });
});

describe('the status bar', () => {
  const passed = { scenario: 'A', outcome: 'passed', expectations: 2, failures: 0 } as const;
  const failed = { scenario: 'B', outcome: 'failed', expectations: 3, failures: 1 } as const;
  const errored = { scenario: 'C', outcome: 'errored', expectations: 0, failures: 0 } as const;

  it('counts findings', () => {
    expect(findingWords(undefined)).toBe('reading…');
    expect(findingWords({ errors: 0, warnings: 0, others: 0 })).toBe('no findings');
    expect(findingWords({ errors: 0, warnings: 2, others: 0 })).toBe('2 warnings');
    expect(findingWords({ errors: 1, warnings: 1, others: 3 })).toBe('1 error, 1 warning, 3 notes');
  });

  it('counts scenarios', () => {
    expect(runWords([], false)).toBeUndefined();
    expect(runWords([passed], false)).toBe('✓ 1 scenario');
    expect(runWords([passed, failed, errored], false)).toBe('✗ 2 of 3 scenarios');
    expect(runWords([passed, passed], true)).toBe('✓ 2 scenarios, edited since');
    expect(runDetails([passed, failed, errored])).toBe('✓ A\n✗ B: 1 of 3 fail\n✗ C: not played: the text has errors');
  });
});

it('of the lenses only those are shown that are switched on', () => {
  const lenses = [{ data: { kind: 'scenarios' } }, { data: { kind: 'failures' } }, { data: { kind: 'services' } }, {}];
  const shown = (...off: string[]) => wantedLenses(lenses, (setting) => !off.includes(setting)).length;
  expect([shown(), shown('enabled'), shown('failures'), shown('scenarios', 'services')]).toEqual([4, 0, 3, 2]);
});

it('what is asked for many times is done once, when it is quiet', async () => {
  vi.useFakeTimers();
  const later = new Later();
  const done: string[] = [];
  const work = (what: string) => async () => void done.push(what);
  later.run('a', 100, work('first'));
  later.run('b', 100, work('other'));
  vi.advanceTimersByTime(60);
  later.run('a', 100, work('second'));
  vi.advanceTimersByTime(60);
  expect(done).toEqual(['other']);
  vi.advanceTimersByTime(60);
  expect(done).toEqual(['other', 'second']);
  later.run('a', 100, work('third'));
  later.dispose();
  vi.advanceTimersByTime(200);
  expect(done).toEqual(['other', 'second']);
  vi.useRealTimers();
});
