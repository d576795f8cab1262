/** Variables of an author's rule, where an editor asks for names: `p` in `all p in services: …`, and in its message. */
import type { LangiumDocument } from 'langium';
import type { Position } from 'vscode-languageserver-protocol';
import { namesInRule, type RuleVariable, type VariablePlace, variableAt } from '../language/rule-names.ts';
import { Refusal } from './requests/refusal.ts';
import { isCurrent, leafAt } from './text.ts';

export interface VariableHere extends RuleVariable {
  /** The place that is asked about. */
  readonly here: VariablePlace;
}

/** The variable at a place of a text. */
export function variableIn(document: LangiumDocument, position: Position): VariableHere | undefined {
  const offset = document.textDocument.offsetAt(position);
  const leaf = isCurrent(document) ? leafAt(document, offset) : undefined;
  const variable = leaf && variableAt(leaf, offset);
  const here = variable?.places.find(({ start, end }) => start <= offset && offset <= end);
  return variable && here && { ...variable, here };
}

/** What binds, joins and quantifies: no variable can be called so. */
const words: readonly string[] = ['all', 'any', 'count', 'in', 'not', 'and', 'or', 'implies'];

/** @throws {Refusal} where the rule would say something else with the name */
export function refuseClash({ name, rule }: RuleVariable, newName: string): void {
  if (words.includes(newName)) throw new Refusal(`${newName} is a word of conditions. Choose another name.`);
  const { variables, firstWords } = namesInRule(rule);
  if (variables.has(newName) || firstWords.has(newName))
    throw new Refusal(
      `With the name ${newName} for ${name}, the rule ${rule.name} would mean something else where it says ${newName}. Choose another name.`,
    );
}
