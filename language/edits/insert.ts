/** Adds statements to a body, laid out as what stands there. */
import type { AstNode } from 'langium';
import {
  type BodyLayout,
  behindLine,
  bodyLayout,
  fileText,
  indentation,
  indentStep,
  lineEnd,
  lineStart,
  lineStop,
  opensBody,
  type PlacedItem,
  rankOf,
  rankOfText,
} from './layout.ts';
import type { Change } from './text-edit.ts';

/**
 * The change that adds statements to a node's body: a body is made where there is none, a body on one
 * line stays on it, and else each comes on a line of its own behind the last statement of its kind.
 * `undefined` where the text is damaged there.
 */
export function insertion(node: AstNode, items: readonly string[]): readonly Change[] | undefined {
  const cst = node.$cstNode;
  if (!cst) return undefined;
  const body = bodyLayout(node);
  if (!body) return opensBody(node) ? undefined : [insertAt(cst.end, ` { ${items.join('  ')} }`)];
  if (body.items.length === 0) return [fillBody(node, body, items)];
  const byAnchor = new Map<PlacedItem | undefined, string[]>();
  for (const item of items) {
    const anchor = anchorOf(body, item);
    byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), item]);
  }
  return [...byAnchor].map(([anchor, added]) =>
    anchor ? insertBehind(node, body, anchor, added) : insertFirst(node, body, added),
  );
}

const insertAt = (offset: number, newText: string): Change => ({ start: offset, end: offset, newText });

/** The last statement that a new one comes behind: of its kind, or of a kind that comes before it. */
function anchorOf(body: BodyLayout, item: string): PlacedItem | undefined {
  const rank = rankOfText(item);
  return body.items.filter((placed) => rankOf(placed.item) <= rank).at(-1);
}

/** Fills a body that holds no statement, and leaves what comments it holds. */
function fillBody(node: AstNode, body: BodyLayout, items: readonly string[]): Change {
  const text = fileText(node);
  if (body.oneLine) {
    const inside = text.slice(body.start, body.end).trim();
    return { start: body.start, end: body.end, newText: ` ${[inside, ...items].filter(Boolean).join('  ')} ` };
  }
  const indent = indentation(text, body.end) + indentStep(text);
  // before the line of the closing brace
  return insertAt(
    lineStart(text, body.end),
    items.map((item) => indented(item, indent, text) + lineEnd(text)).join(''),
  );
}

function insertBehind(node: AstNode, body: BodyLayout, anchor: PlacedItem, items: readonly string[]): Change {
  const text = fileText(node);
  const sameKind = items.every((item) => rankOfText(item) === rankOf(anchor.item));
  if (body.oneLine || (sameKind && sharesLine(text, body, anchor)))
    return insertAt(anchor.end, items.map((item) => `  ${item}`).join(''));
  const indent = indentOf(text, body, firstOnLine(text, body, anchor));
  const newText = items.map((item) => lineEnd(text) + indented(item, indent, text)).join('');
  return insertAt(behindLine(text, anchor.end), newText);
}

function insertFirst(node: AstNode, body: BodyLayout, items: readonly string[]): Change {
  const text = fileText(node);
  const first = body.items[0];
  if (body.oneLine || !first) return insertAt(body.start, items.map((item) => ` ${item} `).join(''));
  const indent = indentOf(text, body, first);
  const newText = items.map((item) => lineEnd(text) + indented(item, indent, text)).join('');
  return insertAt(behindLine(text, body.start), newText);
}

/** How a statement is indented; one that stands behind the brace of its body as the lines of the body would be. */
function indentOf(text: string, body: BodyLayout, { start }: PlacedItem): string {
  const isBehindBrace = lineStart(text, start) < body.start;
  return isBehindBrace ? indentation(text, body.end) + indentStep(text) : indentation(text, start);
}

/** True where another statement of the body stands on a line of this one. */
function sharesLine(text: string, body: BodyLayout, placed: PlacedItem): boolean {
  const start = lineStart(text, placed.start);
  const stop = lineStop(text, placed.end);
  return body.items.some((other) => other !== placed && other.end > start && other.start < stop);
}

/** The statement that begins the line on which this one begins. */
function firstOnLine(text: string, body: BodyLayout, placed: PlacedItem): PlacedItem {
  const start = lineStart(text, placed.start);
  return body.items.find((other) => other.start >= start) ?? placed;
}

/** A statement on lines of its own. */
function indented(item: string, indent: string, text: string): string {
  return item
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join(lineEnd(text));
}
