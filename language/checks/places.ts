/** Where a finding is shown. */
import { type CstNode, CstUtils, GrammarUtils } from 'langium';
import type { Place, Span } from './finding.ts';

const heads = ['name', 'title', 'path', 'key', 'keyword', 'verb'];

/** The stretch of text of a place: of its feature, else of what the node is known by, else its first word. */
export function spanOf(place: Place): Span {
  const cst = nodeOf(place);
  return { start: cst?.offset ?? 0, end: cst?.end ?? 0 };
}

function nodeOf({ node, feature, index }: Place): CstNode | undefined {
  const whole = node.$cstNode;
  if (!whole) return undefined;
  if (feature === '') return whole;
  const features = feature === undefined ? heads : [feature];
  for (const each of features) {
    const found = GrammarUtils.findNodeForProperty(whole, each, index);
    if (found) return found;
  }
  return feature === undefined ? firstWord(whole) : nodeOf({ node });
}

function firstWord(cst: CstNode): CstNode {
  return CstUtils.flattenCst(cst).find((leaf) => !leaf.hidden) ?? cst;
}
