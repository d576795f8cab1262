/** The condition of an author's rule: what can be gone through, what a path may say next, what a value may be. */
import { collections, kindsIn, type Meaning, meaningIn, namesOf } from '../../language/checks/rule-paths.ts';
import { type BodyId, bodies, innerWords, modes, type WordEntry } from '../../language/vocabulary/index.ts';
import type { Cursor } from './cursor.ts';
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

/** What the variables of a condition stand for. */
type Bound = ReadonlyMap<string, readonly BodyId[]>;

/** Reads a condition up to its brace. */
export function readRule(cursor: Cursor): boolean {
  const from = cursor.mark();
  for (;;) {
    if (cursor.atEnd) {
      const words = wordsAfter(cursor.since(from));
      if (words.length > 0) cursor.allow({ is: 'words', words, what: 'in a rule' });
      return false;
    }
    if (cursor.take('}') || cursor.leavesBody()) return true;
    cursor.next();
  }
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
    const meaning = path.length === 1 && !bound.has(path[0] ?? '') ? undefined : meaningOf(path, bound);
    bound.set(variable.text, meaning ? kindsOf(meaning) : kindsIn(path[0] ?? '', modesNamed));
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

const kindsOf = (meaning: Meaning | undefined): readonly BodyId[] =>
  meaning && 'kinds' in meaning ? meaning.kinds : [];

function meaningOf([first = '', ...rest]: readonly string[], bound: Bound): Meaning | undefined {
  let meaning: Meaning | undefined = { kinds: bound.get(first) ?? [] };
  for (const name of rest) meaning = meaningIn(kindsOf(meaning), name);
  return meaning;
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
