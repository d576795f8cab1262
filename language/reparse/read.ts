/** Reads a stretch of a body again, and says whether what was read fits into the tree. */
import { AstUtils, type CompositeCstNode, type CstNode, CstUtils, isLeafCstNode, type ParseResult } from 'langium';
import type { Document, Item } from '../generated/ast.ts';
import type { Flaw } from '../recovery/damage.ts';
import type { RecoveringParser, Wounds } from '../recovery/parser.ts';
import type { Body } from './bodies.ts';
import type { Change } from './change.ts';
import { areOdd } from './odd.ts';
import { type Stretch, stretchOf } from './stretch.ts';

/** How texts are parsed. */
export type Reader = Pick<RecoveringParser, 'parseIntact' | 'parseWounded'>;

/** A stretch of a body that was read again. */
export interface Reading {
  readonly body: Body;
  readonly stretch: Stretch;
  /** By how much the text is longer than before. */
  readonly longer: number;
  readonly part: ParseResult<Document>;
  readonly found: Found;
}

/** Offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch that has flaws, at their places in the whole text, and the part of it that is not intact. */
export interface DamagedReading extends Reading, Wounds {
  readonly open: Span;
}

/** Undefined where something is damaged or unknown. */
export function readIntact(body: Body, change: Change, text: string, reader: Reader): Reading | undefined {
  const { stretch, longer, source } = cut(body, change, text);
  const part = reader.parseIntact<Document>(source);
  const found = part && match(part.value, body, stretch, longer, source);
  return found && { body, stretch, longer, part, found };
}

/**
 * Undefined where the damage may reach further than the stretch: braces that do not match concern the whole file, and so
 * does a comment without an end, or a statement elsewhere that stands where it never does.
 * @param file the body of the file: what is said of a flaw depends on the statements around it
 */
export function readDamaged(file: Body, change: Change, text: string, reader: Reader): DamagedReading | undefined {
  const { stretch, longer, source } = cut(file, change, text);
  if (!isSelfContained(source)) return undefined;
  const { first, next } = stretch;
  if (areOdd(file.items.slice(0, first)) || (next !== undefined && areOdd(file.items.slice(next)))) return undefined;
  const { result: part, wounds } = reader.parseWounded<Document>(source);
  const found = match(part.value, file, stretch, longer, source);
  if (!found) return undefined;
  const { flaws = [], marks = [], lost = new Set<string>() } = wounds ?? {};
  const from = stretch.first > 0 ? (part.value.items[0]?.$cstNode?.end ?? source.length) : 0;
  const isWithin = ({ kind, start, end, item }: Flaw) =>
    (kind === 'mended' || kind === 'cut') && Math.min(start, item) >= from && end <= found.length;
  if (!marks.every(isWithin)) return undefined;
  const moved = (flaw: Flaw): Flaw => ({
    ...flaw,
    start: flaw.start + stretch.start,
    end: flaw.end + stretch.start,
    item: flaw.item + stretch.start,
    owner: flaw.owner < 0 ? flaw.owner : flaw.owner + stretch.start,
  });
  const changed = { start: change.start - stretch.start, end: change.newEnd - stretch.start };
  const open = openPart(source, found, marks, changed);
  return {
    ...{ body: file, stretch, longer, part, found, lost },
    flaws: flaws.map(moved),
    marks: marks.map(moved),
    open: { start: open.start + stretch.start, end: open.end + stretch.start },
  };
}

/** Whether all braces of a text match and no comment or quotation goes on behind it. */
function isSelfContained(source: string): boolean {
  let depth = 0;
  for (const [sign] of source.matchAll(/"(?:\\.|[^"\\\n\r])*"|\/\/[^\n\r]*|\/\*|["{}]/g)) {
    if (sign === '{') depth++;
    else if (sign === '/*' || sign === '"' || (sign === '}' && --depth < 0)) return false;
  }
  return depth === 0;
}

/** The change, what is damaged or unknown, and what is not in the tree. */
function openPart(source: string, { items, content, length }: Found, marks: readonly Flaw[], changed: Span): Span {
  const spans: Span[] = [changed, ...marks.map(({ start, end, item }) => ({ start: Math.min(start, item), end }))];
  for (const node of items.flatMap((item) => [...AstUtils.streamAst(item)])) {
    if (node.$type.startsWith('Unknown') && node.$cstNode)
      spans.push({ start: node.$cstNode.offset, end: node.$cstNode.end });
  }
  let read = 0;
  for (const leaf of content.flatMap((node) => [...CstUtils.flattenCst(node)])) {
    if (source.slice(read, leaf.offset).trim() !== '') spans.push({ start: read, end: leaf.offset });
    read = leaf.end;
  }
  if (source.slice(read, length).trim() !== '') spans.push({ start: read, end: length });
  return {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
}

function cut(body: Body, change: Change, text: string) {
  const stretch = stretchOf(body, change);
  const longer = change.newEnd - change.oldEnd;
  return { stretch, longer, source: text.slice(stretch.start, stretch.oldEnd + longer) };
}

/** What was read for a stretch, without the margin behind it. */
export interface Found {
  readonly items: readonly Item[];
  readonly content: readonly CstNode[];
  /** How much of what was read it is. */
  readonly length: number;
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
    return { items: part.items, content, length: source.length, end: endOf(source) };
  }
  const at = (body.items[stretch.next]?.$cstNode?.offset ?? 0) + longer - stretch.start;
  const index = part.items.findIndex((item) => item.$cstNode?.offset === at);
  const node = part.items[index]?.$cstNode;
  if (!node) return undefined;
  return {
    items: part.items.slice(0, index),
    content: content.slice(0, content.indexOf(node)),
    length: at,
    end: node.range.start,
  };
}

/** Where a text ends, in lines and characters from 0. */
function endOf(text: string): { line: number; character: number } {
  const lines = text.split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
