import { expect, it } from 'vitest';
import { clock, span } from '../../../engine/diagram/times.ts';

it.each([
  [0, '0 ms'],
  [20, '20 ms'],
  [200, '0.2 s'],
  [250, '0.25 s'],
  [1_000, '1 s'],
  [4_100, '4.1 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min'],
  [60_000, '1 min'],
  [90_000, '1 min 30 s'],
  [329_800, '5 min 30 s'],
  [3_600_000, '1 h'],
  [7_199_000, '1 h 59 min'],
  [3_605_000, '1 h'],
  [86_400_000, '1 d'],
  [97_200_000, '1 d 3 h'],
])('%i ms last %s', (ms, words) => {
  expect(span(ms)).toBe(words);
});

it.each([
  [0, '0:00'],
  [200, '0:00.200'],
  [330_000, '5:30'],
  [3_723_000, '1:02:03'],
])('%i ms from the start it is %s', (ms, words) => {
  expect(clock(ms)).toBe(words);
});
