/** Choices of some of many. */

/**
 * All choices of `count` values where they are at most `most`; else each value once, with those behind it in
 * `values`, going round.
 */
export function combinations<T>(values: readonly T[], count: number, most = 200): readonly (readonly T[])[] {
  let number = 1;
  for (let at = 0; at < count; at++) number = (number * (values.length - at)) / (at + 1);
  if (number > most)
    return values.map((_, at) => Array.from({ length: count }, (__, more) => values[(at + more) % values.length] as T));
  const all: T[][] = [];
  const choose = (from: number, chosen: T[]): void => {
    if (chosen.length === count) all.push(chosen);
    else for (let at = from; at < values.length; at++) choose(at + 1, [...chosen, values[at] as T]);
  };
  choose(0, []);
  return all;
}
