/** Where a declaration says that it needs something. */
import { type AstNode, AstUtils, type CstNode, type Reference } from 'langium';
import type { Element, Topology } from '../../engine/topology/model.ts';
import * as ast from '../../language/generated/ast.ts';
import { templateOf } from '../../language/scope/members.ts';
import { nodeOf } from '../../language/source.ts';
import { nameNode } from '../text.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The places in the statement of `from`, and in its template in the same file, that name `to`. Of what stands in the
 * statement of the other its name there; nothing where the need follows from something else, such as a site around it.
 */
export function rangesNaming(from: Element, to: Element, topology: Topology): readonly Stretch[] {
  const caller = nodeOf(from.source);
  const target = nodeOf(to.source);
  const found: Stretch[] = [];
  for (const body of bodiesOf(caller)) {
    if (target.$container === body) add(found, nameNode(target));
    for (const { $refText, $refNode, ref } of referencesIn(body))
      if ($refNode && (ref === target || isTeam($refNode, $refText, to, from, topology))) add(found, $refNode);
  }
  return found;
}

/** `via` names the adapters of whichever host: what it resolves to is one of them. */
function isTeam(node: CstNode, text: string, to: Element, from: Element, topology: Topology): boolean {
  if (to.kind !== 'adapter' || from.kind !== 'virtual-adapter' || to.name !== text) return false;
  return ast.isNic(node.astNode) && topology.elements.get(to.machine)?.kind === 'host';
}

function add(found: Stretch[], node: CstNode | undefined): void {
  if (node) found.push({ start: node.offset, end: node.end });
}

/** A declaration and its template, as far as both stand in one file. */
function bodiesOf(node: AstNode): readonly AstNode[] {
  const template = ast.isHost(node) || ast.isServer(node) || ast.isVm(node) ? templateOf(node) : undefined;
  const isHere = template && AstUtils.getDocument(template) === AstUtils.getDocument(node);
  return isHere ? [node, template] : [node];
}

/** What a statement names itself: not the declarations in its body, nor what only leads to a name (`Site.` of `Site.lan`). */
function* referencesIn(node: AstNode): Generator<Reference> {
  for (const child of AstUtils.streamContents(node)) {
    if (ast.isDeclaration(child)) continue;
    if (ast.isPath(child)) {
      const last = child.segments.at(-1);
      if (last) yield last;
    } else yield* referencesIn(child);
  }
  if (ast.isNic(node)) yield* node.via;
}
