/** Which statements of a body are read again for a change. */
import { type CstNode, isCompositeCstNode } from 'langium';
import type { Item } from '../generated/ast.ts';
import { type Body, lastBefore } from './bodies.ts';
import type { Change } from './change.ts';

/**
 * So many unchanged words are read again on each side: where a statement ends is decided by the words behind it, by three
 * or four of them at most.
 */
const MARGIN = 8;

/** The statements of a body from `first` on and before `next`. What is read for them goes on to `oldEnd`, behind some that stay. */
export interface Stretch {
  readonly first: number;
  /** The first statement that stays; none where all to the end of the body are read again. */
  readonly next: number | undefined;
  /** Where in the old text to begin reading, and where to end. */
  readonly start: number;
  readonly oldEnd: number;
}

export function stretchOf({ items, open, close, tree }: Body, change: Change): Stretch {
  let first = Math.max(0, lastBefore(items, change.start));
  for (let words = 0; first > 0 && words < MARGIN; ) words += wordsIn(items[--first], MARGIN);
  const start = items[first - 1]?.$cstNode?.end ?? open?.end ?? 0;

  const behind = lastBefore(items, change.oldEnd + 1) + 1;
  let last = behind - 1;
  for (let words = 0; last < items.length - 1 && words < MARGIN; ) words += wordsIn(items[++last], MARGIN);
  const isWhole = last >= items.length - 1;
  const oldEnd = isWhole ? (close?.offset ?? tree.root.fullText.length) : (items[last]?.$cstNode?.end ?? 0);
  return { first, next: behind < items.length ? behind : undefined, start, oldEnd };
}

/** Words and signs of a statement; counted no further than `most`. */
function wordsIn(item: Item | undefined, most: number): number {
  return item?.$cstNode ? leaves(item.$cstNode, most) : 0;
}

function leaves(node: CstNode, most: number): number {
  if (!isCompositeCstNode(node)) return node.hidden ? 0 : 1;
  let count = 0;
  for (const child of node.content) {
    count += leaves(child, most - count);
    if (count >= most) break;
  }
  return count;
}
