/** Bodies of statements: lists of statements between braces, or the whole file. */
import type { CompositeCstNode, CstNode } from 'langium';
import type { Document, Item } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import type { Change } from './change.ts';

/** A body with at least one statement. */
export interface Body {
  readonly owner: Document | Item;
  readonly items: readonly Item[];
  /** The node of the concrete tree in which its statements stand. */
  readonly tree: CompositeCstNode;
  /** The braces around it; none of the file's. */
  readonly open: CstNode | undefined;
  readonly close: CstNode | undefined;
  /** Where in the list of the body around it its owner stands; -1 for the file. */
  readonly index: number;
}

/** The bodies that hold a change between their braces, outermost (the file) first. */
export function bodiesAround(root: Document, { start, oldEnd }: Change): Body[] {
  const bodies: Body[] = [];
  let body = bodyOf(root, -1);
  while (body) {
    bodies.push(body);
    const index = lastBefore(body.items, start);
    const item = body.items[index];
    // Adapters hold references themselves, and those know their holder: they are read as a whole.
    const inner = item && item.$type !== 'Nic' ? bodyOf(item, index) : undefined;
    const holds = inner?.open && inner.close && inner.open.end <= start && oldEnd <= inner.close.offset;
    body = holds ? inner : undefined;
  }
  return bodies;
}

function bodyOf(owner: Document | Item, index: number): Body | undefined {
  const items = itemsOf(owner);
  const tree = items[0]?.$cstNode?.container;
  if (!tree || !owner.$cstNode) return undefined;
  if (owner.$type === 'Document') return { owner, items, tree, open: undefined, close: undefined, index };
  const first = tree.content.indexOf(items[0]?.$cstNode as CstNode);
  const open = tree.content.slice(0, first).findLast(({ hidden }) => !hidden);
  const close = tree.content.findLast(({ hidden }) => !hidden);
  return open?.text === '{' && close?.text === '}' ? { owner, items, tree, open, close, index } : undefined;
}

/** The last statement that begins before an offset; -1 where none does. */
export function lastBefore(items: readonly Item[], offset: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.$cstNode?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
