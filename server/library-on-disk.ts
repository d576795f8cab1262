/** Product files that ship, as files: for editors that open nothing else. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { URI } from 'langium';
import { libraryText } from '../language/library/index.ts';

/** Where programs of this user keep what they can make anew. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  return join(XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), '.cache'), 'hatopo', 'library');
}

/** The address of a copy of a product file, which cannot be written by mistake; its own address where no copy can be made. */
export function libraryOnDisk(uri: string): string {
  const text = libraryText(uri);
  if (text === undefined) return uri;
  const folder = cacheFolder();
  const file = join(folder, URI.parse(uri).path.slice(1));
  try {
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      mkdirSync(folder, { recursive: true });
      rmSync(file, { force: true });
      writeFileSync(file, text);
      chmodSync(file, 0o444);
    }
    return URI.file(file).toString();
  } catch {
    return uri;
  }
}
