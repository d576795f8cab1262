/** The bars of lanes: each state has its own shape and pattern, and its word where there is room. */
import type { Tone } from '../look.ts';
import { font, textWidth } from '../metrics.ts';
import { tag, text } from '../svg/text.ts';
import { clock, span as lengthOf } from '../times.ts';
import type { Lane, LaneKind, Span } from './lane.ts';

/** A bar from `x` to `right`. */
export interface Bar {
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly height: number;
  /** Where its word ends: a mere line begins behind it. */
  readonly worded?: number;
}

/** What users feel is solid; of machines and components a loss is a void. */
export function isFelt(kind: LaneKind, tone: Tone): boolean {
  return tone === 'lost' && (kind === 'service' || kind === 'endpoint');
}

/**
 * Shape and pattern of a state. Protected or serving: a bar between two lines. Not protected: one line and a broken one. Ready
 * to take over: a dashed frame. On its way: arrows. Without a role: a line. Lost: solid where users feel it, else hatched.
 */
export function barShape(kind: LaneKind, tone: Tone, { x, right, y, height, worded = x }: Bar): string {
  const width = Math.max(0, right - x);
  const rect = (className: string) => tag('rect', { x, y, width, height, class: className });
  const line = (at: number, className: string, from = x) =>
    right - from > (from > x ? 8 : 0) ? tag('path', { d: `M${r(from)} ${r(at)}H${r(right)}`, class: className }) : '';
  const frame = (className: string) =>
    tag('rect', { x: x + 0.6, y: y + 0.6, width: Math.max(0, width - 1.2), height: height - 1.2, class: className });
  switch (tone) {
    case 'serving':
      return rect('fill') + line(y + 1, 'line') + line(y + height - 1, 'line');
    case 'warn':
      return rect('faint') + line(y + 0.6, 'dashed') + line(y + height - 1, 'line');
    case 'ready':
      return rect('faint') + frame('dashed');
    case 'busy':
      return rect('faint') + tag('path', { d: arrows({ x, right, y, height }), class: 'hatch' }) + frame('thin');
    case 'lost':
      if (isFelt(kind, tone))
        return rect('solid') + tag('path', { d: diagonals({ x, right, y, height }, 7), class: 'on-solid' });
      return tag('path', { d: diagonals({ x, right, y, height }, 5), class: 'hatch' }) + frame('thin');
    case 'unknown':
      return line(y + height / 2, 'dotted', worded);
    default:
      return line(y + height / 2, 'thin', worded);
  }
}

function r(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Diagonal lines that fill a bar and end at its edges: no pattern that a page would have to look up by its name. */
function diagonals({ x, right, y, height }: Bar, step: number): string {
  let d = '';
  for (let start = x - height + step; start < right; start += step) {
    const low = Math.max(start, x);
    const high = Math.min(start + height, right);
    if (high - low < 0.5) continue;
    d += `M${r(low)} ${r(y + height - (low - start))}L${r(high)} ${r(y + height - (high - start))}`;
  }
  return d;
}

function arrows({ x, right, y, height }: Bar): string {
  const depth = height / 3;
  let d = '';
  for (let at = x + 4; at + depth + 2 < right; at += 9)
    d += `M${r(at)} ${r(y + 3)}L${r(at + depth)} ${r(y + height / 2)}L${r(at)} ${r(y + height - 3)}`;
  return d;
}

/** What is written in a bar of `room` px: as much as fits, the most important first. */
export function barWord(lane: Lane, one: Span, room: number, last: boolean): string {
  return candidates(lane, one, last).find((words) => textWidth(words, sizeOf(lane.kind, one.tone)) <= room) ?? '';
}

function sizeOf(kind: LaneKind, tone: Tone): number {
  return isFelt(kind, tone) ? font.detail * font.bold : font.detail;
}

function candidates({ kind }: Lane, one: Span, last: boolean): readonly string[] {
  const length = lengthOf(one.to - one.from);
  if (isFelt(kind, one.tone)) {
    if (last) return [`${one.short} since ${clock(one.from)}`, one.short];
    return [`${one.short} ${length}`, length];
  }
  const timed = !last && (one.tone === 'busy' || one.tone === 'warn');
  return [...(timed ? [`${one.word}, ${length}`, `${one.short}, ${length}`] : []), one.word, one.short];
}

/** `CMVM_01: booting on Host3, 0:30 to 1:30 (1 min)` */
export function barTitle(lane: Lane, one: Span, last: boolean): string {
  const from = one.event === undefined ? 'from before the start' : clock(one.from);
  if (last) return `${lane.name}: ${one.word}, ${one.event === undefined ? 'all the time' : `since ${from}`}`;
  return `${lane.name}: ${one.word}, ${from} to ${clock(one.to)}${one.event === undefined ? '' : ` (${lengthOf(one.to - one.from)})`}`;
}

export function barText(words: string, x: number, bar: Bar): string {
  return words === '' ? '' : text(x, bar.y + bar.height / 2 + 3.8, 'word', words);
}
