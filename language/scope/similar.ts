/** Names that a misspelt one may have meant. */

/** Above so many names only those that begin alike are compared. */
const MANY = 2000;

/** Up to three of the names that are a slip of the pen away from `name`, nearest first. */
export function closest(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const limit = wanted.length < 3 ? 1 : wanted.length < 8 ? 2 : 3;
  const found = new Map<string, number>();
  for (const candidate of names) {
    if (found.has(candidate) || candidate === name) continue;
    if (names.length > MANY && candidate[0]?.toLowerCase() !== wanted[0]) continue;
    const last = candidate.slice(candidate.lastIndexOf('.') + 1).toLowerCase();
    const distance = Math.min(
      editDistance(wanted, candidate.toLowerCase(), limit),
      last === candidate.toLowerCase() ? Number.POSITIVE_INFINITY : editDistance(wanted, last, limit),
    );
    if (distance <= limit && distance < wanted.length) found.set(candidate, distance);
  }
  return [...found]
    .sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1))
    .slice(0, 3)
    .map(([each]) => each);
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; above `limit` any larger number. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
