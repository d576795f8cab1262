/** The pictures of the walkthrough that are pictures of the docs, for light and for dark themes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { inRepo } from '../lib/repo.ts';

const shades = ['light', 'dark'] as const;
/** By the name in the walkthrough. */
const pictures = { play: 'moment.svg', prove: 'timeline.svg' } as const;

/** Texts by their path in the repository. */
export function walkthroughPictures(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(pictures).flatMap(([name, file]) => {
      const picture = readFileSync(inRepo('docs', 'images', file), 'utf8');
      return shades.map((shade) => [`images/walkthrough/${name}-${shade}.svg`, inShade(picture, shade)] as const);
    }),
  );
}

/** A picture follows the system; in the walkthrough it follows the theme of the editor. */
function inShade(picture: string, shade: (typeof shades)[number]): string {
  const found = picture.replace(/^<svg ([^>]*)class="([^"]*\bstandalone\b[^"]*)"/, `<svg $1class="$2 in-${shade}"`);
  if (found === picture) throw new Error('a picture of the docs has no class "standalone" any more');
  return found;
}

if (import.meta.main) for (const [path, text] of walkthroughPictures()) writeFileSync(inRepo(path), text);
