/** Where things are in this repository. */

import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The repository's top folder. */
export const root = path.resolve(import.meta.dirname, '../..');

/** A path in the repository. */
export function inRepo(...parts: string[]): string {
  return path.join(root, ...parts);
}

/** package.json as it is now. */
export function manifest(): { name: string; version: string; publisher: string; [key: string]: unknown } {
  return JSON.parse(readFileSync(inRepo('package.json'), 'utf8'));
}

/** The packaged extension that `npm run package` writes. */
export const vsixFile = inRepo('hatopo.vsix');
