/** Which things fail at once. */

/** All choices of `size` things, in the order of the list. */
export function* combinations<T>(things: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index <= things.length - size; index++) {
    for (const rest of combinations(things, size - 1, index + 1)) yield [things[index] as T, ...rest];
  }
}

/** How many there are; beyond what a number holds exactly, about as many. */
export function countOf(things: number, size: number): number {
  if (size > things) return 0;
  let count = 1;
  for (let chosen = 0; chosen < Math.min(size, things - size); chosen++)
    count = (count * (things - chosen)) / (chosen + 1);
  return Math.round(count);
}
