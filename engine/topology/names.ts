/** How a person names an element outside of a text: on a command line, in a picker. */
import type { Id, Topology } from './model.ts';

/**
 * The ids that a name may mean: the id itself, else every id that ends with it (`Host1`, `DataCenter.Host1`,
 * `Host1.vmnic2`). None where nothing is called so, several where it is ambiguous.
 */
export function idsNamed(topology: Topology, name: string): readonly Id[] {
  if (topology.elements.has(name)) return [name];
  const endings = [`.${name}`, `#${name}`];
  return [...topology.elements.keys()].filter((id) => endings.some((ending) => id.endsWith(ending)));
}

/** The known names nearest to `name`, best first: at most `count`, none that has little in common. */
export function similarNames(name: string, known: Iterable<string>, count = 3): readonly string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const near: { name: string; distance: number }[] = [];
  for (const candidate of new Set(known)) {
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    if (distance <= limit) near.push({ name: candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return near.slice(0, count).map((found) => found.name);
}

/** Insertions, deletions, replacements and swaps of neighbours (`Hots1`) between two words, given up (as `limit + 1`) where it must exceed `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      const value = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + cost,
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? (before[column - 2] ?? limit) + cost
          : Number.POSITIVE_INFINITY,
      );
      current.push(value);
      least = Math.min(least, value);
    }
    if (least > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}
