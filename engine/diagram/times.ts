/** Times and spans of a run for people: moments `0:00.200`, `4:30`, `1:02:03`; lengths `0.2 s`, `4 min 30 s`. */
import { formatTime } from '../simulation/format-time.ts';

/** A moment, ms from the start of the run. */
export function clock(ms: number): string {
  return formatTime(ms);
}

const units: readonly (readonly [number, string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** A length of time in ms, in at most its two largest units. */
export function span(ms: number): string {
  if (ms < 100) return `${ms} ms`;
  if (ms < 1_000) return `${Math.round(ms / 10) / 100} s`;
  if (ms < 59_950) return `${Math.round(ms / 100) / 10} s`;
  const parts: string[] = [];
  let rest = Math.round(ms / 1_000) * 1_000;
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    // `2 d 0 h 5 min` is `2 d`
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}
