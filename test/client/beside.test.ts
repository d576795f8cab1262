import { describe, expect, it } from 'vitest';
import { Beside } from '../../client/panel/beside.ts';
import type { PanelView, RunChoice, Shown, ToPanel } from '../../server/protocol.ts';

const uri = 'file:///w/main.hatopo';

/** A server that knows one text: the view of each state of it has an id. */
class Texts {
  id = 1;
  trouble: string | undefined;
  renamed: RunChoice | undefined;
  readonly asked: Shown[] = [];
  readonly told: Extract<ToPanel, { type: 'compare' }>[] = [];
  readonly beside = new Beside(
    async (shown, known) => {
      this.asked.push(shown);
      if (this.trouble) throw new Error(this.trouble);
      if (known === String(this.id)) return undefined;
      return viewOf(String(this.id), this.renamed);
    },
    (message) => {
      if (message.type === 'compare') this.told.push(message);
    },
  );
}

function viewOf(id: string, choice: RunChoice | undefined): PanelView {
  const run = { title: 'A host fails' } as PanelView['run'];
  return { id, uri, version: 1, title: 'Text', run, ...(choice && { choice }) } as PanelView;
}

const shown: Shown = { uri, choice: { scenario: 'A host fails' } };

describe('a run beside another', () => {
  it('follows its text, and is told only when it is another', async () => {
    const texts = new Texts();
    await texts.beside.hold({ shown, words: 'b.hatopo' });
    expect(texts.told.map(({ view, again }) => [view.run?.title, again])).toEqual([
      ['A host fails, b.hatopo', undefined],
    ]);
    await texts.beside.again();
    expect(texts.told.length).toBe(1);
    texts.id = 2;
    await texts.beside.again();
    expect(texts.told.map(({ view, again }) => [view.id, again]).at(-1)).toEqual(['2', true]);
  });

  it('stays as it was, with the reason, while its text has it not', async () => {
    const texts = new Texts();
    await texts.beside.hold({ shown });
    texts.trouble = 'The text has no scenario any more.';
    await texts.beside.again();
    expect(texts.told.at(-1)).toMatchObject({ view: { id: '1' }, old: texts.trouble });
    texts.trouble = undefined;
    await texts.beside.again();
    expect(texts.told.at(-1)?.view.id).toBe('1');
    expect(texts.told.at(-1)?.old).toBeUndefined();
  });

  it('is asked for under the title that its scenario has now', async () => {
    const texts = new Texts();
    await texts.beside.hold({ shown });
    Object.assign(texts, { id: 2, renamed: { scenario: 'It fails' } });
    await texts.beside.again();
    await texts.beside.again();
    expect(texts.asked.at(-1)?.choice).toEqual({ scenario: 'It fails' });
  });

  it('of an earlier text stays; one that is let go is not asked for', async () => {
    const texts = new Texts();
    await texts.beside.hold({ shown, isEarlier: true });
    texts.id = 2;
    await texts.beside.again();
    expect([texts.asked.length, texts.told.length]).toEqual([1, 1]);
    await texts.beside.hold({ shown });
    texts.beside.end();
    await texts.beside.again();
    expect(texts.asked.length).toBe(2);
  });

  it('that cannot be had is said to who wanted it', async () => {
    const texts = new Texts();
    texts.trouble = 'No.';
    await expect(texts.beside.hold({ shown })).rejects.toThrow('No.');
    expect(texts.told).toEqual([]);
  });
});
