/** Where definitions lead, as the editor at the other end understands it. */
import type { Location, LocationLink } from 'vscode-languageserver-protocol';

/**
 * Links, or only their targets for an editor that knows no links.
 * @param links undefined where there is no answer
 */
export function understood(
  links: readonly LocationLink[] | undefined,
  knowsLinks: boolean,
): LocationLink[] | Location[] | undefined {
  if (!links || knowsLinks) return links && [...links];
  return links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
}
