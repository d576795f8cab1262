/** Times of a run as people read them. */

/** `0:30`, `1:02:03`, `0:00.200`: minutes and seconds, hours and milliseconds only where needed. */
export function formatTime(ms: number): string {
  const whole = Math.floor(ms / 1_000);
  const [hours, minutes, seconds] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const rest = ms % 1_000;
  const two = (value: number) => String(value).padStart(2, '0');
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`;
  const start = hours > 0 ? `${hours}:${two(minutes)}` : `${minutes}`;
  return `${start}:${two(seconds)}${fraction}`;
}

/** A length of time in a sentence: `2 h`, `4 min`, `10 s`, `4.1 s`. */
export function formatSpan(ms: number): string {
  if (ms > 0 && ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
  return ms > 0 && ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1_000} s`;
}
