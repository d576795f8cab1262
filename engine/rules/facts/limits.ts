/** What a product's `limits` say, as numbers. */
import type { Product } from '../../topology/model.ts';

/** What a unit is in the units of the model: ms, bytes, bits per second, ratios. */
const units: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['ms', 1],
  ['s', 1_000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['KB', 2 ** 10],
  ['MB', 2 ** 20],
  ['GB', 2 ** 30],
  ['TB', 2 ** 40],
  ['Kbps', 1e3],
  ['Mbps', 1e6],
  ['Gbps', 1e9],
  ['Tbps', 1e12],
  ['%', 0.01],
]);

/** The limit `key` of a product in the units of the model; `undefined` where it states none, or no number. */
export function limitOf(product: Product | undefined, key: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([A-Za-z%]*)$/.exec(product?.limits[key] ?? '') ?? [];
  const factor = units.get(unit);
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}
