/** From what was read in the text to what is in the tree: the statement that the cursor stands in, and what names mean there. */
import type { AstNode, LangiumDocument, LangiumDocuments } from 'langium';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';
import { memberOf } from '../../language/scope/members.ts';
import { resolveName, type View, viewOf } from '../../language/scope/resolve.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import type { Frame } from './expected.ts';

/** What names and statements are looked up in. */
export interface Here {
  readonly document: LangiumDocument;
  readonly documents: LangiumDocuments;
  readonly view: View;
  /** The node of the innermost open body that the tree has; the file at least. */
  readonly node: AstNode;
  readonly cursor: number;
  /** The node of a frame, where the tree has it. */
  readonly nodeOf: (frame: Frame) => AstNode | undefined;
}

export function placeIn(
  document: LangiumDocument,
  documents: LangiumDocuments,
  frames: readonly Frame[],
  cursor: number,
): Here {
  const nodes = new Map<Frame, AstNode>();
  let node: AstNode = document.parseResult.value;
  for (const frame of frames) {
    const start = frame.head[0]?.start;
    const found = start === undefined ? document.parseResult.value : descend(node, start);
    if (!found) continue; // damaged: what is further in may still be found from here
    nodes.set(frame, found);
    node = found;
  }
  return { document, documents, view: viewOf(document, documents), node, cursor, nodeOf: (frame) => nodes.get(frame) };
}

/** The statement in or below a body that begins at an offset. */
function descend(body: AstNode, start: number): AstNode | undefined {
  for (const item of itemsOf(body)) {
    const cst = item.$cstNode;
    if (!cst || cst.offset > start || cst.end < start) continue;
    return cst.offset === start ? item : descend(item, start);
  }
  return undefined;
}

/** What a path means here. */
export function resolve(
  path: readonly string[],
  here: Here,
  types: readonly Declaration['$type'][] = [],
): Declaration | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return undefined;
  let found = resolveName(first, here.node, rest.length === 0 ? types : [], here.view).found;
  for (const name of rest) {
    const document = found && documentOf(found);
    found = found && document ? memberOf(found, name, symbolsOf(document)) : undefined;
  }
  return found;
}

function documentOf(node: AstNode): LangiumDocument | undefined {
  let root = node;
  while (root.$container) root = root.$container;
  return root.$document;
}

/** Keys and keywords of what stands in a body, but what the cursor is in. */
export function presentIn(node: AstNode | undefined, cursor: number): Set<string> {
  const present = new Set<string>();
  for (const item of itemsOf(node)) {
    const cst = item.$cstNode;
    if (!cst || (cst.offset <= cursor && cursor <= cst.end && !('items' in item))) continue;
    if ('key' in item && typeof item.key === 'string') present.add(item.key);
    else if ('keyword' in item && typeof item.keyword === 'string') present.add(item.keyword);
    else if (ast.isTopologyTitle(item)) present.add('topology');
  }
  return present;
}
