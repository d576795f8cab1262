/** What a word in the condition of an author's rule means: a variable, what is gone through, what a path says. */
import { type AstNode, type CstNode, GrammarUtils } from 'langium';
import {
  type Bound,
  collections,
  kindsOf,
  kindsThrough,
  meaningIn,
  meaningOf,
} from '../../language/checks/rule-paths.ts';
import * as ast from '../../language/generated/ast.ts';
import { type BodyId, bodies, mode, type PropertyEntry } from '../../language/vocabulary/index.ts';

export type WordMeaning =
  | { readonly property: PropertyEntry }
  /** Things of some kinds, as people call them. */
  | { readonly word: string; readonly what: string; readonly summary: string };

export function meaningInRule(leaf: CstNode, access: ast.Access): WordMeaning | undefined {
  const at = GrammarUtils.findNodesForProperty(access.$cstNode, 'names').findIndex(
    ({ offset }) => offset === leaf.offset,
  );
  const names = access.names ?? [];
  const word = names[at];
  const entry = word === undefined ? mode(leaf.text) : undefined;
  if (entry) return { word: entry.mode, what: 'a redundancy mode', summary: `${entry.summary}.` };
  if (word === undefined) return undefined;
  const bound = boundAround(access);
  if (at === 0) {
    const kinds = bound.get(word);
    if (kinds) return { word, what: 'a variable', summary: `One of them: ${titles(kinds)}.` };
    const isCollection = ast.isQuantified(access.$container) && collections.includes(word);
    return isCollection ? { word, what: 'a collection', summary: `All ${word} of the topology.` } : undefined;
  }
  const holders = kindsOf(meaningOf(names.slice(0, at), bound));
  const property = holders
    .map((kind) => bodies.get(kind)?.byKey.get(word)?.property)
    .find((each) => each !== undefined);
  if (property) return { property };
  if (!meaningIn(holders, word)) return undefined;
  return { word, what: 'in a rule', summary: `The ${word} of ${names.slice(0, at).join('.')}.` };
}

/** The variable where it is bound: `h` in `all h in hosts`. */
export function boundHere(leaf: CstNode, { $cstNode, variable, collection }: ast.Quantified): WordMeaning | undefined {
  const node = GrammarUtils.findNodeForProperty($cstNode, 'variable');
  if (!collection || variable === undefined || node?.offset !== leaf.offset) return undefined;
  const kinds = through(collection, boundAround(collection));
  return { word: variable, what: 'a variable', summary: `One of them: ${titles(kinds)}.` };
}

/** What the variables around a node go through, the outermost first. */
function boundAround(node: AstNode): Bound {
  const around: ast.Quantified[] = [];
  for (let each = node.$container; each; each = each.$container) if (ast.isQuantified(each)) around.unshift(each);
  const bound = new Map<string, readonly BodyId[]>();
  for (const { variable, collection } of around) {
    if (!variable || !collection || collection === node) continue;
    bound.set(variable, through(collection, bound));
  }
  return bound;
}

function through({ names = [], arguments: words = [] }: ast.Access, bound: Bound): readonly BodyId[] {
  return kindsThrough(names, words, bound);
}

function titles(kinds: readonly BodyId[]): string {
  return kinds.map((kind) => bodies.get(kind)?.title ?? kind).join(' or ') || 'it is not known of what';
}
