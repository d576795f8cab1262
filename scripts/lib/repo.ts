/** Where things are in this repository. */

import path from 'node:path';

/** The repository's top folder. */
export const root = path.resolve(import.meta.dirname, '../..');

/** A path in the repository. */
export function inRepo(...parts: string[]): string {
  return path.join(root, ...parts);
}

/** The packaged extension that `npm run package` writes. */
export const vsixFile = inRepo('hatopo.vsix');
