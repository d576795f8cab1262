/** Words that begin neither a statement nor a property. */

import { bodyOf, itemsAllowedIn } from '../vocabulary/index.ts';
import type { Check } from './check.ts';
import { code, codes, meant, similar, some } from './words.ts';

const message = {
  property: (p: { key: string; title: string; takes: readonly string[]; choices: readonly string[] }) =>
    `${code(p.key)} is no property of ${p.title}.${meant(p.choices) || takes(p.takes)}`,
  statement: (p: { keyword: string; choices: readonly string[]; begin: readonly string[] }) =>
    `${code(p.keyword)} begins no statement.${meant(p.choices) || ` What may stand here begins with ${some(codes(p.begin), 8)}.`}`,
};

export const unknown: Check = {
  UnknownProperty: (property, { report }) => {
    const body = bodyOf(property.$container);
    // In a statement that is unknown itself there is nothing to compare with.
    if (!body) return;
    const known = body.properties.map((use) => use.property.key);
    const choices = similar(property.key, known);
    report({
      code: 'hatopo/unknown-property',
      message: message.property({ key: property.key, title: body.title, takes: known, choices }),
      place: { node: property, feature: 'key' },
      choices,
    });
  },
  UnknownStatement: (statement, { report }) => {
    const allowed = itemsAllowedIn(statement.$container);
    const begin = [...new Set(allowed.statements.map((entry) => entry.keyword))];
    const words = [...begin, ...allowed.properties.map((use) => use.property.key)];
    const choices = similar(statement.keyword, words);
    report({
      code: 'hatopo/unknown-statement',
      message: message.statement({ keyword: statement.keyword, choices, begin }),
      place: { node: statement, feature: 'keyword' },
      choices,
    });
  },
};

function takes(keys: readonly string[]): string {
  return keys.length === 0 ? '' : ` It takes ${some(codes(keys), 8)}.`;
}
