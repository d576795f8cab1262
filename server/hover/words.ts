/** What a word of the language means where it stands: keywords, properties, values, states, injections. */
import { type AstNode, AstUtils, type CstNode } from 'langium';
import * as ast from '../../language/generated/ast.ts';
import {
  adapterUses,
  admissionPolicies,
  aspects,
  endpointKinds,
  injections,
  innerWords,
  keepLevels,
  type ModeEntry,
  mode,
  outcomes,
  type PropertyEntry,
  propertyOf,
  quorumKinds,
  resourceTypes,
  type StatementEntry,
  severities,
  statementOf,
  statementsCalled,
  states,
  strengths,
  type WordEntry,
} from '../../language/vocabulary/index.ts';
import { boundHere, meaningInRule } from './access.ts';
import { originMarkdown, valueTable } from './declaration.ts';
import { settingAt } from './settings.ts';
import type { ResolvedValue, Valued } from './values.ts';

type ValuesOf = (node: Valued) => readonly ResolvedValue[];

/** @param valuesOf the values that count for a statement, for what a property comes to */
export function wordMarkdown(leaf: CstNode, valuesOf: ValuesOf): string | undefined {
  const node = leaf.astNode;
  const text = leaf.text;
  if (!/^[\w-]/.test(text)) return undefined;
  const setting = AstUtils.getContainerOfType(node, ast.isSetting);
  if (setting) return settingAt(setting);
  if (ast.isAccess(node) || ast.isQuantified(node)) {
    const meaning = ast.isAccess(node) ? meaningInRule(leaf, node) : boundHere(leaf, node);
    if (meaning)
      return 'property' in meaning
        ? propertyMarkdown(meaning.property)
        : wordLine(meaning.word, meaning.summary, meaning.what);
  }
  const property = AstUtils.getContainerOfType(node, ast.isProperty);
  if (property) return ofProperty(leaf, property, valuesOf);
  const item = AstUtils.getContainerOfType(node, ast.isItem);
  if (!item) return undefined;
  if (leaf.offset === item.$cstNode?.offset) {
    const statement = statementOf(item);
    if (statement && ast.isBlock(item)) return joined(statementMarkdown(statement), valueTable(valuesOf(item)));
    if (statement) return statementMarkdown(statement);
  }
  return ofWordIn(item, text, leaf);
}

function ofProperty(leaf: CstNode, property: ast.Property, valuesOf: ValuesOf): string | undefined {
  const entry = propertyOf(property);
  if (!entry) return undefined;
  const value = valueWord(entry, leaf.text);
  if (value && leaf.offset !== property.$cstNode?.offset)
    return wordLine(value.word, value.summary, `a value of \`${entry.key}\``);
  const owner = property.$container;
  const counts = isValued(owner) ? valuesOf(owner).find((each) => each.property === entry.key) : undefined;
  return propertyMarkdown(entry, counts, property.$cstNode?.text);
}

function valueWord(entry: PropertyEntry, text: string): WordEntry | undefined {
  const words =
    entry.value.is === 'words'
      ? entry.value.words
      : entry.key === 'quorum'
        ? quorumKinds
        : entry.key === 'admission'
          ? admissionPolicies
          : [];
  return words.find(({ word }) => word === text);
}

function ofWordIn(item: ast.Item, text: string, leaf: CstNode): string | undefined {
  switch (item.$type) {
    case 'Service': {
      const entry = mode(text);
      return entry && modeMarkdown(entry);
    }
    case 'Endpoint':
      return ofList(endpointKinds, text, 'a kind of endpoint');
    case 'Resource':
      return ofList(resourceTypes, text, 'a type of resource');
    case 'KeepRule':
      return ofList([...keepLevels, ...strengths], text, 'of a placement rule') ?? ofInner(item, text);
    case 'Nic':
      return ofList(adapterUses, text, 'a use of an adapter') ?? ofInner(item, text);
    case 'AuthorRule':
      return ofList(severities, text, 'a severity') ?? ofInner(item, text);
    case 'At':
    case 'Expect':
    case 'Objective':
      return ofScenarioWord(item, text, leaf);
    default:
      return ofInner(item, text);
  }
}

function ofScenarioWord(item: ast.Item, text: string, leaf: CstNode): string | undefined {
  const injection = ast.isAt(item) && injections.find(({ verb }) => verb === text);
  if (injection) return titled(injection.form, `${injection.summary}. Of ${injection.applies}.`, injection.details);
  if (ast.isTarget(leaf.astNode) && leaf.astNode.kind === text) {
    const [statement] = statementsCalled(text);
    return statement && wordLine(text, `${statement.summary}.`, 'a kind word: it says which of equal names is meant');
  }
  if (ast.isObjectiveClause(leaf.astNode) && leaf.astNode.kinds?.includes(text as ast.KindWord)) {
    const [statement] = statementsCalled(text);
    if (statement)
      return wordLine(text, `${statement.summary}.`, 'a kind: each one of the topology fails in a run of its own');
  }
  const state = states.find((entry) => entry.state === text);
  if (state) return wordLine(text, state.summary, 'a state');
  const outcome = outcomes.find((entry) => entry.outcome === text);
  if (outcome) return wordLine(text, outcome.summary, 'an outcome');
  return ofInner(item, text) ?? (text in aspects ? ofInner(item, text) : undefined);
}

function ofInner(item: ast.Item, text: string): string | undefined {
  const keyword = statementOf(item)?.keyword ?? '';
  const entries = innerWords.filter(({ word }) => word === text);
  const entry = entries.find((each) => each.in.split(', ').some((place) => place.startsWith(keyword))) ?? entries[0];
  return entry && wordLine(entry.word, `${entry.summary}.`, `in ${entry.in}`);
}

function ofList(words: readonly WordEntry[], text: string, what: string): string | undefined {
  const entry = words.find(({ word }) => word === text);
  return entry && wordLine(entry.word, entry.summary, what);
}

export function statementMarkdown(statement: StatementEntry): string {
  return titled(statement.form, `${statement.summary}.`, statement.details);
}

export function modeMarkdown(entry: ModeEntry): string {
  return titled(`service NAME : ${entry.mode}`, `${entry.summary}.`, entry.details);
}

/** Longer ones are not repeated. */
const readable = 120;

/** A property: as it is written here, else how it is written; what it means, what holds where it is not written, and what counts here. */
export function propertyMarkdown(entry: PropertyEntry, counts?: ResolvedValue, written = ''): string {
  const text = written.replace(/\s+/g, ' ');
  const standard = entry.default && `Not written: ${entry.default.text} (${entry.default.source}).`;
  const here = counts && counts.from !== 'stated' ? `Here: ${counts.value} (${originMarkdown(counts)}).` : undefined;
  const form = text === '' || text.length > readable ? entry.form : text;
  return titled(form, `${entry.summary}.`, entry.details, standard, here);
}

function titled(form: string, ...parts: (string | undefined)[]): string {
  return [`\`\`\`hatopo\n${form}\n\`\`\``, ...parts.filter(Boolean)].join('\n\n');
}

function wordLine(word: string, summary: string, what: string): string {
  return `**${word}** (${what})\n\n${summary}`;
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join('\n\n');
}

function isValued(node: AstNode): node is Valued {
  return ast.isDeclaration(node) || ast.isBlock(node);
}
