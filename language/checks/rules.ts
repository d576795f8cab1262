/** Rules of the author: the words of their conditions that can be known. */
import type { Access, Expression } from '../generated/ast.ts';
import { isAccess, isBinary, isNot, isQuantified } from '../generated/ast.ts';
import { modes, statements } from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import { code, codes, meant, similar, some } from './words.ts';

const message = {
  collection: (p: { word: string; choices: readonly string[] }) =>
    `There are no ${code(p.word)} to go through.${meant(p.choices) || ` There are ${some(codes(collections))}.`}`,
  mode: (p: { word: string; choices: readonly string[] }) =>
    `${code(p.word)} is no redundancy mode.${meant(p.choices)}`,
  variable: (p: { word: string; known: readonly string[]; choices: readonly string[] }) =>
    `${code(p.word)} is not bound here.${meant(p.choices) || ` Write ${code(`all ${p.word} in …`)} around it.`}`,
};

/** What a rule can go through: everything that has a name, in the plural. */
const collections: readonly string[] = statements
  .filter((entry) =>
    [
      'site',
      'rack',
      'circuit',
      'switch',
      'network',
      'link',
      'storage',
      'cluster',
      'host',
      'server',
      'vm',
      'service',
      'failover-cluster',
      'endpoint',
    ].includes(entry.id),
  )
  .map((entry) => plural(entry.keyword));
const modeWords: readonly string[] = modes.map((entry) => entry.mode);

export const rules: Check = {
  AuthorRule: (rule, context) => checkExpression(rule.condition, [], context),
};

function checkExpression(expression: Expression | undefined, bound: readonly string[], context: Context): void {
  if (isBinary(expression)) {
    checkExpression(expression.left, bound, context);
    checkExpression(expression.right, bound, context);
  } else if (isNot(expression)) checkExpression(expression.operand, bound, context);
  else if (isQuantified(expression)) {
    if (expression.collection) checkCollection(expression.collection, bound, context);
    checkExpression(expression.condition, expression.variable ? [...bound, expression.variable] : bound, context);
  } else if (isAccess(expression)) checkAccess(expression, bound, context);
}

/** `services(duplication)`, `hosts`, or what something bound has: `p.members`. */
function checkCollection(access: Access, bound: readonly string[], context: Context): void {
  const [first] = access.names ?? [];
  if (!first) return;
  if (access.names.length > 1) {
    checkAccess(access, bound, context);
    return;
  }
  if (!collections.includes(first)) {
    const choices = similar(first, collections);
    context.report({
      code: 'hatopo/unknown-word',
      message: message.collection({ word: first, choices }),
      place: { node: access, feature: 'names', index: 0 },
      choices,
    });
    return;
  }
  if (first !== 'services') return;
  access.arguments?.forEach((word, index) => {
    if (modeWords.includes(word)) return;
    const choices = similar(word, modeWords);
    context.report({
      code: 'hatopo/unknown-word',
      message: message.mode({ word, choices }),
      place: { node: access, feature: 'arguments', index },
      choices,
    });
  });
}

/** A path begins with something bound; a single word may be a value, such as `san`. */
function checkAccess(access: Access, bound: readonly string[], { report }: Context): void {
  const [first] = access.names ?? [];
  if (!first || access.names.length < 2 || bound.includes(first)) return;
  const choices = similar(first, bound);
  report({
    code: 'hatopo/unknown-word',
    message: message.variable({ word: first, known: bound, choices }),
    place: { node: access, feature: 'names', index: 0 },
    choices,
  });
}

function plural(word: string): string {
  if (word === 'storage') return 'storages';
  return /(s|x|ch)$/.test(word) ? `${word}es` : `${word}s`;
}
