/** Where definitions lead, as the editor at the other end understands it. */
import { AstUtils, type CstNode, type LangiumDocument } from 'langium';
import type { Location, LocationLink } from 'vscode-languageserver-protocol';
import { rangeIn } from '../text.ts';

/** From a word to a statement, whose name is selected there. */
export function linkBetween(from: CstNode, document: LangiumDocument, whole: CstNode, name: CstNode): LocationLink {
  const target = AstUtils.getDocument(name.astNode);
  return {
    originSelectionRange: rangeIn(document, from.offset, from.end),
    targetUri: target.uri.toString(),
    targetRange: rangeIn(target, whole.offset, Math.max(whole.end, name.end)),
    targetSelectionRange: rangeIn(target, name.offset, name.end),
  };
}

/**
 * Links, or only their targets for an editor that knows no links.
 * @param place the address at which the editor finds a file
 */
export function understood(
  links: readonly LocationLink[],
  knowsLinks: boolean,
  place: (uri: string) => string,
): LocationLink[] | Location[] {
  const placed = links.map((link) => ({ ...link, targetUri: place(link.targetUri) }));
  if (knowsLinks) return placed;
  return placed.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
}
