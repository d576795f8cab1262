/** Moves nodes of a concrete tree to other places. Langium's own nodes hold places as numbers in each leaf. */
import { type CompositeCstNode, type CstNode, isCompositeCstNode } from 'langium';

/** By how much nodes move. */
export interface Move {
  readonly offset: number;
  readonly lines: number;
  /** Of what stands on this line (before the move). */
  readonly onLine: number;
  readonly characters: number;
}

/** The fields behind the places of Langium's leaves (cst-node-builder.js). */
interface Leaf {
  _offset: number;
  _startLine: number;
  _startColumn: number;
  _endLine: number;
  _endColumn: number;
}

/** Moves a node with all that is in it. */
export function moveNode(node: CstNode, move: Move): void {
  if (isCompositeCstNode(node)) {
    forgetRange(node);
    const { content } = node;
    for (let i = 0; i < content.length; i++) moveNode(content[i] as CstNode, move);
    return;
  }
  const leaf = node as unknown as Leaf;
  leaf._offset += move.offset;
  if (leaf._startLine === move.onLine) leaf._startColumn += move.characters;
  if (leaf._endLine === move.onLine) leaf._endColumn += move.characters;
  leaf._startLine += move.lines;
  leaf._endLine += move.lines;
}

/** Moves what stands in `tree` from `index` on, and everything behind that in all that holds it. */
export function moveFrom(tree: CompositeCstNode, index: number, move: Move | undefined): void {
  let from = index;
  for (let node: CompositeCstNode | undefined = tree; node; node = node.container) {
    forgetRange(node);
    if (move) for (let i = from; i < node.content.length; i++) moveNode(node.content[i] as CstNode, move);
    from = (node.container?.content.indexOf(node) ?? 0) + 1;
  }
}

/** Ranges of composite nodes are worked out once. */
function forgetRange(node: CompositeCstNode): void {
  (node as unknown as { _rangeCache: undefined })._rangeCache = undefined;
}
