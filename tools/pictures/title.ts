/** What a drawing is called. */
import { UriUtils } from 'langium';
import type { Loaded } from '../../language/load.ts';

/** The title that the text states, else the name of its file. */
export function titleOf({ topology, document }: Loaded): string {
  return topology.title ?? UriUtils.basename(document.uri);
}
