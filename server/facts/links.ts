/** From elements and statements to their places, as links of Markdown. */
import { type AstNode, AstUtils, type LangiumDocuments } from 'langium';
import type { Id, Topology } from '../../engine/topology/model.ts';
import { locate } from '../../language/source.ts';
import { placeOf } from '../text.ts';

/** Schemes to which editors let a hover link. */
const linked: ReadonlySet<string> = new Set(['file', 'vscode-remote']);

/** The name of an element, as a link to its declaration. */
export function linkToElement(topology: Topology, id: Id, documents: LangiumDocuments): string {
  const element = topology.elements.get(id);
  if (!element) return id;
  const { uri, range } = placeOf(locate(element.source), documents);
  return linkTo(element.name, uri, range.start.line);
}

/** A text, as a link to a statement. */
export function linkToNode(text: string, node: AstNode): string {
  const { uri, textDocument } = AstUtils.getDocument(node);
  return linkTo(text, uri.toString(), textDocument.positionAt(node.$cstNode?.offset ?? 0).line);
}

/** `line` from 0. The text alone where an editor would not follow. */
function linkTo(text: string, uri: string, line: number): string {
  const name = text.replace(/[[\]\\]/g, '\\$&');
  return linked.has(uri.slice(0, uri.indexOf(':'))) ? `[${name}](${uri}#L${line + 1})` : name;
}
