/** Where a finding is shown. */
import { type CstNode, CstUtils, GrammarUtils } from 'langium';
import type { Place, Span } from './finding.ts';

/** The whole of a node, as a feature of it. */
export const WHOLE = '';
/** A statement from its first word to its name. */
export const HEAD = '#head';

const heads = ['name', 'title', 'path', 'key', 'keyword', 'verb'];

/** The stretch of text of a place: of its feature, else of what the node is known by, else its first word. */
export function spanOf(place: Place): Span {
  if (place.feature === HEAD) {
    const whole = place.node.$cstNode;
    const name = nodeOf({ node: place.node });
    if (whole && name) return { start: whole.offset, end: Math.max(whole.offset, name.end) };
  }
  const cst = nodeOf(place);
  return { start: cst?.offset ?? 0, end: cst?.end ?? 0 };
}

function nodeOf({ node, feature, index }: Place): CstNode | undefined {
  const whole = node.$cstNode;
  if (!whole) return undefined;
  if (feature === WHOLE) return whole;
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
