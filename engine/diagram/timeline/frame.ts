/** Where the parts of a timeline stand: names, the plot in which time runs, a row for each lane, what each came to. */
import type { Id } from '../../topology/model.ts';
import { clamp, font, textWidth } from '../metrics.ts';
import type { Lane, LaneKind, Told } from './lane.ts';
import type { Readable } from './readable.ts';
import { tickFont } from './scale.ts';

export interface LaneRow {
  readonly id: Id;
  /** Top and height of the row. */
  readonly y: number;
  readonly height: number;
  /** Top and height of the bar in it. */
  readonly bar: { readonly y: number; readonly height: number };
}

export interface TimelineFrame {
  readonly width: number;
  readonly height: number;
  /** Where time runs: a moment stands at `plot.x + scale.x(moment)`, with a scale of `plot.width`. */
  readonly plot: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Where it is narrow, names and words stand above the bars instead of beside them. */
  readonly narrow: boolean;
  /** Room for names, and for what each lane came to. */
  readonly names: { readonly x: number; readonly width: number };
  readonly told: { readonly x: number; readonly width: number };
  /** Baselines: what was done, the two rows of times. */
  readonly head: { readonly flags: number; readonly ticks: readonly [number, number] };
  readonly sections: readonly { readonly title: string; readonly y: number }[];
  readonly rows: readonly LaneRow[];
}

const titles: Readonly<Record<LaneKind, string>> = {
  service: 'Services',
  endpoint: 'Clients',
  machine: 'Machines',
  component: 'Sites, networks, storage',
};
const barHeights: Readonly<Record<LaneKind, number>> = { service: 20, endpoint: 20, machine: 15, component: 13 };
const rowHeights: Readonly<Record<LaneKind, number>> = { service: 34, endpoint: 34, machine: 25, component: 22 };

/** Below this width (px) names stand above their bars. */
const narrowBelow = 620;
const margin = 10;
const column = 12;
const flagLine = 18;
const tickLine = 13;
const sectionLine = 22;
const nameLine = 17;

/**
 * @param width of the whole picture, px
 * @param left what is said of lanes of a kind that are not shown
 */
export function timelineFrame(lanes: readonly Lane[], width: number, left: Readable['left'] = {}): TimelineFrame {
  const narrow = width < narrowBelow;
  const most = (texts: readonly string[], size: number): number =>
    texts.reduce((widest, text) => Math.max(widest, textWidth(text, size)), 0);
  const nameWidth = narrow
    ? width - 2 * margin
    : clamp(
        most(
          lanes.map((lane) => lane.name),
          font.name * font.bold,
        ),
        60,
        width * 0.22,
      );
  const firstWidth = most(
    lanes.map(({ told: [first] }) => first?.text ?? ''),
    font.detail * font.bold,
  );
  const restWidth = most(
    lanes.map(({ told: [, ...rest] }) => wordsOf(rest)),
    font.detail,
  );
  const toldWidth = narrow ? 0 : Math.min(Math.max(firstWidth, restWidth), width * 0.3);
  const plotX = narrow ? margin : margin + nameWidth + column;
  const plotWidth = Math.max(80, width - margin - plotX - (toldWidth > 0 ? toldWidth + column : 0));
  const flags = lanes.some((lane) => lane.marks.some((mark) => mark.kind === 'injection')) ? flagLine : 0;
  const top = 6 + flags + 2 * tickLine + 4;
  let y = top;
  const sections: { title: string; y: number }[] = [];
  const rows: LaneRow[] = [];
  let kind: LaneKind | undefined;
  for (const lane of lanes) {
    if (lane.kind !== kind) {
      y += sectionLine;
      const more = left[lane.kind];
      sections.push({ title: more ? `${titles[lane.kind]} · ${more}` : titles[lane.kind], y: y - 6 });
      kind = lane.kind;
    }
    const above = narrow ? nameLine : 0;
    const bar = barHeights[lane.kind];
    const height = narrow ? above + bar + 9 : rowHeights[lane.kind];
    rows.push({ id: lane.id, y, height, bar: { y: narrow ? y + above : y + (height - bar) / 2, height: bar } });
    y += height;
  }
  return {
    width,
    height: y + margin,
    plot: { x: plotX, y: top, width: plotWidth, height: y - top },
    narrow,
    names: { x: margin, width: nameWidth },
    told: { x: plotX + plotWidth + column, width: toldWidth },
    head: { flags: 6 + 12, ticks: [6 + flags + tickFont, 6 + flags + tickFont + tickLine] },
    sections,
    rows,
  };
}

/** `calls kept · protected 5:30` */
export function wordsOf(told: readonly Told[]): string {
  return told.map(({ text }) => text).join(' · ');
}
