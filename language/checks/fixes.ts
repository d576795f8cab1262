/** Fixes of findings: changes of the file in which a node stands. */
import { type AstNode, AstUtils } from 'langium';
import type { Change } from '../edits/text-edit.ts';
import type { PlacedFix } from '../placed-finding.ts';

/** One fix of one or more changes of the file of `node`; none where there is no change to make. */
export function fixed(
  title: string,
  node: AstNode,
  changes: Change | readonly Change[] | undefined,
): readonly PlacedFix[] {
  const all =
    changes === undefined ? [] : Array.isArray(changes) ? (changes as readonly Change[]) : [changes as Change];
  if (all.length === 0) return [];
  const uri = AstUtils.getDocument(node).uri.toString();
  return [{ title, safe: false, edits: all.map((change) => ({ uri, ...change })) }];
}
