/** Hosts, servers and VMs: who may take a template, and what they take of it. */
import { type AstNode, AstUtils, CstUtils, type LangiumDocument, type LangiumDocuments } from 'langium';
import type { Host, Item, Path, Server, Template, Vm } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { isLibrary } from '../library/index.ts';
import { featureNode, itemsOf, targetOf } from '../paths.ts';
import { symbolsOf } from '../scope/symbols.ts';

export type Taker = Host | Server | Vm;

export function isTaker(node: unknown): node is Taker {
  return ast.isHost(node) || ast.isServer(node) || ast.isVm(node);
}

/** The innermost node of a kind around an offset, also where that is just behind it. */
export function nodeAround<T extends AstNode>(
  document: LangiumDocument,
  offset: number,
  is: (node: AstNode) => node is T,
): T | undefined {
  const root = document.parseResult.value.$cstNode;
  if (!root) return undefined;
  for (const at of [offset, offset - 1]) {
    const leaf = at < 0 ? undefined : CstUtils.findLeafNodeAtOffset(root, at);
    const found = leaf && AstUtils.getContainerOfType(leaf.astNode, is);
    if (found) return found;
  }
  return undefined;
}

/** All takers of a file, in order of the text. */
export function takersIn(document: LangiumDocument): readonly Taker[] {
  return symbolsOf(document).declarations.filter(isTaker);
}

/** Those who take a template, in all files. */
export function takersOf(template: Template, documents: LangiumDocuments): readonly Taker[] {
  return documents.all
    .filter((document) => !isLibrary(document.uri) && document.parseResult.value.$type === 'Document')
    .toArray()
    .flatMap((document) => takersIn(document).filter((taker) => targetOf(taker.template) === template));
}

/** What of a template an own statement replaces: `memory`, `ft`, `nic eth0`. */
export function keyOf(item: Item): string | undefined {
  if (ast.isNic(item)) return `nic ${item.name}`;
  if ('key' in item) return item.key;
  return 'keyword' in item ? item.keyword : undefined;
}

/** The items of a template that a taker does not replace by its own. */
export function takenItems(taker: Taker, template: Template): readonly Item[] {
  const own = new Set(itemsOf(taker).map(keyOf));
  return itemsOf(template).filter((item) => !own.has(keyOf(item)));
}

/** Where the head of a taker ends, without the template that it takes. */
export function headEnd(taker: Taker): number | undefined {
  const nodes = [featureNode(taker.$cstNode, 'name'), featureNode(taker.$cstNode, 'host')];
  return nodes.findLast((node) => node !== undefined)?.end;
}

/** The paths within a statement. */
export function pathsIn(node: AstNode): readonly Path[] {
  return AstUtils.streamAst(node).filter(ast.isPath).toArray();
}
