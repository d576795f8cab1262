/**
 * From times to pixels, so that 200 ms and 30 min can be read in one picture. Between two events time runs evenly. All
 * gaps have the same scale where they can; one that would be too narrow to be seen is drawn wider, and one that would
 * leave no room for the others narrower: that one is marked as a break. Of two gaps the longer one is always the wider.
 */
import { clamp, textWidth } from '../metrics.ts';
import { clock } from '../times.ts';

export interface Tick {
  readonly time: number;
  readonly x: number;
  /** Empty where there is no room for it. */
  readonly label: string;
  /** Labels stand in two rows, so that close moments can both be read. */
  readonly row: 0 | 1;
}

export interface TimeScale {
  readonly width: number;
  /** What was before the start is at the left of `x(0)`, what remains is at the right of the end. */
  x(time: number): number;
  /** ms, whole; from 0 to the end. */
  time(x: number): number;
  /** At every moment at which something happened. */
  readonly ticks: readonly Tick[];
  /** Gaps that are drawn narrower than the others; `x` is where that is marked. */
  readonly breaks: readonly { readonly from: number; readonly to: number; readonly x: number }[];
}

export interface ScaleOptions {
  /** Moments whose labels matter most, the most important first; the start and the end always do. */
  readonly important?: readonly number[];
}

/** Size of the labels, in px. */
export const tickFont = 11;

export function timeScale(
  run: { readonly events: readonly { readonly time: number }[]; readonly end: number },
  width: number,
  { important = [] }: ScaleOptions = {},
): TimeScale {
  const end = Math.max(run.end, run.events.at(-1)?.time ?? 0, 0);
  const times = [...new Set([0, ...run.events.map((event) => event.time), end])].sort((a, b) => a - b);
  const lead = end === 0 ? width * 0.3 : Math.max(18, width * 0.05);
  const tail =
    end === 0 ? width * 0.7 : Math.max(textWidth(clock(end), tickFont) / 2 + 6, clamp(width * 0.17, 40, 110));
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const { widths, broken } = share(gaps, Math.max(gaps.length, width - lead - tail));
  const xs = [lead];
  for (const own of widths) xs.push((xs.at(-1) ?? lead) + own);
  const breaks = broken.map((index) => {
    const [from, to] = [xs[index] ?? 0, xs[index + 1] ?? 0];
    // behind what is written at the beginning of the gap
    return { from: times[index] ?? 0, to: times[index + 1] ?? 0, x: from + (to - from) * 0.85 };
  });
  const x = (time: number): number => between(times, xs, time);
  return {
    width,
    x,
    time: (at) => Math.round(between(xs, times, at)),
    ticks: ticksOf(times, xs, width, important),
    breaks,
  };
}

/** The value at `key` on the line through the points (keys, values): keys ascend. */
function between(keys: readonly number[], values: readonly number[], key: number): number {
  const last = keys.length - 1;
  if (key <= (keys[0] ?? 0)) return values[0] ?? 0;
  if (key >= (keys[last] ?? 0)) return values[last] ?? 0;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? 0) <= key) low = middle;
    else high = middle;
  }
  const [from = 0, to = 0] = [keys[low], keys[high]];
  const part = to === from ? 0 : (key - from) / (to - from);
  return (values[low] ?? 0) + part * ((values[high] ?? 0) - (values[low] ?? 0));
}

/** No gap is narrower, in px, as long as there is room. */
const least = 14;

/** How much of the room one gap may take, tried from the first on: as little is cut as must be. */
const cuts = [Number.POSITIVE_INFINITY, 0.8, 0.7, 0.6, 0.5, 0.42, 0.36, 0.3, 0.26];

/** Shares `room` px among gaps; says which are drawn narrower than the common scale has them. */
function share(gaps: readonly number[], room: number): { widths: readonly number[]; broken: readonly number[] } {
  if (gaps.length === 0) return { widths: [], broken: [] };
  const min = Math.min(least, room / gaps.length / 1.5);
  let best: { readonly starved: number; readonly cut: number; readonly filled: Filled } | undefined;
  for (const part of cuts) {
    const cut = part * room;
    const filled = fill(gaps, room, min, cut);
    const starved = gaps.filter((gap) => gap * filled.density < min).length;
    if (!best || starved < best.starved) best = { starved, cut, filled };
    // one very short gap is drawn wider and does no harm; several could not be told apart
    if (starved < 2) break;
  }
  const { cut = 0, filled = { density: 0, widths: [] } } = best ?? {};
  const broken = gaps.flatMap((gap, index) => (gap * filled.density > cut * 1.02 ? [index] : []));
  return { widths: filled.widths, broken };
}

interface Filled {
  /** px per ms */
  readonly density: number;
  readonly widths: readonly number[];
}

/** Finds the density (px per ms) with which the gaps fill the room. */
function fill(gaps: readonly number[], room: number, min: number, cut: number): Filled {
  const widthOf = (gap: number, density: number): number => {
    const even = gap * density;
    // still wider for the longer one
    if (even < min) return min * (0.75 + (0.25 * even) / min);
    if (even <= cut) return even;
    return cut * (1 + 0.12 * Math.log2(even / cut));
  };
  const total = (density: number): number => gaps.reduce((sum, gap) => sum + widthOf(gap, density), 0);
  let low = 0;
  let high = 1e-9;
  while (total(high) < room && high < 1e12) high *= 2;
  for (let round = 0; round < 80; round++) {
    const middle = (low + high) / 2;
    if (total(middle) < room) low = middle;
    else high = middle;
  }
  const widths = gaps.map((gap) => widthOf(gap, high));
  // what the search left over, so that the end is where it shall be
  const sum = widths.reduce((all, own) => all + own, 0);
  return { density: high, widths: widths.map((own) => (own * room) / sum) };
}

function ticksOf(
  times: readonly number[],
  xs: readonly number[],
  width: number,
  important: readonly number[],
): readonly Tick[] {
  const last = times.length - 1;
  const ranks = new Map<number, number>();
  for (const time of [times[0] ?? 0, times[last] ?? 0, ...important, ...times])
    if (!ranks.has(time)) ranks.set(time, ranks.size);
  const byRank = [...times.keys()].sort((a, b) => (ranks.get(times[a] ?? 0) ?? 0) - (ranks.get(times[b] ?? 0) ?? 0));
  const taken: { readonly row: 0 | 1; readonly from: number; readonly to: number }[] = [];
  const labels = new Map<number, { readonly label: string; readonly row: 0 | 1 }>();
  for (const index of byRank) {
    const label = clock(times[index] ?? 0);
    const half = textWidth(label, tickFont) / 2 + 4;
    const x = xs[index] ?? 0;
    if (x - half < 0 || x + half > width) continue;
    const row = ([0, 1] as const).find((each) =>
      taken.every((other) => other.row !== each || other.to <= x - half || other.from >= x + half),
    );
    if (row === undefined) continue;
    taken.push({ row, from: x - half, to: x + half });
    labels.set(index, { label, row });
  }
  return times.map((time, index) => ({ time, x: xs[index] ?? 0, label: '', row: 0 as const, ...labels.get(index) }));
}
