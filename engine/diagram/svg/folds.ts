/** Counts: what stands in for what is not drawn one by one, in a run with how many are in which state. */
import type { Id } from '../../topology/model.ts';
import { sharesOf } from '../counts.ts';
import { fitText, font, textWidth } from '../metrics.ts';
import type { Fold } from '../scene.ts';
import type { States } from '../states.ts';
import { countName } from '../words.ts';
import { glyph } from './glyphs.ts';
import { escapeXml, tag, text } from './text.ts';

/** @param ids who belongs to it now */
export function foldMark(fold: Fold, ids: readonly Id[], states: States | undefined): string {
  const { x, y, width, height, kind } = fold;
  const name = ids.length === fold.ids.length ? fold.name : countName(kind, ids.length);
  const shares = states ? sharesOf(kind, ids, states) : [];
  const [worst] = shares;
  const tone = worst?.tone ?? 'calm';
  const label = [name, shares.map((share) => `${share.count} ${share.word}`).join(', ')].filter(Boolean).join(': ');
  const parts = [
    tag('title', {}, escapeXml(`${label}. Opens.`)),
    // two edges behind the first: several lie here
    tag('path', {
      class: 'stack',
      d: `M${x + 8} ${y + height + 3}h${width - 16}M${x + 4} ${y + height + 1.5}h${width - 8}`,
    }),
    tag('rect', { x, y, width, height, rx: 6, class: 'shape' }),
    text(x + 10, states ? y + 16 : y + height / 2 + 4, 'name', fitText(name, font.name * font.bold, width - 30)),
    tag('path', { class: 'sign', d: `M${x + width - 17} ${y + 10}h9M${x + width - 12.5} ${y + 5.5}v9` }),
  ];
  let at = x + 10;
  for (const share of shares) {
    // of what is well the number is enough
    const quiet = share.tone === 'serving' || share.tone === 'calm';
    const said = quiet ? `${share.count}` : `${share.count} ${share.word}`;
    const room = x + width - 8 - at - 12;
    if (room < 14) break;
    const fitted = fitText(said, font.detail, room);
    parts.push(glyph(share.tone, at + 5, y + 26), text(at + 12, y + 30, 'detail', fitted));
    at += 12 + textWidth(fitted, font.detail) + 10;
  }
  return tag(
    'g',
    {
      class: `box fold is-${tone}`,
      'data-id': fold.of,
      'data-fold': fold.of,
      role: 'img',
      tabindex: -1,
      'aria-label': `${label}. Opens.`,
    },
    parts.join(''),
  );
}
