/** Times as the language writes them. */
const units = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** `200 ms`, `4.1 s`, `5 min`: in the largest unit that gives at most one decimal; from ms. */
export function duration(ms: number): string {
  for (const [unit, size] of units) {
    const amount = ms / size;
    if (amount >= 1 && Number.isInteger(amount * 10) && (unit === 's' || Number.isInteger(amount))) {
      // 300 s reads as 5 min, 90 s stays.
      return `${amount} ${unit}`;
    }
  }
  return `${ms} ms`;
}
