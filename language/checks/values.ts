/** Words that stand for values: modes, kinds, settings of clusters. */
import type { AstNode } from 'langium';
import type { WordEntry } from '../vocabulary/index.ts';
import {
  adapterUses,
  endpointKinds,
  keepLevels,
  modes,
  outcomes,
  propertyOf,
  resourceTypes,
  states,
  strengths,
} from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import { nameAlone } from './objectives.ts';
import { code, codes, or, similar } from './words.ts';

const message = {
  unknown: (p: { word: string; what: string; choices: readonly string[]; known: readonly string[] }) =>
    `${code(p.word)} is no ${p.what}. ${p.choices.length > 0 ? `Did you mean ${or(codes(p.choices))}?` : `Write ${or(codes(p.known))}.`}`,
  single: (p: { key: string; count: number }) => `${code(p.key)} takes one word, not ${p.count}.`,
};

const modeWords = modes.map((entry) => entry.mode as string);
const stateWords = states.map((entry) => entry.state);
const outcomeWords = outcomes.map((entry) => entry.outcome);

export const values: Check = {
  WordProperty: (property, context) => {
    const entry = propertyOf(property);
    if (entry?.value.is !== 'words') return;
    const { words, list, open } = entry.value;
    ofWords(property, 'values', property.values, words, `value of ${code(property.key)}`, context, open);
    if (!list && property.values.length > 1) {
      context.report({
        code: 'hatopo/too-many-words',
        message: message.single({ key: property.key, count: property.values.length }),
        place: { node: property, feature: 'values', index: 1 },
      });
    }
  },
  Nic: (nic, context) => ofWords(nic, 'uses', nic.uses, adapterUses, 'use of an adapter', context),
  Service: (service, context) => ofWord(service, 'mode', service.mode, modeWords, 'redundancy mode', context),
  Resource: (resource, context) =>
    ofWord(resource, 'resourceType', resource.resourceType, wordsOf(resourceTypes), 'type of resource', context),
  Endpoint: (endpoint, context) =>
    ofWord(endpoint, 'endpointKind', endpoint.endpointKind, wordsOf(endpointKinds), 'kind of endpoint', context),
  KeepRule: (rule, context) => {
    ofWords(rule, 'levels', rule.levels, keepLevels, 'place to keep apart across', context);
    ofWord(rule, 'strength', rule.strength, wordsOf(strengths), 'strength of a rule', context);
  },
  Expect: (expectation, context) => {
    ofWord(expectation, 'state', expectation.state, stateWords, 'state', context);
    ofWord(expectation, 'outcome', expectation.outcome, outcomeWords, 'outcome', context);
  },
  Objective: (objective, context) => {
    for (const claim of (objective.clauses ?? []).flatMap((clause) => clause.claims ?? [])) {
      // A name with no claim behind it is said to be one.
      if (nameAlone(claim) === undefined || claim.$containerIndex !== 0)
        ofWord(claim, 'state', claim.state, stateWords, 'state', context);
      ofWord(claim, 'outcome', claim.outcome, outcomeWords, 'outcome', context);
    }
  },
};

function wordsOf(entries: readonly WordEntry[]): readonly string[] {
  return entries.map((entry) => entry.word);
}

function ofWords(
  node: AstNode,
  feature: string,
  written: readonly string[] | undefined,
  entries: readonly WordEntry[],
  what: string,
  context: Context,
  open = false,
): void {
  written?.forEach((word, index) => {
    ofWord(node, feature, word, wordsOf(entries), what, context, open, index);
  });
}

/** `open`: other words are allowed, and only what looks like a slip of the pen is reported. */
function ofWord(
  node: AstNode,
  feature: string,
  word: string | undefined,
  known: readonly string[],
  what: string,
  { report }: Context,
  open = false,
  index?: number,
): void {
  if (word === undefined || word === '' || known.includes(word)) return;
  const choices = similar(word, known);
  if (open && choices.length === 0) return;
  report({
    code: 'hatopo/unknown-word',
    severity: open ? 'warning' : 'error',
    message: message.unknown({ word, what, choices, known }),
    place: { node, feature, ...(index !== undefined && { index }) },
    choices,
  });
}
