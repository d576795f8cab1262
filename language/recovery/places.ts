/** What may stand where, as far as the choice between two readings of damaged text needs it: told by keywords alone. */

import type { BodyEntry } from '../vocabulary/entry.ts';
import { modes, statementsCalled } from '../vocabulary/index.ts';
import { bodies } from '../vocabulary/table.ts';

/** Keyword of the file itself. */
export const FILE = 'file';

/** Whether the vocabulary knows bodies of `owner` and statements called `keyword`, and the one never stands in the other. */
export function isMisplaced(keyword: string, owner: string): boolean {
  const places = statementsCalled(keyword).flatMap((entry) => entry.standsIn);
  const ids = bodiesOf(owner).map(({ id }) => id);
  return places.length > 0 && ids.length > 0 && !places.some((place) => ids.includes(place));
}

/** Whether a body of `owner` takes a property or a statement that begins with `word`. */
export function takes(owner: string, word: string): boolean {
  return bodiesOf(owner).some(
    ({ properties, statements }) =>
      properties.some(({ property }) => property.key === word) || statements.some(({ keyword }) => keyword === word),
  );
}

/** How a statement's opening line looks: `vm NAME on HOST : TEMPLATE {`. */
export function openingOf(keyword: string): string | undefined {
  const form = statementsCalled(keyword).find((entry) => entry.hasBody)?.form;
  const end = form?.indexOf('{') ?? -1;
  return form && end > 0 ? form.slice(0, end + 1).replace(' : TEMPLATE', '') : undefined;
}

function bodiesOf(owner: string): readonly BodyEntry[] {
  if (owner === FILE) return present([bodies.get('file')]);
  const own = statementsCalled(owner).map(({ id, hasBody }) => (hasBody ? bodies.get(id) : undefined));
  // what a service holds depends on its mode, which the keyword does not tell
  return present(owner === 'service' ? [...own, ...modes.map(({ mode }) => bodies.get(mode))] : own);
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
