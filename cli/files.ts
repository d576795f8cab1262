/** Which files a command is to read. */
import { access, constants, readdir, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { UsageError } from './command.ts';

const SKIPPED_FOLDERS = new Set(['node_modules', 'out']);

/**
 * The `.hatopo` files that the arguments name: files as they are, folders with all below them, sorted, each once.
 * @throws {UsageError} for a path that is not there or cannot be read, for a file of another kind, and where no file is found
 */
export async function hatopoFiles(paths: readonly string[], cwd: string): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const status = await stat(absolute).catch(() => undefined);
    if (!status) throw new UsageError(`There is no file or folder ${path}.`);
    if (status.isDirectory()) for (const file of await filesBelow(absolute, cwd)) found.add(file);
    else if (isHatopo(path)) found.add(absolute);
    else throw new UsageError(`${path} is no .hatopo file.`);
  }
  if (found.size === 0) throw new UsageError(`No .hatopo file in ${paths.join(', ')}.`);
  for (const file of found) await access(file, constants.R_OK).catch((error) => unreadable(file, cwd, error));
  return [...found];
}

/**
 * The one `.hatopo` file that an argument names.
 * @throws {UsageError} as `hatopoFiles`, and for a folder
 */
export async function hatopoFile(path: string, cwd: string): Promise<string> {
  const status = await stat(resolve(cwd, path)).catch(() => undefined);
  if (status?.isDirectory()) throw new UsageError(`${path} is a folder: name one file in it.`);
  const [file = ''] = await hatopoFiles([path], cwd);
  return file;
}

const isHatopo = (path: string) => path.endsWith('.hatopo');

function unreadable(path: string, cwd: string, error: unknown): never {
  const denied = error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
  const reason = denied ? 'permission denied' : error instanceof Error ? error.message : String(error);
  throw new UsageError(`${shown(path, cwd)} cannot be read: ${reason}.`);
}

async function filesBelow(folder: string, cwd: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => unreadable(folder, cwd, error));
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) files.push(...(await filesBelow(path, cwd)));
    } else if (isHatopo(entry.name)) files.push(path);
  }
  return files;
}

/** A path as a person in `cwd` would write it. */
export function shown(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}
