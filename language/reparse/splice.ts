/** Reads the statements around a change again and puts them into the tree that is there. */
import {
  type AstNode,
  AstUtils,
  type CompositeCstNode,
  type CstNode,
  isLeafCstNode,
  type ParseResult,
  RootCstNodeImpl,
} from 'langium';
import type { Document, Item } from '../generated/ast.ts';
import { type Body, bodiesAround } from './bodies.ts';
import { changeOf } from './change.ts';
import { noteIntact } from './intact.ts';
import { type Move, moveFrom, moveNode } from './move.ts';
import { type Stretch, stretchOf } from './stretch.ts';

/** Parses a text in which nothing is damaged or unknown; `undefined` of any other. */
export type Read = (text: string) => ParseResult<Document> | undefined;

/** What Langium's types keep for its own builder of trees. */
interface Mutable {
  content: readonly CstNode[];
  container: CompositeCstNode;
  astNode: AstNode;
}
const mutable = (node: CstNode) => node as unknown as Mutable;

/**
 * The tree of `text`, made from the tree of a text before it; `undefined` where the whole text must be parsed.
 * The old tree is used up: its statements are in the new one.
 * @param root of a text that is intact
 */
export function splice(root: Document, text: string, read: Read): ParseResult<Document> | undefined {
  const before = root.$cstNode?.root.fullText;
  if (before === undefined) return undefined;
  const change = changeOf(before, text);
  const bodies = bodiesAround(root, change);
  const body = bodies.at(-1);
  if (!body) return undefined;
  const stretch = stretchOf(body, change);
  const longer = change.newEnd - change.oldEnd;
  const source = text.slice(stretch.start, stretch.oldEnd + longer);
  const part = read(source);
  const found = part && match(part.value, body, stretch, longer, source);
  if (!found) return undefined;

  replace(body, stretch, found, longer);
  const rest = stretch.next === undefined ? [] : body.items.slice(stretch.next);
  const value = rebuilt(bodies, [...body.items.slice(0, stretch.first), ...found.items, ...rest], text);
  noteIntact(value);
  return { ...part, value };
}

/** What was read for a stretch, without the margin behind it. */
interface Found {
  readonly items: readonly Item[];
  readonly content: readonly CstNode[];
  /** Where the first thing that stays is now, in lines and characters of what was read. */
  readonly end: { readonly line: number; readonly character: number };
}

/** Undefined where the statements that are to stay were read otherwise. */
function match(part: Document, body: Body, stretch: Stretch, longer: number, source: string): Found | undefined {
  const content = part.$cstNode ? (part.$cstNode as CompositeCstNode).content : [];
  if (stretch.next === undefined) {
    // A comment would go on over what stands behind.
    const last = content.at(-1);
    if (
      body.close &&
      last?.hidden &&
      last.end === source.length &&
      isLeafCstNode(last) &&
      last.tokenType.name !== 'BLOCK_COMMENT'
    )
      return undefined;
    return { items: part.items, content, end: endOf(source) };
  }
  const at = (body.items[stretch.next]?.$cstNode?.offset ?? 0) + longer - stretch.start;
  const index = part.items.findIndex((item) => item.$cstNode?.offset === at);
  const node = part.items[index]?.$cstNode;
  if (!node) return undefined;
  return {
    items: part.items.slice(0, index),
    content: content.slice(0, content.indexOf(node)),
    end: node.range.start,
  };
}

/** Puts what was read into the concrete tree, and moves what stands behind it. */
function replace(
  { items, tree, open, close }: Body,
  { first, next, start }: Stretch,
  found: Found,
  longer: number,
): void {
  const { content } = tree;
  const before = items[first - 1]?.$cstNode ?? open;
  const behind = next === undefined ? close : items[next]?.$cstNode;
  const from = before ? content.indexOf(before) + 1 : 0;
  const to = behind ? content.indexOf(behind) : content.length;

  const { line, character } = before?.range.end ?? { line: 0, character: 0 };
  for (const node of found.content) {
    moveNode(node, { offset: start, lines: line, onLine: 0, characters: character });
    mutable(node).container = tree;
  }
  const old = behind?.range.start;
  const move = old && {
    offset: longer,
    lines: line + found.end.line - old.line,
    onLine: old.line,
    characters: found.end.character + (found.end.line === 0 ? character : 0) - old.character,
  };
  mutable(tree).content = [...content.slice(0, from), ...found.content, ...content.slice(to)];
  moveFrom(tree, from + found.content.length, isStill(move) ? undefined : move);
}

function isStill(move: Move | undefined): boolean {
  return !move || (move.offset === 0 && move.lines === 0 && move.characters === 0);
}

/**
 * The root with another list of statements in its innermost body. What holds the change is made anew, so that nothing
 * that was remembered of it (its names, its adapters) is taken for what it holds now.
 */
function rebuilt(bodies: readonly Body[], items: readonly Item[], text: string): Document {
  let list = items;
  for (const { owner, index } of bodies.toReversed()) {
    const copy = { ...owner, items: list } as Document | Item;
    AstUtils.linkContentToContainer(copy);
    if (copy.$type === 'Document') return rooted(copy, text);
    if (copy.$cstNode) mutable(copy.$cstNode).astNode = copy;
    const around = bodies[bodies.findIndex((body) => body.owner === owner) - 1];
    list = around?.items.with(index, copy) ?? [];
  }
  throw new Error('the outermost body is not the file');
}

function rooted(root: Document, text: string): Document {
  const tree = new RootCstNodeImpl(text);
  const content = (root.$cstNode as CompositeCstNode).content;
  mutable(tree).content = content;
  for (const node of content) mutable(node).container = tree;
  tree.astNode = root;
  return Object.assign(root, { $cstNode: tree });
}

/** Where a text ends, in lines and characters from 0. */
function endOf(text: string): { line: number; character: number } {
  const lines = text.split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
