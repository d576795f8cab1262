/** Which files a command is to read. */
import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { UsageError } from './command.ts';

const SKIPPED_FOLDERS = new Set(['node_modules', 'out']);

/**
 * The `.hatopo` files that the arguments name: files as they are, folders with all below them, sorted, each once.
 * @throws {UsageError} for a path that is not there, and where no file is found at all
 */
export async function hatopoFiles(paths: readonly string[], cwd: string): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const status = await stat(absolute).catch(() => undefined);
    if (!status) throw new UsageError(`There is no file or folder ${path}.`);
    if (status.isDirectory()) for (const file of await filesBelow(absolute)) found.add(file);
    else found.add(absolute);
  }
  if (found.size === 0) throw new UsageError(`No .hatopo file in ${paths.join(', ')}.`);
  return [...found];
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) files.push(...(await filesBelow(path)));
    } else if (entry.name.endsWith('.hatopo')) files.push(path);
  }
  return files;
}

/** A path as a person in `cwd` would write it. */
export function shown(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}
