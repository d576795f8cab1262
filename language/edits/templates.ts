/** Changes where a template has a part in them: in the template itself, or in those who take it. */
import { type AstNode, AstUtils, type LangiumDocuments } from 'langium';
import {
  type Host,
  type Item,
  isHost,
  isServer,
  isSite,
  isTemplate,
  isVm,
  type Server,
  type Template,
  type Vm,
} from '../generated/ast.ts';
import { itemsOf, targetOf } from '../paths.ts';
import { templateOf } from '../scope/members.ts';
import { statementOf } from '../source.ts';

type Taker = Host | Server | Vm;

/** The template that a node takes, where it is one that can. */
export function takenTemplate(node: AstNode): Template | undefined {
  return isTaker(node) ? templateOf(node) : undefined;
}

/** The statement by which a node's template sets a property. */
export function inherited(node: AstNode, property: string): Item | undefined {
  return statementOf(itemsOf(takenTemplate(node)), property);
}

/** The template in which a node stands. */
export function templateAround(node: AstNode): Template | undefined {
  return AstUtils.getContainerOfType(node, isTemplate);
}

/** The item of a template that holds a node: the one that an owner would state anew. */
export function itemOfTemplate(node: AstNode, template: Template): AstNode {
  let item = node;
  while (item.$container && item.$container !== template) item = item.$container;
  return item;
}

/**
 * True where a template is taken by two nodes or more, these are all that take it, and it stands at their site: elsewhere
 * a name of the site means nothing, or something else.
 */
export function areAllTakers(nodes: ReadonlySet<AstNode>, template: Template, documents: LangiumDocuments): boolean {
  if (nodes.size < 2) return false;
  const site = AstUtils.getContainerOfType(template, isSite);
  for (const node of nodes) if (AstUtils.getContainerOfType(node, isSite) !== site) return false;
  for (const document of documents.all)
    for (const node of AstUtils.streamAst(document.parseResult.value))
      if (isTaker(node) && !nodes.has(node) && targetOf(node.template) === template) return false;
  return true;
}

function isTaker(node: AstNode): node is Taker {
  return isHost(node) || isServer(node) || isVm(node);
}
