/** The condition of an author's rule: what can be gone through, what a path may say next, what a value may be. */
import {
  type Bound,
  collections,
  kindsOf,
  kindsThrough,
  meaningOf,
  namesOf,
} from '../../language/checks/rule-paths.ts';
import {
  type BodyId,
  bodies,
  innerWords,
  modes,
  type PropertyEntry,
  type ReferenceKind,
  statements,
  type WordEntry,
} from '../../language/vocabulary/index.ts';
import type { Cursor } from './cursor.ts';
import type { Expected, Frame } from './expected.ts';
import type { Token } from './tokens.ts';

const ruleWords: readonly WordEntry[] = innerWords
  .filter((entry) => entry.in.includes('rule') && !['error', 'warning', 'info'].includes(entry.word))
  .map(({ word, summary }) => ({ word, summary: `${summary}.` }));

const only = (...words: readonly string[]) => ruleWords.filter(({ word }) => words.includes(word));
const starts = only('all', 'any', 'count', 'not');
const joints = only('and', 'or', 'implies');
const modeWords: readonly WordEntry[] = modes.map(({ mode, summary }) => ({ word: mode, summary: `${summary}.` }));

const quantifiers: ReadonlySet<string> = new Set(['all', 'any', 'count']);
const comparisons: ReadonlySet<string> = new Set(['=', '==', '!=', '<', '<=', '>', '>=']);

/** Reads a condition up to its brace. */
export function readRule(cursor: Cursor): boolean {
  const from = cursor.mark();
  for (;;) {
    if (cursor.atEnd) {
      const tokens = cursor.since(from);
      const compared = comparedWith(tokens);
      if (compared) cursor.allow(...compared.values(cursor.frame));
      if (compared && !compared.goesOn) return false;
      const words = wordsAfter(tokens);
      if (words.length > 0) cursor.allow({ is: 'words', words, what: 'in a rule', late: compared !== undefined });
      return false;
    }
    if (cursor.take('}') || cursor.leavesBody()) return true;
    cursor.next();
  }
}

/** What may follow in a message, between braces, behind a path of what the condition binds: `{p.active.host`. */
export function wordsInMessage(path: readonly string[], condition: readonly Token[]): readonly WordEntry[] {
  const bound = boundBy(condition);
  return path.length === 0 ? variables(bound) : propertiesOf(path, bound);
}

interface Compared {
  /** What may stand there besides words of the language. */
  readonly values: (frame: Frame) => readonly Expected[];
  /** Whether words may stand there too. */
  readonly goesOn: boolean;
}

/** What a property may be compared with, at the end of the tokens: names, amounts, or the unit of one. */
function comparedWith(tokens: readonly Token[]): Compared | undefined {
  const at = tokens.findLastIndex(({ text }) => comparisons.has(text));
  const behind = tokens.slice(at + 1);
  if (at < 0 || behind.length > 4) return undefined;
  const bound = boundBy(tokens);
  const path = pathBefore(tokens.slice(0, at));
  const meaning = meaningOf(path, bound);
  if (meaning && 'kinds' in meaning) {
    const kinds = meaning.kinds.filter(isNamed);
    const isOpen = behind.length === 0 || behind.at(-1)?.text === '.';
    const qualifier = isOpen ? pathBefore(behind.slice(0, -1)) : [];
    if (!isOpen || kinds.length === 0 || bound.has(qualifier[0] ?? '')) return undefined;
    return { values: () => [{ is: 'reference', kinds, qualifier, taken: [] }], goesOn: behind.length === 0 };
  }
  const property = propertyAt(path, bound);
  if (behind.length === 0 && property) return { values: (frame) => [{ is: 'value', property, frame }], goesOn: true };
  const [number] = behind;
  if (behind.length !== 1 || number?.kind !== 'NUMBER' || property?.value.is !== 'quantity') return undefined;
  const { unit } = property.value;
  return { values: () => [{ is: 'unit', unit }], goesOn: false };
}

/** The property that a path ends with. */
function propertyAt(path: readonly string[], bound: Bound): PropertyEntry | undefined {
  const key = path.at(-1) ?? '';
  return kindsOf(meaningOf(path.slice(0, -1), bound))
    .map((kind) => bodies.get(kind)?.byKey.get(key)?.property)
    .find((property) => property !== undefined);
}

/** What has a name that a rule may compare with. */
function isNamed(kind: BodyId): kind is BodyId & ReferenceKind {
  return statements.some(({ id, form }) => id === kind && /^\S+ NAME/.test(form));
}

function wordsAfter(tokens: readonly Token[]): readonly WordEntry[] {
  const bound = boundBy(tokens);
  const [before, last] = [tokens.at(-2)?.text ?? '', tokens.at(-1)];
  if (!last) return starts;
  if (last.text === '.') return propertiesOf(pathBefore(tokens.slice(0, -1)), bound);
  if (isInModes(tokens)) return modeWords;
  if (quantifiers.has(last.text) && before !== '.') return [];
  if (quantifiers.has(before) && last.word) return only('in');
  if (last.text === 'in') return [...collectionWords, ...variables(bound)];
  if (comparisons.has(last.text)) return [...valuesOf(pathBefore(tokens.slice(0, -1)), bound), ...variables(bound)];
  const isOperand =
    last.text === ')' || (last.word && !/^(and|or|implies|not)$/.test(last.text)) || /^[A-Z]+$/.test(last.kind);
  return isOperand ? joints : [...starts, ...variables(bound)];
}

/** Inside the parentheses of `services(…)`. */
function isInModes(tokens: readonly Token[]): boolean {
  const open = tokens.findLastIndex(({ text }) => text === '(');
  return tokens[open - 1]?.text === 'services' && !tokens.slice(open).some(({ text }) => text === ')');
}

function boundBy(tokens: readonly Token[]): Bound {
  const bound = new Map<string, readonly BodyId[]>();
  tokens.forEach((token, at) => {
    const variable = tokens[at + 1];
    if (!quantifiers.has(token.text) || tokens[at - 1]?.text === '.' || !variable || tokens[at + 2]?.text !== 'in')
      return;
    const path = pathFrom(tokens, at + 3);
    const modesNamed = tokens[at + 4]?.text === '(' ? wordsUpTo(tokens, at + 5) : [];
    bound.set(variable.text, kindsThrough(path, modesNamed, bound));
  });
  return bound;
}

function wordsUpTo(tokens: readonly Token[], from: number): readonly string[] {
  const end = tokens.findIndex(({ text }, at) => at >= from && text === ')');
  return tokens.slice(from, end < 0 ? undefined : end).map(({ text }) => text);
}

/** The names of the path that begins at a token. */
function pathFrom(tokens: readonly Token[], from: number): readonly string[] {
  const names: string[] = [];
  for (let at = from; tokens[at]?.word; at += 2) {
    names.push(tokens[at]?.text ?? '');
    if (tokens[at + 1]?.text !== '.') break;
  }
  return names;
}

/** The names of the path that ends with the tokens. */
function pathBefore(tokens: readonly Token[]): readonly string[] {
  const names: string[] = [];
  for (let at = tokens.length - 1; tokens[at]?.word; at -= 2) {
    names.unshift(tokens[at]?.text ?? '');
    if (tokens[at - 1]?.text !== '.') break;
  }
  return names;
}

const collectionWords: readonly WordEntry[] = collections.map((word) => ({
  word,
  summary: word === 'services' ? 'All services; of one mode `services(duplication)`.' : `All ${word} of the topology.`,
}));

function variables(bound: Bound): readonly WordEntry[] {
  return [...bound].map(([word, kinds]) => ({
    word,
    summary: `One of them: ${kinds.map((kind) => bodies.get(kind)?.title ?? kind).join(' or ') || 'not known of what'}.`,
  }));
}

function propertiesOf(path: readonly string[], bound: Bound): readonly WordEntry[] {
  const kinds = kindsOf(meaningOf(path, bound));
  return namesOf(kinds).map((word) => {
    const property = kinds
      .flatMap((kind) => bodies.get(kind)?.properties ?? [])
      .find((each) => each.property.key === word)?.property;
    return { word, summary: property ? `${property.summary}.` : `The ${word} of ${path.join('.')}.` };
  });
}

/** The words that may be the value of what is compared. */
function valuesOf(path: readonly string[], bound: Bound): readonly WordEntry[] {
  const meaning = meaningOf(path, bound);
  const value = meaning && 'value' in meaning ? meaning.value : undefined;
  if (path.at(-1) === 'mode') return modeWords;
  return value?.is === 'words' ? value.words : [];
}
