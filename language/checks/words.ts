/** Pieces of sentences. */

import { similarNames } from '../../engine/topology/names.ts';
import type { Declaration } from '../generated/ast.ts';
import { type BodyEntry, modes, type ReferenceKind, statements } from '../vocabulary/index.ts';

const kindsByType = new Map<string, ReferenceKind>(
  statements.filter((entry) => entry.id !== 'virtual nic').map((entry) => [entry.type, entry.keyword as ReferenceKind]),
);

/** The author's word for what a declaration is: `host`, `failover-cluster`. */
export function kindOf(declaration: Declaration): ReferenceKind {
  return kindsByType.get(declaration.$type) ?? 'rule';
}

const titles = new Map<ReferenceKind, string>(
  statements
    .filter((entry) => entry.id !== 'virtual nic')
    .map((entry) => [entry.keyword as ReferenceKind, entry.title]),
);

/** With its article: `a host`, `an endpoint`. */
export function aKind(kind: ReferenceKind): string {
  return titles.get(kind) ?? `a ${kind}`;
}

/** What a declaration is, with its article. */
export function aKindOf(declaration: Declaration): string {
  return aKind(kindOf(declaration));
}

/** What a service of a mode is, with its article: `an active-active service`. */
export function aService(mode: string): string {
  return modes.find((entry) => entry.mode === mode)?.title ?? 'a service';
}

/** `a vm, server or service` */
export function oneOfKinds(kinds: readonly ReferenceKind[]): string {
  const [first, ...rest] = kinds;
  if (!first) return 'nothing';
  return or([aKind(first), ...rest.map((kind) => aKind(kind).replace(/^an? /, ''))]);
}

/** `a, b and c` */
export function and(items: readonly string[]): string {
  return joined(items, 'and');
}
/** `a, b or c` */
export function or(items: readonly string[]): string {
  return joined(items, 'or');
}
function joined(items: readonly string[], last: string): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** In code marks: `` `memory` ``. */
export function code(text: string): string {
  return `\`${text}\``;
}
export function codes(texts: readonly string[]): string[] {
  return texts.map(code);
}

/** At most `most` of some, then how many more there are: `a, b, c and 4 more`. */
export function some(items: readonly string[], most = 6): string {
  if (items.length <= most) return and(items);
  return `${items.slice(0, most - 1).join(', ')} and ${items.length - most + 1} more`;
}

/** Where something stands: `in a host`, `at the top level of a file`. */
export function within(body: Pick<BodyEntry, 'id' | 'title'>): string {
  return body.id === 'file' ? 'at the top level of a file' : `in ${body.title}`;
}

/** With a capital letter, and `.` at the end. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}

/** ` Did you mean x or y?`, or nothing. */
export function meant(choices: readonly string[]): string {
  return choices.length > 0 ? ` Did you mean ${or(codes(choices))}?` : '';
}

/** The known words that a misspelt one may stand for, best first. */
export function similar(word: string, known: readonly string[]): readonly string[] {
  // Damaged text may leave a word out.
  return word ? similarNames(word, known) : [];
}
