/** What the rules of the TextMate grammar are made of: patterns of words, and what they are called. */
import {
  bodies,
  outcomes,
  type PropertyEntry,
  statements,
  states,
  units,
  type WordEntry,
} from '../../language/vocabulary/index.ts';

export interface Rule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly patterns?: readonly Rule[];
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly beginCaptures?: Readonly<Record<string, Rule>>;
  readonly endCaptures?: Readonly<Record<string, Rule>>;
}

export const name = '[A-Za-z_\\u00AA-\\uFFFD][\\w\\u00AA-\\uFFFD-]*';
export const path = `${name}(?:\\.${name})*`;
export const listOf = (element: string) => `${element}(?:\\s*,\\s*${element})*`;
/** Nothing of a word or a path before; hyphens belong to words. */
export const before = '(?<![\\w.-])';
export const after = '(?![\\w-])';

/** Alternatives, longest first so that none hides another. */
export const oneOf = (words: Iterable<string>) =>
  `(?:${[...new Set(words)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|')})${after}`;
export const wordsOf = (entries: readonly WordEntry[]) => oneOf(entries.map((entry) => entry.word));

const properties = [...bodies.values()].flatMap((body) => body.properties.map((use) => use.property));
export const keysWhere = (test: (property: PropertyEntry) => boolean) =>
  oneOf(properties.filter(test).map((property) => property.key.replace(/^after any$/, 'after')));
export const kinds = oneOf(
  statements
    .filter(({ form, id }) => form.includes('NAME') && id !== 'template' && id !== 'rule')
    .map((s) => s.keyword),
);
/** What a step, an expectation or a claim speaks of: `san`, `network duplication`. */
export const target = `(?:${kinds}\\s+)?${path}`;
export const state = oneOf(states.map((entry) => entry.state));
export const outcome = oneOf(outcomes.map((entry) => entry.outcome));

export const unit = oneOf(units.filter((each) => each !== '%'));

export const scoped = (scope: string): Rule => ({ name: `${scope}.hatopo` });
export const include = (...rules: string[]): readonly Rule[] => rules.map((rule) => ({ include: `#${rule}` }));
/** What stands between brackets of a match, in their order. */
export const captures = (...scopes: (string | Rule)[]): Readonly<Record<string, Rule>> =>
  Object.fromEntries(
    scopes.map((scope, index) => [String(index + 1), typeof scope === 'string' ? scoped(scope) : scope]),
  );

export const KEYWORD = 'storage.type';
export const NAME = 'entity.name.type';
export const JOIN = 'keyword.operator.word';
export const CONTROL = 'keyword.control';
export const COLON = 'punctuation.separator.key-value';
export const KEY = 'support.type.property-name';
export const WORD = 'constant.language';
export const STATE = 'constant.language.state';
export const NUMBER = 'constant.numeric';
export const UNIT = 'keyword.other.unit';
/** Names that are used: only what is between them has a colour. */
export const names: Rule = { patterns: [{ match: ',', ...scoped('punctuation.separator.list') }] };
export const targets: Rule = { patterns: include('targets') };
export const values: Rule = { patterns: [{ match: name, ...scoped(WORD) }, ...(names.patterns ?? [])] };

/** A list ends with a word behind which no comma stands; an unfinished one with what can be no part of it. */
export const listEnd = `(?<=[\\w\\u00AA-\\uFFFD])(?![\\w\\u00AA-\\uFFFD.-]|\\s*,)|(?=[{}"])|(?=${before}${name}\\s*:)|(?=^\\s*(?:at\\s+\\d|expect\\s|scenario\\s*"|${kinds}\\s+${name}))`;

/** The inside of something between braces. */
export const between = (patterns: readonly Rule[]): Rule => ({
  begin: '\\{',
  beginCaptures: { 0: scoped('punctuation.section.block.begin') },
  end: '\\}',
  endCaptures: { 0: scoped('punctuation.section.block.end') },
  patterns,
});
