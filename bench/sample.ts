/** Times: medians of repeated calls; what is compared is called in turns, so that both meet the same noise. */

export interface Sampling {
  /** Calls at most. */
  readonly most?: number;
  /** Milliseconds after which no further call is begun; two calls are made in any case. */
  readonly budget?: number;
  /** Calls before the first that counts. */
  readonly warmUp?: number;
}

type Work = () => unknown;

/** Median milliseconds of each work; they take turns. */
export async function timesOf<K extends string>(
  works: Readonly<Record<K, Work>>,
  { most = 15, budget = 2500, warmUp = 2 }: Sampling = {},
): Promise<Record<K, number>> {
  const names = Object.keys(works) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  const begin = performance.now();
  for (let round = -warmUp; round < most; round++) {
    if (round >= 2 && performance.now() - begin > budget) break;
    if (round < 0 && performance.now() - begin > budget / 2) round = 0;
    for (const name of names) {
      const start = performance.now();
      await works[name]();
      if (round >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<K, number>;
}

/** Median milliseconds of one work. */
export async function timeOf(work: Work, sampling?: Sampling): Promise<number> {
  return (await timesOf({ work }, sampling)).work;
}

/** The middle value; of an even count the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}
