/** Times on the command line: `30s`, `5 min`, or as a run tells them: `4:30`, `0:00.200`. */
import { UsageError } from '../usage-error.ts';

const unitInMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A time in ms.
 * @throws {UsageError} for a number without a unit, and for what is no time
 */
export function parseTime(text: string): number {
  const clock = /^(?:(\d+):)?(\d+):(\d{2})(\.\d{1,3})?$/.exec(text.trim());
  if (clock) {
    const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = clock;
    return Math.round((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds) + Number(fraction)) * 1_000);
  }
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)$/.exec(text.trim());
  const unit = unitInMs[match?.[2] ?? ''];
  if (!match || unit === undefined) throw new UsageError(`The time ${text} needs a unit: 30s, 5min, 500ms, 1h.`);
  return Math.round(Number(match[1]) * unit);
}
