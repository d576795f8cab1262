/** Times as the language writes them. */
const units = [
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** `200 ms`, `4.1 s`, `90 s`, `5 min`, from ms: in minutes and hours from two of them on, where they are whole. */
export function duration(ms: number): string {
  for (const [unit, size] of units) {
    if (ms >= 2 * size && ms % size === 0) return `${ms / size} ${unit}`;
  }
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`;
}
