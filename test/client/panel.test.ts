import { describe, expect, it } from 'vitest';
import { linesOf } from '../../client/inline/lines.ts';
import { KnownPlaces } from '../../client/inline/places.ts';
import { type Comparable, comparisonPicks, otherTextPicks, remembered } from '../../client/panel/comparable.ts';
import { isWebAddress } from '../../client/panel/links.ts';
import { Newest } from '../../client/panel/newest.ts';
import { bytesOf, extensionOf, kindOf } from '../../client/panel/saved-file.ts';
import type { Place, RunChoice } from '../../server/protocol.ts';

const place = (line: number, uri = 'file:///a.hatopo'): Place => ({
  uri,
  range: { start: { line, character: 2 }, end: { line, character: 4 } },
});

describe('what is asked again for every edit', () => {
  it('is asked at once, one at a time, and once more for all that came meanwhile', async () => {
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const newest = new Newest(() => {
      begun.push(begun.length);
      return new Promise((resolve) => ends.push(resolve));
    });
    const first = newest.again();
    expect(begun).toEqual([0]);
    const second = newest.again();
    const third = newest.again();
    expect(begun).toEqual([0]);
    ends[0]?.();
    await expect.poll(() => begun).toEqual([0, 1]);
    let isDone = false;
    void Promise.all([first, second, third]).then(() => {
      isDone = true;
    });
    await Promise.resolve();
    expect(isDone).toBe(false);
    ends[1]?.();
    await expect.poll(() => isDone).toBe(true);
    expect(begun).toEqual([0, 1]);
    void newest.again();
    expect(begun).toEqual([0, 1, 2]);
  });
});

describe('marks in the editor', () => {
  it('stand behind the line of what they are about; of several on a line each says whose it is', () => {
    const places = new Map([
      ['DataCenter.Host1', place(3)],
      ['DataCenter.Host3', place(3)],
      ['Phones', place(9, 'file:///b.hatopo')],
      ['gone', undefined],
    ]);
    const lines = linesOf(
      [
        { at: 'DataCenter.Host3', tone: 'serving', text: '▶ 0:30' },
        { at: 'DataCenter.Host1', tone: 'lost', text: '✕ 0:00' },
        { at: 'Phones', tone: 'calm', text: '0.2 s' },
        { at: 'gone', tone: 'lost', text: 'never' },
        { at: place(20), tone: 'lost', text: '✕ down since 0:18' },
      ],
      places,
    );
    expect([...lines]).toEqual([
      [
        'file:///a.hatopo',
        [
          { line: 3, tone: 'lost', text: 'Host1 ✕ 0:00 · Host3 ▶ 0:30' },
          { line: 20, tone: 'lost', text: '✕ down since 0:18' },
        ],
      ],
      ['file:///b.hatopo', [{ line: 9, tone: 'calm', text: '0.2 s' }]],
    ]);
  });

  it('of many on a line the gravest are told and the rest is counted', () => {
    const marks = [0, 1, 2, 3, 4, 5].map((n) => ({
      at: `h${n}`,
      tone: n === 5 ? ('lost' as const) : ('busy' as const),
      text: '✕',
    }));
    const [line] = linesOf(marks, new Map(marks.map(({ at }) => [at, place(1)]))).get('file:///a.hatopo') ?? [];
    expect(line).toEqual({ line: 1, tone: 'lost', text: 'h5 ✕ · h0 ✕ · h1 ✕ · h2 ✕ · and 2 more' });
  });

  it('ask where an element is declared once for each state of the text', async () => {
    const asked: (readonly string[])[] = [];
    const known = new KnownPlaces(async (_uri, ids) => {
      asked.push(ids);
      return Object.fromEntries(ids.filter((id) => id !== 'gone').map((id) => [id, place(1)]));
    });
    await known.of('u', 1, ['a', 'gone']);
    await known.of('u', 1, ['a', 'gone', 'b']);
    await known.of('u', 1, ['a', 'b']);
    expect(asked).toEqual([['a', 'gone'], ['b']]);
    const places = await known.of('u', 2, ['a']);
    expect(asked).toHaveLength(3);
    expect([...places.keys()]).toEqual(['a']);
    // lines went and came back
    known.forget();
    await known.of('u', 2, ['a']);
    expect(asked).toHaveLength(4);
  });
});

describe('what a run is compared with', () => {
  const uri = 'file:///w/main.hatopo';
  const run = (choice: RunChoice, title = '', of = uri): Comparable => ({ shown: { uri: of, choice }, title });
  const byHand: RunChoice = { steps: [{ at: 0, verb: 'fail', id: 'a' }] };
  const around = {
    shown: { uri, choice: byHand },
    scenarios: ['One', 'Two'],
    before: [
      run(byHand, 'Failure of a'),
      run({ scenario: 'One' }, 'One'),
      run(byHand, 'Failure of a', 'file:///w/b%20c.hatopo'),
    ],
    earlier: [{ uri: 'hatopo-earlier://saved-0/w/main.hatopo', words: 'as saved' }],
    others: [{ uri: 'file:///w/design/b.hatopo', name: 'design/b.hatopo' }],
  };

  it('the text before an edit, its scenarios, runs that were shown, other texts; not itself', () => {
    const { picks, runs } = comparisonPicks(around);
    expect(picks.items.map(({ label, heading }) => (heading ? `# ${label}` : label))).toEqual([
      '# Before an edit',
      'This run in the text as saved',
      '# Scenarios of this text',
      'One',
      'Two',
      '# Shown before',
      'Failure of a',
      '# Other texts',
      'design/b.hatopo',
    ]);
    const valueWith = (label: string) => picks.items.find((item) => item.label === label)?.value ?? '';
    expect(runs.get(picks.preselected ?? '')).toEqual({
      shown: { uri: 'hatopo-earlier://saved-0/w/main.hatopo', choice: byHand },
      words: 'as saved',
      isEarlier: true,
    });
    expect(runs.get(valueWith('Two'))).toEqual({ shown: { uri, choice: { scenario: 'Two' } } });
    expect(runs.get(valueWith('Failure of a'))).toMatchObject({ words: 'b c.hatopo' });
    expect(runs.get(valueWith('design/b.hatopo'))).toMatchObject({ isText: true });
    expect(runs.get('heading Other texts')).toBeUndefined();
  });

  it('why the text as committed is not among them', () => {
    const { picks, runs } = comparisonPicks({ ...around, unknown: 'needs Git' });
    const [, , note] = picks.items;
    expect(note).toMatchObject({ label: 'The text as committed last needs Git', heading: true });
    expect(runs.has(note?.value ?? '')).toBe(false);
  });

  it('in another text the same steps, or a scenario of it; one of the same title first', () => {
    const text: Comparable = { shown: { uri: 'file:///w/b.hatopo' }, words: 'b.hatopo', isText: true };
    const hand = otherTextPicks(text, around.shown, ['Two']);
    expect(hand.picks.items.map(({ label }) => label)).toEqual([
      'By hand',
      'The same steps as in this run',
      'Scenarios',
      'Two',
    ]);
    const named = otherTextPicks(text, { uri, choice: { scenario: 'Two' } }, ['One', 'Two']);
    expect(named.runs.get(named.picks.preselected ?? '')).toEqual({
      shown: { uri: 'file:///w/b.hatopo', choice: { scenario: 'Two' } },
      words: 'b.hatopo',
    });
  });

  it('what was shown is remembered once, the last first', () => {
    const [one, two] = [run({ scenario: 'One' }), run({ scenario: 'Two' })];
    const twice = remembered(remembered(remembered([], one), two), one);
    expect(twice).toEqual([one, two]);
    const many = Array.from({ length: 40 }, (_, n) => run({ scenario: `${n}` }));
    expect(many.reduce(remembered, [] as readonly Comparable[])).toHaveLength(20);
  });
});

describe('what leaves the panel', () => {
  it('files as text or as bytes', () => {
    expect([...bytesOf({ name: 'a.svg', content: 'é' })]).toEqual([0xc3, 0xa9]);
    expect([...bytesOf({ name: 'a.png', content: btoa('\x89PNG'), binary: true })]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect([extensionOf('a.b.svg'), extensionOf('a'), kindOf('html'), kindOf('txt')]).toEqual([
      'svg',
      'txt',
      'Web page',
      'TXT',
    ]);
  });

  it('only addresses of the web are opened', () => {
    expect(['https://a.example/b', 'http://a.example'].every(isWebAddress)).toBe(true);
    expect(['command:x', 'file:///etc', 'javascript:alert(1)', 'vscode://x', 'a', ''].some(isWebAddress)).toBe(false);
  });
});
