/** The table of defaults says where each number is from. */
import { expect, test } from 'vitest';
import * as defaults from '../../engine/topology/defaults.ts';
import type { Timing } from '../../engine/topology/model.ts';

function timingsIn(value: unknown): readonly Timing[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  if ('origin' in value) return [value as Timing];
  return Object.values(value).flatMap(timingsIn);
}

const timings = timingsIn({ ...defaults });

test('every number lies in its range, in whole milliseconds', () => {
  expect(timings.length).toBeGreaterThan(30);
  for (const { value, min, max } of timings) {
    expect(Number.isInteger(value)).toBe(true);
    expect(min).toBeLessThanOrEqual(value);
    expect(value).toBeLessThanOrEqual(max);
  }
});

test('every number is either from a document or shown as an assumption', () => {
  for (const { origin, assumption } of timings) expect(origin.includes('assumption of hatopo')).toBe(assumption);
});

test('the numbers of host HA are those of the table', () => {
  const { detect, detectWithoutDatastores, detectPrimary, placement, isolationDeclare, isolationResponse } =
    defaults.clusterTimings;
  const seconds = [detect, detectWithoutDatastores, detectPrimary, placement, isolationDeclare, isolationResponse].map(
    ({ value }) => value / 1_000,
  );
  expect(seconds).toEqual([18, 15, 35, 12, 30, 60]);
  expect(defaults.clusterTimings.retries.map((retry) => retry / 60_000)).toEqual([2, 6, 14, 30]);
});
