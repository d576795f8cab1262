/** Statements in bodies that never hold them: where anything is damaged, these let recovery doubt the braces around them. */
import { type CstNode, isCompositeCstNode } from 'langium';
import type { Item } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { naming } from '../recovery/boundaries.ts';
import { FILE, isMisplaced } from '../recovery/places.ts';

/** Whether anything in a statement stands where it never does; a node is the same as long as what is in it is. */
const known = new WeakMap<Item, boolean>();

/** Whether any of these statements of a file, or anything in them, stands where it never does. */
export function areOdd(items: readonly Item[], owner: string = FILE): boolean {
  for (const item of items) {
    // a property is known by its colon
    const keyword = 'key' in item ? '' : firstWord(item.$cstNode);
    if (naming.has(keyword) && isMisplaced(keyword, owner)) return true;
    const odd = known.get(item) ?? areOdd(itemsOf(item), keyword);
    known.set(item, odd);
    if (odd) return true;
  }
  return false;
}

function firstWord(node: CstNode | undefined): string {
  if (!node) return '';
  if (!isCompositeCstNode(node)) return node.text;
  return firstWord(node.content.find(({ hidden }) => !hidden));
}
