/** Explains a rule, or a code of the language. */
import { authorRules } from '../engine/rules/author/index.ts';
import { explained } from './findings/codes.ts';
import { pageOn } from './findings/page.ts';
import { type Fields, readInput, schemaOf } from './input.ts';
import { loadedText } from './texts.ts';
import type { Tool } from './tool.ts';

const fields = {
  rule: {
    type: 'string',
    description:
      'The code of a finding: avaya/dup-link-present, without its pack where that is enough (pair-same-host), or one of the language (hatopo/unresolved-name).',
  },
  file: {
    type: 'string',
    description: 'Path of the .hatopo file in which the rule is written, where its author wrote it (author/NAME).',
  },
  text: { type: 'string', description: 'The text in which it is written, instead of a file.' },
} as const satisfies Fields;

export const explainRule: Tool = {
  name: 'explain_rule',
  title: 'Explain a rule',
  description:
    "Returns the page of a rule that hatopo checks: what it says, why, which vendor's document says so and where, texts that break and keep it or the address at which they stand, and how a finding is silenced.",
  input: schemaOf(fields, ['rule']),
  async answer(input, desk) {
    const { rule = '', ...which } = readInput(input, fields, ['rule']);
    const isWritten = which.file !== undefined || which.text !== undefined;
    const written = isWritten ? authorRules((await loadedText(which, desk)).topology) : [];
    return { text: pageOn(explained(rule, written)) };
  },
};
