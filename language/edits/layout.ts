/** How a statement and its body are laid out in the text. */
import { type AstNode, AstUtils, type CstNode, GrammarUtils } from 'langium';
import { type Item, isDrsBlock, isHaBlock, isNic, isResource } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';

/** The text of the file that a node stands in. */
export function fileText(node: AstNode): string {
  return AstUtils.getDocument(node).textDocument.getText();
}

/** What ends a line in this text. */
export function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where the line of an offset starts, and where its text ends (before the line end). */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
export function lineStop(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed === -1) return text.length;
  return text[feed - 1] === '\r' && feed > offset ? feed - 1 : feed;
}

/** The end of the line where only a comment follows on it, else the place itself. */
export function behindLine(text: string, offset: number): number {
  const stop = lineStop(text, offset);
  return /^[ \t]*(\/\/.*|\/\*((?!\*\/).)*\*\/[ \t]*)?$/.test(text.slice(offset, stop)) ? stop : offset;
}

/** The blanks with which the line of an offset begins. */
export function indentation(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

/** One step of indentation: what the first indented line of the file begins with, two spaces else. */
export function indentStep(text: string): string {
  return /^(\t|[ ]{1,8})\S/m.exec(text)?.[1] ?? '  ';
}

/** A body between its braces. */
export interface BodyLayout {
  /** Behind `{`, and before `}`. */
  readonly start: number;
  readonly end: number;
  readonly oneLine: boolean;
  readonly items: readonly PlacedItem[];
}

/** A statement of a body with its place. */
export interface PlacedItem {
  readonly item: Item;
  readonly start: number;
  readonly end: number;
}

/** The body of a node, or `undefined` where it has none or its braces are not both there. */
export function bodyLayout(node: AstNode): BodyLayout | undefined {
  const text = fileText(node);
  const open = brace(node, '{');
  const close = brace(node, '}');
  if (!open || !close || text[open.offset] !== '{' || text[close.offset] !== '}') return undefined;
  const items = itemsOf(node).flatMap((item) => placed(item) ?? []);
  const oneLine = !text.slice(open.end, close.offset).includes('\n');
  return { start: open.end, end: close.offset, oneLine, items };
}

/** True where the text of a node opens a body, closed or not. */
export function opensBody(node: AstNode): boolean {
  return brace(node, '{') !== undefined;
}

function brace(node: AstNode, sign: string): CstNode | undefined {
  return GrammarUtils.findNodeForProperty(node.$cstNode, 'hasBody') && sign === '{'
    ? GrammarUtils.findNodeForProperty(node.$cstNode, 'hasBody')
    : GrammarUtils.findNodeForKeyword(node.$cstNode, sign);
}

function placed(item: Item): PlacedItem | undefined {
  const cst = item.$cstNode;
  return cst && { item, start: cst.offset, end: cst.end };
}

/** What kind of line a statement makes: properties come first, then adapters, resources and what a cluster does, then the rest. */
export function rankOf(item: Item): number {
  if ('key' in item) return 0;
  return isNic(item) || isResource(item) || isHaBlock(item) || isDrsBlock(item) ? 1 : 2;
}

/** The same for a statement that is still to be written. */
export function rankOfText(item: string): number {
  if (/^[a-z-]+(?: any)?:/.test(item)) return 0;
  return /^(nic|resource|ha|drs)\b/.test(item) ? 1 : 2;
}
