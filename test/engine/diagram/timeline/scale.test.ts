import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../../../engine/diagram/metrics.ts';
import { type TimeScale, tickFont, timeScale } from '../../../../engine/diagram/timeline/scale.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const scaleOf = (times: readonly number[], width = 700): TimeScale =>
  timeScale({ events: times.map((time) => ({ time })), end: times.at(-1) ?? 0 }, width);
const gap = (scale: TimeScale, from: number, to: number) => scale.x(to) - scale.x(from);

const runs = fc
  .array(fc.oneof(fc.nat(500), fc.nat(60 * second), fc.nat(30 * minute), fc.nat(24 * hour)), { maxLength: 60 })
  .map((times) => [...times].sort((a, b) => a - b));
const widths = fc.integer({ min: 120, max: 2_000 });

describe('a scale of times', () => {
  it('is even where everything can be seen', () => {
    const scale = scaleOf([0, 30 * second, 90 * second, 270 * second, 330 * second]);
    const density = gap(scale, 0, 30 * second) / 30;
    expect(gap(scale, 90 * second, 270 * second) / 180).toBeCloseTo(density, 6);
    expect(scale.breaks).toEqual([]);
  });

  it('shows 200 ms beside 30 min, and no gap too narrow to be seen', () => {
    const scale = scaleOf([0, 200, 30 * minute]);
    expect(gap(scale, 0, 200)).toBeGreaterThan(10);
    expect(gap(scale, 200, 30 * minute)).toBeGreaterThan(400);
  });

  it('draws narrower what would leave no room for the others, and marks it', () => {
    const scale = scaleOf([0, 200, 5 * second, 17 * second, 2 * hour]);
    expect(scale.breaks).toMatchObject([{ from: 17 * second, to: 2 * hour }]);
    const [cut] = scale.breaks;
    expect(cut?.x).toBeGreaterThan(scale.x(17 * second));
    expect(cut?.x).toBeLessThan(scale.x(2 * hour));
    expect(gap(scale, 200, 5 * second)).toBeGreaterThanOrEqual(14);
    expect(gap(scale, 5 * second, 17 * second) / 12).toBeCloseTo(gap(scale, 200, 5 * second) / 4.8, 6);
  });

  it('leaves room for what was before, and for what remains', () => {
    for (const times of [[], [0], [0, minute]]) {
      const scale = scaleOf(times);
      expect(scale.x(0)).toBeGreaterThan(15);
      expect(scale.x(times.at(-1) ?? 0)).toBeLessThan(700 - 30);
    }
  });

  it('shows the labels that matter most where there is no room for all', () => {
    const times = Array.from({ length: 200 }, (_, index) => index * second);
    const run = { events: times.map((time) => ({ time })), end: 199 * second };
    const labelled = timeScale(run, 500, { important: [77 * second] }).ticks.filter((tick) => tick.label !== '');
    for (const time of [0, 77 * second, 199 * second]) expect(labelled.map((tick) => tick.time)).toContain(time);
  });

  it('goes forward, and back to the same time, whatever happens when', () => {
    fc.assert(
      fc.property(runs, widths, fc.float({ min: 0, max: 1, noNaN: true }), (times, width, part) => {
        const scale = scaleOf(times, width);
        const end = times.at(-1) ?? 0;
        let before = Number.NEGATIVE_INFINITY;
        for (const time of new Set([0, ...times])) {
          const x = scale.x(time);
          expect(x).toBeGreaterThan(before);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
          expect(scale.time(x)).toBe(time);
          before = x;
        }
        const inside = scale.time(part * width);
        expect(inside).toBeGreaterThanOrEqual(0);
        expect(inside).toBeLessThanOrEqual(end);
      }),
    );
  });

  it('draws the longer of two gaps wider', () => {
    fc.assert(
      fc.property(runs, widths, (times, width) => {
        const scale = scaleOf(times, width);
        const all = [...new Set([0, ...times])];
        const gaps = all
          .slice(1)
          .map((to, index) => ({ length: to - (all[index] ?? 0), width: gap(scale, all[index] ?? 0, to) }));
        gaps.sort((a, b) => a.length - b.length);
        gaps.slice(1).forEach((one, index) => {
          const shorter = gaps[index];
          if (shorter && shorter.length < one.length) expect(one.width).toBeGreaterThan(shorter.width - 1e-6);
        });
      }),
    );
  });

  it('never lets two labels touch, nor one leave the picture', () => {
    fc.assert(
      fc.property(runs, widths, (times, width) => {
        const labels = scaleOf(times, width).ticks.filter((tick) => tick.label !== '');
        for (const row of [0, 1]) {
          let free = 0;
          for (const { x, label } of labels.filter((tick) => tick.row === row)) {
            const half = textWidth(label, tickFont) / 2;
            expect(x - half).toBeGreaterThanOrEqual(free);
            expect(x + half).toBeLessThanOrEqual(width);
            free = x + half;
          }
        }
      }),
    );
  });
});
