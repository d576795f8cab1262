/** Boxes: sites, clusters, hosts, servers, fixtures. */
import type { Id } from '../../topology/model.ts';
import { lookOf, speaksWhenWell, type Tone } from '../look.ts';
import { fitText, font, size, textWidth } from '../metrics.ts';
import { quorumWords } from '../quorum.ts';
import type { Box } from '../scene.ts';
import type { DrawnState, States } from '../states.ts';
import { glyph, sign } from './glyphs.ts';
import { frame, item, labelOf } from './items.ts';
import { voteMark, voteWidth, voteWords } from './marks.ts';
import { text } from './text.ts';

/** Sites, clusters, hosts and servers: a frame with a head. */
export function frameBox(box: Box, states: States | undefined, nameOf: (id: Id) => string): string {
  const drawn = states?.get(box.id);
  const state = drawn?.state;
  const look = lookOf(state);
  const isWell = look.tone === 'serving' || look.tone === 'calm' || look.tone === 'ready';
  const cut = isWell && drawn?.cutFrom ? `cut off from ${drawn.cutFrom.map(nameOf).join(', ')}` : '';
  const { tone, word: shown } = cut ? { tone: 'warn' as const, word: cut } : look;
  const troubled = cut !== '' || !isWell;
  const inset = box.kind === 'host' || box.kind === 'server' ? size.boxPadding : 14;
  const word = troubled ? fitText(shown, font.detail, Math.max(60, box.width * 0.6)) : '';
  const wordWidth = word ? textWidth(word, font.detail) + 18 : 0;
  const full = box.room ?? box.width - 2 * inset;
  const whole = full - (box.votes ? voteWidth : 0);
  const room = whole - wordWidth;
  const name = fitText(box.name, font.name * font.bold, room);
  const parts = [frame(box, box.kind === 'site' ? 10 : 7, 'shape')];
  const middle = box.y + (box.kind === 'site' ? 19 : 18);
  parts.push(text(box.x + inset, middle, 'name', name));
  if (box.detail) {
    if (box.kind === 'cluster' || box.kind === 'failover-cluster') {
      const used = textWidth(name, font.name * font.bold) + 10;
      parts.push(
        text(box.x + inset + used, middle, 'detail', fitText(clusterWords(box, states), font.detail, room - used)),
      );
    } else {
      parts.push(text(box.x + inset, box.y + 32, 'detail', fitText(box.detail, font.detail, whole)));
    }
  }
  if (troubled) parts.push(badge(box.x + inset + whole, middle, tone, word));
  parts.push(voteMark(box, box.x + inset + full, middle - 11, states, nameOf));
  return item(
    box.id,
    `box ${box.kind} is-${tone}`,
    { label: labelOf(box, [state ?? '', cut, voteWords(box, states, nameOf)].filter(Boolean).join(', ')) },
    parts.join(''),
  );
}

/** What a cluster is; of a failover cluster in a run how many of its votes are up. */
function clusterWords({ quorum, detail = '' }: Box, states: States | undefined): string {
  if (!quorum || !states) return detail;
  const { votes, majority } = quorumWords(quorum, states);
  // which disk it is stays said while it is there
  return quorum.kind === 'disk' && votes === quorumWords(quorum, undefined).votes
    ? detail
    : [votes, majority].filter(Boolean).join(' · ');
}

/** Glyph and word, right-aligned. */
function badge(right: number, baseline: number, tone: Tone, word: string): string {
  return (
    glyph(tone, right - textWidth(word, font.detail) - 9, baseline - 4) +
    text(right, baseline, `detail word ${tone}`, word, { 'text-anchor': 'end' })
  );
}

/** Endpoints, switches, storages. */
export function fixture(box: Box, states: States | undefined, nameOf: (id: Id) => string): string {
  const state = states?.get(box.id);
  const { tone, word } = lookOf(state?.state);
  const isEndpoint = box.kind === 'endpoint';
  const told = states && (tone === 'lost' || tone === 'warn' || tone === 'busy' || tone === 'unknown');
  const shown = told || (states && speaksWhenWell(box.kind));
  const second = told && word && !isEndpoint ? word : (box.detail ?? '');
  const parts = [
    frame(box, 7, 'shape'),
    sign(box.kind, box.x + 19, box.y + (isEndpoint ? box.height / 2 : 22)),
    text(box.x + 34, box.y + 19, 'name', fitText(box.name, font.name * font.bold, box.width - 54)),
    text(box.x + 34, box.y + 34, 'detail', fitText(second, font.detail, box.width - 42)),
  ];
  const third = isEndpoint ? endpointWords(box, state) : undefined;
  if (third)
    parts.push(
      text(
        box.x + 34,
        box.y + 49,
        `detail ${third.bad ? 'word lost' : ''}`.trim(),
        fitText(third.said, font.detail, box.width - 42),
      ),
    );
  if (shown) parts.push(glyph(tone, box.x + box.width - 12, box.y + 14));
  parts.push(voteMark(box, box.x + box.width - 8, box.y + (shown ? 24 : 8), states, nameOf));
  const label = labelOf(
    box,
    [third?.said || (state?.state ?? ''), voteWords(box, states, nameOf)].filter(Boolean).join(', '),
  );
  return item(box.id, `box fixture ${box.kind} is-${tone}`, { label }, parts.join(''));
}

/** What users have of it: in a run whether they are served and whether they lost calls, else with whom they register. */
function endpointWords(box: Box, state: DrawnState | undefined): { said: string; bad: boolean } {
  if (!state) return { said: box.note ?? '', bad: false };
  const { tone, word } = lookOf(state.state);
  if (tone === 'lost') return { said: state.calls === 'dropped' ? 'out, calls dropped' : 'out of service', bad: true };
  if (state.calls === 'dropped') return { said: 'calls dropped', bad: true };
  if (tone === 'unknown' || tone === 'warn') return { said: word, bad: false };
  return { said: state.calls === 'no-features' ? 'calls without features' : 'in service', bad: false };
}
