/** What one step of a path finds. */
import type { Measured, Timing } from '../../topology/model.ts';
import type { Around } from './around.ts';
import { type Amount, amount, type Item, type Value } from './values.ts';

/** What nothing of its kind has, such as the spares of a pair: neither stated nor not. */
export const inapplicable = Symbol('inapplicable');

/** A value or several, none included; `undefined` where the text does not state it. */
export type Found = Value | readonly Value[] | typeof inapplicable | undefined;

export type Read<Of extends Item = Item> = (of: Of, around: Around) => Found;

export const time = (timing: Timing | undefined): Amount | undefined => measured(timing?.value, 'time');

export function measured(value: number | undefined, of?: Measured): Amount | undefined {
  return value === undefined ? undefined : amount(value, of);
}
