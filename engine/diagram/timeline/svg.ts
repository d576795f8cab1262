/** Draws lanes as SVG text: the same for the panel, the command line and what is taken away. */
import type { Tone } from '../look.ts';
import { fitText, font, textWidth } from '../metrics.ts';
import { classesOf } from '../svg/render.ts';
import { diagramStyle, type Theme } from '../svg/style.ts';
import { type Attributes, escapeXml, tag, text } from '../svg/text.ts';
import { clock } from '../times.ts';
import { type Bar, barShape, barText, barTitle, barWord, isFelt } from './bars.ts';
import { type LaneRow, type TimelineFrame, timelineFrame, wordsOf } from './frame.ts';
import type { Lane, Mark, Span, Told } from './lane.ts';
import type { TimeScale } from './scale.ts';
import { timelineStyle } from './style.ts';

export interface TimelineOptions {
  /** Where everything stands; `scale` has the width of its plot. */
  readonly frame: TimelineFrame;
  readonly title?: string;
  /** Carries its own style and background: a file. Without, the page brings `diagramStyle` and `timelineStyle`. */
  readonly standalone?: boolean;
  /** Of a file; without, as its reader's system prefers. */
  readonly theme?: Theme;
  /** A moment that is pointed out, ms: of a file, for a page draws its own. */
  readonly at?: number;
}

export { timelineFrame, timelineStyle };

/** The timeline as one `svg` element. */
export function renderTimeline(lanes: readonly Lane[], scale: TimeScale, options: TimelineOptions): string {
  const content = timelineParts(lanes, scale, options).join('\n');
  return `${tag('svg', timelineAttributes(options), `\n${content}\n`)}\n`;
}

/** The attributes of the drawing itself. */
export function timelineAttributes(options: TimelineOptions): Attributes {
  const { frame, title } = options;
  return {
    xmlns: 'http://www.w3.org/2000/svg',
    class: classesOf('hatopo-diagram hatopo-timeline', options),
    viewBox: `0 0 ${Math.ceil(frame.width)} ${Math.ceil(frame.height)}`,
    width: Math.ceil(frame.width),
    height: Math.ceil(frame.height),
    role: 'group',
    'aria-label': title,
  };
}

/**
 * The elements of the drawing in order. Lanes carry `data-id`; spans, marks and flags that an event began carry
 * `data-event` with its id.
 */
export function timelineParts(lanes: readonly Lane[], scale: TimeScale, options: TimelineOptions): readonly string[] {
  const { frame, title, standalone, at } = options;
  return [
    title ? tag('title', {}, escapeXml(title)) : '',
    standalone ? `<style>${diagramStyle}${timelineStyle}</style>` : '',
    standalone ? tag('rect', { class: 'paper', width: frame.width, height: frame.height }) : '',
    ...flags(lanes, scale, frame),
    axis(scale, frame),
    ...frame.sections.map(({ title, y }) =>
      text(frame.names.x, y, 'section', fitText(title, font.label * font.bold, frame.width - 2 * frame.names.x)),
    ),
    ...lanes.flatMap((lane, index) => {
      const row = frame.rows[index];
      return row ? [drawnLane(lane, row, scale, frame)] : [];
    }),
    at === undefined ? '' : moment(at, scale, frame),
  ].filter(Boolean);
}

function axis(scale: TimeScale, { plot, head }: TimelineFrame): string {
  const bottom = plot.y + plot.height;
  const at = (x: number) => Math.round((plot.x + x) * 10) / 10;
  const ends = new Set([scale.ticks[0], scale.ticks.at(-1)]);
  return tag(
    'g',
    { class: 'axis-group', 'aria-hidden': 'true' },
    [
      tag('path', { class: 'grid', d: scale.ticks.map(({ x }) => `M${at(x)} ${plot.y}V${bottom}`).join('') }),
      tag('path', { class: 'axis', d: `M${plot.x} ${plot.y}H${at(plot.width)}` }),
      ...scale.ticks.map((tick) =>
        tick.label === ''
          ? ''
          : text(at(tick.x), head.ticks[1 - tick.row] ?? 0, ends.has(tick) ? 'tick ends' : 'tick', tick.label, {
              'text-anchor': 'middle',
            }),
      ),
      ...scale.breaks.map((gap) => {
        const x = at(gap.x);
        const slash = (offset: number) => `M${x + offset - 3} ${plot.y + 5}L${x + offset + 3} ${plot.y - 5}`;
        return (
          tag('path', { class: 'gap', d: `M${x - 2.5} ${plot.y}H${x + 2.5}` }) +
          tag('path', { class: 'cut', d: slash(-2.5) + slash(2.5) })
        );
      }),
    ].join(''),
  );
}

/** What was done from outside, above the times: a line through all lanes, with its words where there is room. */
function flags(lanes: readonly Lane[], scale: TimeScale, { plot, head, width }: TimelineFrame): readonly string[] {
  const moments = new Map<number, Mark[]>();
  for (const lane of lanes)
    for (const mark of lane.marks)
      if (mark.kind === 'injection') moments.set(mark.time, [...(moments.get(mark.time) ?? []), mark]);
  const sorted = [...moments].sort(([a], [b]) => a - b);
  let free = 4;
  return sorted.map(([time, marks], index) => {
    const x = Math.round((plot.x + scale.x(time)) * 10) / 10;
    const next = sorted[index + 1];
    const right = (next ? plot.x + scale.x(next[0]) - signSize : width - 4) - (x + signSize);
    const left = x - signSize - free;
    const words = marks.map((mark) => mark.text).join(', ');
    const tone = marks.some((mark) => mark.tone === 'lost') ? 'lost' : 'calm';
    const needs = textWidth(words, font.label * font.bold);
    const leftwards = needs > right && left > right;
    const room = leftwards ? left : right;
    const said = room >= Math.min(needs, 40) ? fitText(words, font.label * font.bold, room) : '';
    free = x + signSize + (leftwards ? 0 : Math.min(needs, room) + 6);
    return tag(
      'g',
      { class: 'flag-group', 'data-event': marks[0]?.event },
      tag('title', {}, escapeXml(words)) +
        tag('path', { class: `flag-line ${tone}`, d: `M${x} ${head.flags + 3}V${plot.y + plot.height}` }) +
        tag(
          'g',
          { class: `mark injection ${tone}`, transform: `translate(${x} ${head.flags - 4})` },
          shapeOf('injection', tone),
        ) +
        text(
          leftwards ? x - signSize : x + signSize,
          head.flags,
          'flag',
          said,
          leftwards ? { 'text-anchor': 'end' } : {},
        ),
    );
  });
}

/** Between the middle of a sign and its words. */
const signSize = 11;

/** A line through all lanes, with its time. */
function moment(time: number, scale: TimeScale, { plot, head }: TimelineFrame): string {
  const words = clock(time);
  const half = textWidth(words, font.label * font.bold) / 2 + 5;
  const x = Math.round((plot.x + scale.x(time)) * 10) / 10;
  return tag(
    'g',
    { class: 'moment' },
    tag('path', { class: 'moment-line', d: `M${x} ${plot.y}V${plot.y + plot.height}` }) +
      tag('rect', { class: 'moment-box', x: x - half, y: head.ticks[1] - 12, width: 2 * half, height: 16, rx: 8 }) +
      text(x, head.ticks[1], 'moment-time', words, { 'text-anchor': 'middle' }),
  );
}

function drawnLane(lane: Lane, row: LaneRow, scale: TimeScale, frame: TimelineFrame): string {
  const { plot, names } = frame;
  const marks = placeMarks(lane, scale, plot.x);
  const said = lane.told.map((one) => one.text).join(', ');
  const back = tag('rect', { class: 'back', x: 2, y: row.y, width: frame.width - 4, height: row.height, rx: 4 });
  const felt = lane.kind === 'service' || lane.kind === 'endpoint';
  const label = frame.narrow
    ? narrowHead(lane, row, frame)
    : text(
        names.x,
        row.bar.y + row.bar.height / 2 + 4,
        felt ? 'name' : 'label',
        fitText(lane.name, felt ? font.name * font.bold : font.label, names.width),
      ) + told(lane, row, frame);
  const spans = lane.spans.map((one, index) => {
    const last = index === lane.spans.length - 1;
    const bar: Bar = {
      x: plot.x + (one.event === undefined ? 0 : scale.x(one.from)),
      right: plot.x + (last ? plot.width : scale.x(one.to)),
      ...row.bar,
    };
    return drawnSpan(lane, one, bar, { last, marks, breaks: breaksIn(scale, plot.x, bar) });
  });
  return tag(
    'g',
    {
      class: `lane ${lane.kind}`,
      'data-id': lane.id,
      role: 'img',
      tabindex: -1,
      'aria-label': said ? `${lane.name}: ${said}` : lane.name,
    },
    back + label + spans.join('') + marks.map((mark) => drawnMark(mark, row)).join(''),
  );
}

function told(lane: Lane, row: LaneRow, { told: column }: TimelineFrame): string {
  const [first] = lane.told;
  if (!first) return '';
  const rest = shortTold(lane)
    .map(([, ...some]) => some)
    .find((some) => textWidth(wordsOf(some), font.detail) <= column.width);
  const middle = row.bar.y + row.bar.height / 2 + 4;
  const top = text(
    column.x,
    rest?.length ? middle - 7 : middle,
    `told first ${first.tone}`,
    fitText(first.text, font.detail * font.bold, column.width),
  );
  return rest?.length ? top + tag('text', { x: column.x, y: middle + 6.5, class: 'told' }, toned(rest)) : top;
}

/** Words of several tones behind each other. */
function toned(all: readonly Told[]): string {
  return all.map((one) => tag('tspan', { class: one.tone }, escapeXml(one.text))).join(' · ');
}

/** The name, and at the right what it came to. */
function narrowHead(lane: Lane, row: LaneRow, { names }: TimelineFrame): string {
  const y = row.bar.y - 5;
  const felt = lane.kind === 'service' || lane.kind === 'endpoint';
  const size = felt ? font.name * font.bold : font.label;
  const name = fitText(lane.name, size, lane.told.length > 0 ? names.width * 0.55 : names.width);
  const room = names.width - textWidth(name, size) - 8;
  const said = shortTold(lane).find((some) => textWidth(wordsOf(some), font.detail * font.bold) <= room);
  return (
    text(names.x, y, felt ? 'name' : 'label', name) +
    (said ? tag('text', { x: names.x + names.width, y, class: 'told first', 'text-anchor': 'end' }, toned(said)) : '')
  );
}

/** What it came to, in fewer and fewer words: that all is well is what is left out first. */
function shortTold({ told: all }: Lane): readonly (readonly Told[])[] {
  const [first, ...rest] = all;
  if (!first) return [];
  const withoutKept = [first, ...rest.filter((one) => one.text !== 'calls kept')];
  return [all, withoutKept, [first, ...rest.filter((one) => one.tone === 'lost')], [first]];
}

interface Placed extends Mark {
  readonly x: number;
}

const markSize = 15;

/** Marks of one moment stand side by side. What was done has its flag above, and a small sign here. */
function placeMarks(lane: Lane, scale: TimeScale, left: number): readonly Placed[] {
  let free = Number.NEGATIVE_INFINITY;
  return lane.marks.map((mark) => {
    // what began by it is behind it: what was before stays to be seen
    const x = Math.max(left + scale.x(mark.time) + (mark.kind === 'injection' ? 0 : markSize / 2 + 1), free);
    free = x + markSize;
    return { ...mark, x };
  });
}

interface SpanOptions {
  readonly last: boolean;
  readonly marks: readonly Placed[];
  readonly breaks: readonly number[];
}

function drawnSpan(lane: Lane, one: Span, bar: Bar, { last, marks, breaks }: SpanOptions): string {
  const edges = [...marks.map(({ x }) => x), ...breaks]
    .filter((x) => x + markSize / 2 > bar.x && x - markSize / 2 < bar.right)
    .sort((a, b) => a - b);
  const { words, from } = place(lane, one, last, stretches(bar, edges));
  const worded = words === '' ? bar.x : from + textWidth(words, font.detail) + 2;
  const cuts = breaks.map((x) => breakMark(x, bar)).join('');
  const title = tag('title', {}, escapeXml(barTitle(lane, one, last)));
  return tag(
    'g',
    { class: `span ${one.tone}${isFelt(lane.kind, one.tone) ? ' felt' : ''}`, 'data-event': one.event },
    title + barShape(lane.kind, one.tone, { ...bar, worded }) + cuts + barText(words, from, bar),
  );
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The stretches of a bar that nothing covers. */
function stretches(bar: Bar, edges: readonly number[]): readonly Stretch[] {
  const free: Stretch[] = [];
  let from = bar.x + 5;
  for (const edge of [...edges, bar.right + markSize / 2 - 2]) {
    free.push({ from, to: edge - markSize / 2 - 2 });
    from = Math.max(from, edge + markSize / 2 + 2);
  }
  return free;
}

/** The most words that fit anywhere, at the first place where they do. */
function place(lane: Lane, one: Span, last: boolean, free: readonly Stretch[]): { words: string; from: number } {
  let best = { words: '', from: 0 };
  for (const { from, to } of free) {
    const words = barWord(lane, one, to - from, last);
    if (words.length > best.words.length) best = { words, from };
  }
  return best;
}

function breaksIn(scale: TimeScale, left: number, bar: Bar): readonly number[] {
  return scale.breaks
    .map(({ x }) => Math.round((left + x) * 10) / 10)
    .filter((x) => x > bar.x + 4 && x < bar.right - 4);
}

function breakMark(x: number, { y, height }: Bar): string {
  const slash = (offset: number) => `M${x + offset - 3} ${y + height + 1}L${x + offset + 3} ${y - 1}`;
  return tag('path', { class: 'gap', d: slash(0) }) + tag('path', { class: 'cut', d: slash(-2.5) + slash(2.5) });
}

/** Signs, 10 by 10 around their middle, in a disc. */
const markShapes: Readonly<Record<Mark['kind'], string>> = {
  injection: '<circle r="7" class="disc"/><path d="M1.2-4.8-3 .8H-.2L-1.2 4.8 3-.8H.2z" class="shape-fill"/>',
  takeover: '<circle r="7" class="disc"/><path d="M-2-3.4 2.6 0-2 3.4z" class="shape-fill"/>',
  protected:
    '<path d="M0-6.8 5.8-4.6V-.4C5.8 3.4 3.2 5.8 0 7-3.2 5.8-5.8 3.4-5.8-.4V-4.6z" class="disc"/><path d="M-2.6 0-.6 2.2 2.8-2" class="stroke"/>',
  'calls-dropped': '<circle r="7" class="disc"/><path d="M-3.6 2.4C-3.6-2.6 3.6-2.6 3.6 2.4M-3-4 3 4" class="stroke"/>',
};

/** By hand, and no harm. */
const mendShape =
  '<circle r="7" class="disc"/><path d="M3.2-.8A3.4 3.4 0 1 0 3 1.6" class="stroke"/><path d="M4.2-3.8V-.2H.6z" class="shape-fill"/>';

function shapeOf(kind: Mark['kind'], tone: Tone): string {
  return kind === 'injection' && tone !== 'lost' ? mendShape : markShapes[kind];
}

function drawnMark(mark: Placed, row: LaneRow): string {
  return tag(
    'g',
    {
      class: `mark ${mark.kind} ${mark.tone}`,
      'data-event': mark.event,
      transform: `translate(${Math.round(mark.x * 10) / 10} ${row.bar.y + row.bar.height / 2})`,
    },
    tag('title', {}, escapeXml(mark.text)) + shapeOf(mark.kind, mark.tone),
  );
}
