/** Selection that grows: from a word to its value, property, statement, body, and at last the file. */
import { type CstNode, CstUtils, type LangiumDocument } from 'langium';
import type { SelectionRange, SelectionRangeParams } from 'vscode-languageserver-protocol';
import { isProperty } from '../../language/generated/ast.ts';
import { isCurrent, leafAt, rangeIn } from '../text.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

export class SelectionRanges {
  /** One for every position, as an editor expects. */
  getRanges(document: LangiumDocument, { positions }: SelectionRangeParams): SelectionRange[] {
    return positions.map((position) => {
      const offset = document.textDocument.offsetAt(position);
      return chain(stretchesAt(document, offset), document) ?? { range: { start: position, end: position } };
    });
  }
}

/** From the file inwards, so that each knows what is around it. */
function chain(stretches: readonly Stretch[], document: LangiumDocument): SelectionRange | undefined {
  let parent: SelectionRange | undefined;
  for (const { start, end } of stretches.toReversed())
    parent = { range: rangeIn(document, start, end), ...(parent && { parent }) };
  return parent;
}

/** Stretches that hold an offset, each really larger than the one before, the whole text last. */
function stretchesAt(document: LangiumDocument, offset: number): readonly Stretch[] {
  const text = document.textDocument.getText();
  const around = isCurrent(document) ? [...nodesAt(document, offset)].flatMap((node) => stretchesOf(node, text)) : [];
  const all = [...around, ...commentsAt(text, offset), { start: 0, end: text.length }]
    .filter(({ start, end }) => start <= offset && offset <= end && start < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const found: Stretch[] = [];
  for (const each of all) {
    const last = found.at(-1);
    const isSame = last && each.start === last.start && each.end === last.end;
    if (!last || (each.start <= last.start && each.end >= last.end && !isSame)) found.push(each);
  }
  return found;
}

/** A node, and what in it is worth a step of its own. */
function stretchesOf(node: CstNode, text: string): readonly Stretch[] {
  const { offset: start, end } = node;
  const inner = bodyOf(node, text);
  const value = valueIn(node, text);
  return [
    { start, end },
    ...(/^".*"$/s.test(node.text) ? [{ start: start + 1, end: end - 1 }] : []),
    ...(value ? [value] : []),
    ...(inner ? [inner, { start: inner.start + 1, end: inner.end - 1 }] : []),
  ];
}

/** The leaf at an offset and all that is around it, inside first. */
function* nodesAt(document: LangiumDocument, offset: number): Generator<CstNode> {
  const root = document.parseResult.value.$cstNode;
  let node: CstNode | undefined =
    leafAt(document, offset) ?? (root && CstUtils.findLeafNodeBeforeOffset(root, offset))?.container;
  for (; node; node = node.container) if (node !== root) yield node;
}

/** What stands behind the colon of a property: all names of a list, a range with its source. */
function valueIn(node: CstNode, text: string): Stretch | undefined {
  if (!('content' in node) || !isProperty(node.astNode)) return undefined;
  const parts = node.content as readonly CstNode[];
  const colon = parts.findIndex((child) => child.end - child.offset === 1 && text[child.offset] === ':');
  const first = colon < 0 ? undefined : parts[colon + 1];
  return first && { start: first.offset, end: node.end };
}

/** What stands between the braces of a statement, braces included. */
function bodyOf(node: CstNode, text: string): Stretch | undefined {
  if (!('content' in node) || text[node.end - 1] !== '}') return undefined;
  for (const child of node.content as readonly CstNode[])
    if (child.end - child.offset === 1 && text[child.offset] === '{') return { start: child.offset, end: node.end };
  return undefined;
}

/** The comment line at an offset, and the lines of comments that it is one of. */
function commentsAt(text: string, offset: number): readonly Stretch[] {
  const lineAt = (at: number) => {
    const start = text.lastIndexOf('\n', at - 1) + 1;
    const end = text.indexOf('\n', at);
    return { start, end: end < 0 ? text.length : end };
  };
  const isComment = ({ start, end }: Stretch) => /^\s*\/\//.test(text.slice(start, end));
  const line = lineAt(offset);
  if (!isComment(line)) return [];
  let [first, last] = [line, line];
  for (let next = lineAt(first.start - 1); first.start > 0 && isComment(next); next = lineAt(first.start - 1))
    first = next;
  for (let next = lineAt(last.end + 1); last.end < text.length && isComment(next); next = lineAt(last.end + 1))
    last = next;
  const begin = ({ start, end }: Stretch) => start + text.slice(start, end).search(/\S/);
  return [
    { start: begin(line), end: line.end },
    { start: begin(first), end: last.end },
  ];
}
