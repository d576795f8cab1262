/** Rules of the author: what their conditions and messages speak of. */
import type { Access, AuthorRule, Binary, Expression } from '../generated/ast.ts';
import { isAccess, isBinary, isLiteral, isNot, isQuantified } from '../generated/ast.ts';
import { resolveName, viewOf } from '../scope/resolve.ts';
import { type BodyId, bodies, modes, type Value } from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import type { Place } from './finding.ts';
import { flawOf } from './measures.ts';
import { WHOLE } from './places.ts';
import { type Bound, collections, kindsIn, type Meaning, meaningIn, meaningOf, namesOf } from './rule-paths.ts';
import { code, codes, meant, or, similar, some } from './words.ts';

const message = {
  collection: (p: { word: string; choices: readonly string[] }) =>
    `There are no ${code(p.word)} to go through.${meant(p.choices) || ` There are ${some(codes(collections))}.`}`,
  mode: (p: { word: string; choices: readonly string[] }) =>
    `${code(p.word)} is no redundancy mode.${meant(p.choices)}`,
  variable: (p: { word: string; known: readonly string[]; choices: readonly string[] }) =>
    `${code(p.word)} is not bound here.${meant(p.choices) || ` Write ${code(`all ${p.word} in …`)} around it.`}`,
  path: (p: { word: string; of: string; choices: readonly string[]; known: readonly string[] }) =>
    `${code(p.word)} is nothing that ${p.of} has.${meant(p.choices) || ` It has ${some(codes(p.known), 8)}.`}`,
  value: (p: { word: string; path: string; choices: readonly string[]; known: readonly string[] }) =>
    `${code(p.word)} is no value of ${code(p.path)}.${meant(p.choices) || ` Write ${or(codes(p.known))}.`}`,
};

const modeWords: readonly string[] = modes.map((entry) => entry.mode);

export const rules: Check = {
  AuthorRule: (rule, context) => {
    const everywhere = new Map<string, readonly BodyId[]>();
    checkExpression(rule.condition, new Map(), everywhere, context);
    if (rule.condition) checkMessage(rule, everywhere, context);
  },
};

/** @param all takes every variable that is bound anywhere */
function checkExpression(
  expression: Expression | undefined,
  bound: Bound,
  all: Map<string, readonly BodyId[]>,
  context: Context,
): void {
  if (isBinary(expression)) {
    checkExpression(expression.left, bound, all, context);
    checkExpression(expression.right, bound, all, context);
    checkComparison(expression, bound, context);
  } else if (isNot(expression)) checkExpression(expression.operand, bound, all, context);
  else if (isQuantified(expression)) {
    const kinds = expression.collection ? checkCollection(expression.collection, bound, context) : [];
    const { variable } = expression;
    if (variable) all.set(variable, kinds);
    checkExpression(expression.condition, variable ? new Map([...bound, [variable, kinds]]) : bound, all, context);
  } else if (isAccess(expression)) checkAccess(expression, bound, context);
}

/** `services(duplication)`, `hosts`, or what something bound has: `p.members`. Gives the kinds of what is in it. */
function checkCollection(access: Access, bound: Bound, context: Context): readonly BodyId[] {
  const [first] = access.names ?? [];
  if (!first) return [];
  if (access.names.length > 1) {
    const meaning = checkAccess(access, bound, context);
    return meaning && 'kinds' in meaning ? meaning.kinds : [];
  }
  if (!collections.includes(first)) {
    const choices = similar(first, collections);
    unknown(
      message.collection({ word: first, choices }),
      { node: access, feature: 'names', index: 0 },
      choices,
      context,
    );
    return [];
  }
  if (first !== 'services') return kindsIn(first, []);
  const words = access.arguments ?? [];
  words.forEach((word, index) => {
    if (modeWords.includes(word)) return;
    const choices = similar(word, modeWords);
    unknown(message.mode({ word, choices }), { node: access, feature: 'arguments', index }, choices, context);
  });
  return words.every((word) => modeWords.includes(word)) ? kindsIn(first, words) : [];
}

/** A path begins with something bound; a single word may be a value, such as `san`. */
function checkAccess(access: Access, bound: Bound, context: Context): Meaning | undefined {
  const names = access.names ?? [];
  if (isQualified(names, bound, access, context)) return undefined;
  const wrong = firstWrong(names, bound);
  if (!wrong) return meaningOf(names, bound);
  unknown(wrong.text, { node: access, feature: 'names', index: wrong.index }, wrong.choices, context);
  return undefined;
}

/** A name behind that of the site or machine in which it stands, compared with a path to things: `h.rack = HQ.R1`. */
function isQualified(names: readonly string[], bound: Bound, access: Access, context: Context): boolean {
  const [holder = ''] = names;
  const around = access.$container;
  if (names.length !== 2 || bound.has(holder) || !isBinary(around)) return false;
  const other = around.left === access ? around.right : around.left;
  const meaning = isAccess(other) ? meaningOf(other.names ?? [], bound) : undefined;
  if (!meaning || !('kinds' in meaning) || meaning.kinds.length === 0) return false;
  const view = viewOf(context.document, context.documents);
  return resolveName(holder, access, ['Site', 'Host', 'Server', 'Vm', 'Service'], view).found !== undefined;
}

interface Wrong {
  readonly index: number;
  readonly text: string;
  readonly choices: readonly string[];
}

/** The first name of a path that means nothing where it stands. */
function firstWrong(names: readonly string[], bound: Bound): Wrong | undefined {
  const [first] = names;
  if (!first || (names.length < 2 && !bound.has(first))) return undefined;
  if (!bound.has(first)) {
    const choices = similar(first, [...bound.keys()]);
    return { index: 0, text: message.variable({ word: first, known: [...bound.keys()], choices }), choices };
  }
  for (let index = 1; index < names.length; index++) {
    const before = meaningOf(names.slice(0, index), bound);
    const word = names[index] ?? '';
    if (!before || !('kinds' in before) || before.kinds.length === 0) return undefined;
    if (meaningIn(before.kinds, word)) continue;
    const known = namesOf(before.kinds);
    const choices = similar(word, known);
    const of = or(before.kinds.map((kind) => bodies.get(kind)?.title ?? kind));
    return { index, text: message.path({ word, of, choices, known }), choices };
  }
  return undefined;
}

/** A value that is compared with a number or a word: units, ranges, the words that there are. */
function checkComparison({ left, operator, right }: Binary, bound: Bound, context: Context): void {
  for (const [path, other] of [
    [left, right],
    [right, left],
  ]) {
    if (!isAccess(path) || (path.names?.length ?? 0) < 2) continue;
    const meaning = meaningOf(path.names, bound);
    if (meaning && 'value' in meaning && meaning.value)
      checkValue(meaning.value, path.names.join('.'), operator, other, context);
  }
}

function checkValue(
  value: Value,
  path: string,
  operator: string,
  other: Expression | undefined,
  context: Context,
): void {
  if (isLiteral(other) && other.measure) {
    const flaw = flawOf(other.measure, unlimited(value), code(path), `${path} ${operator} `);
    if (flaw) context.report({ ...flaw, place: { node: other.measure, feature: WHOLE } });
    return;
  }
  const [word, ...more] = isAccess(other) ? (other.names ?? []) : [];
  if (value.is !== 'words' || value.open || word === undefined || more.length > 0) return;
  const known = value.words.map((entry) => entry.word);
  if (known.includes(word)) return;
  const choices = similar(word, known);
  const place = { node: other as Access, feature: 'names', index: 0 };
  unknown(message.value({ word, path, choices, known }), place, choices, context);
}

/** Compared with, a number may lie outside of what the property takes. */
function unlimited(value: Value): Value {
  if (value.is === 'number') return { ...value, least: 0, most: Number.POSITIVE_INFINITY };
  return value.is === 'quantity' ? { is: 'quantity', unit: value.unit } : value;
}

/** The paths between braces in the message of a rule. */
function checkMessage(rule: AuthorRule, bound: Bound, context: Context): void {
  for (const [, path = ''] of (rule.message ?? '').matchAll(/\{([^{}]*)\}/g)) {
    const names = path.trim().split('.');
    const wrong = firstWrong(names.length > 1 ? names : [...names, 'name'], bound);
    if (wrong) unknown(wrong.text, { node: rule, feature: 'message' }, [], context);
  }
}

function unknown(text: string, place: Place, choices: readonly string[], { report }: Context): void {
  report({ code: 'hatopo/unknown-word', message: text, place, choices });
}
