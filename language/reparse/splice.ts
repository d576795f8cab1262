/** Reads the statements around a change again and puts them into the tree that is there. */
import {
  type AstNode,
  AstUtils,
  type CompositeCstNode,
  type CstNode,
  type ParseResult,
  RootCstNodeImpl,
} from 'langium';
import type { Document, Item } from '../generated/ast.ts';
import { noteDamage } from '../recovery/damage.ts';
import { errorsOf } from '../recovery/parser.ts';
import { type Body, bodiesAround } from './bodies.ts';
import { type Change, changeOf } from './change.ts';
import { noteIntact } from './intact.ts';
import { type Move, moveFrom, moveNode } from './move.ts';
import { type Found, type Reader, type Reading, readDamaged, readIntact, type Span } from './read.ts';
import type { Stretch } from './stretch.ts';

/** A tree that can be gone on from: intact, but for one stretch of its text. */
export interface Tree {
  readonly root: Document;
  readonly open?: Span | undefined;
}

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
 */
export function splice(
  { root, open }: Tree,
  text: string,
  reader: Reader,
): (Tree & { readonly result: ParseResult<Document> }) | undefined {
  const before = root.$cstNode?.root.fullText;
  if (before === undefined) return undefined;
  const change = widened(changeOf(before, text), open);
  const bodies = bodiesAround(root, change);
  const [file] = bodies;
  const inner = bodies.at(-1);
  if (!file || !inner) return undefined;
  const intact = readIntact(inner, change, text, reader);
  if (intact) {
    const value = placed(bodies, intact, text);
    noteIntact(value);
    return { root: value, result: { ...intact.part, value } };
  }
  const damaged = readDamaged(file, change, text, reader);
  if (!damaged) return undefined;
  const { flaws, marks, lost, open: stillOpen } = damaged;
  const value = placed([file], damaged, text);
  noteDamage(value, flaws, marks, lost);
  const result = { ...damaged.part, value, lexerErrors: [], parserErrors: errorsOf(flaws, text) };
  return { root: value, open: stillOpen, result };
}

function widened(change: Change, open: Tree['open']): Change {
  if (!open) return change;
  const oldEnd = Math.max(change.oldEnd, open.end);
  return { start: Math.min(change.start, open.start), oldEnd, newEnd: oldEnd + change.newEnd - change.oldEnd };
}

/** Puts what was read in its place; gives the new root. */
function placed(bodies: readonly Body[], { body, stretch, found, longer }: Reading, text: string): Document {
  replace(body, stretch, found, longer);
  const rest = stretch.next === undefined ? [] : body.items.slice(stretch.next);
  return rebuilt(bodies, [...body.items.slice(0, stretch.first), ...found.items, ...rest], text);
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
