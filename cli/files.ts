/** Which files a command is to read. */
import { access, constants, lstat, readdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { InputError, UsageError } from './command.ts';

const SKIPPED_FOLDERS = new Set(['node_modules', 'out']);

/** Topologies of 10,000 VMs are written on some 3 MB; what is far larger is no text that somebody wrote. */
const MOST_MEGABYTES = 32;

/** The files that arguments come to. */
export interface FoundFiles {
  /** Named themselves. */
  readonly named: readonly string[];
  /** Found below folders that were named. */
  readonly below: readonly string[];
}

/**
 * The `.hatopo` files that the arguments name: files as they are, folders with all below them, sorted. Each once: of links
 * and what they lead to what was named counts, else the file itself.
 * @throws {InputError} for a path that is not there or cannot be read, for a file of another kind or far too large, and
 *   where no file is found
 */
export async function hatopoFiles(paths: readonly string[], cwd: string): Promise<FoundFiles> {
  const named = new Set<string>();
  const below = new Set<string>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const status = await stat(absolute).catch((error) => missing(path, error));
    if (status.isDirectory()) for (const file of await filesBelow(absolute, cwd)) below.add(file);
    else if (!isHatopo(path)) throw new InputError(`${path} is no .hatopo file.`);
    else named.add(absolute);
  }
  for (const file of named) below.delete(file);
  if (named.size + below.size === 0) throw new InputError(`No .hatopo file in ${paths.join(', ')}.`);
  for (const file of [...named, ...below]) await assertReadable(file, cwd);
  const once = await withoutOtherWays([...named], [...below]);
  return { named: [...named].filter((file) => once.has(file)), below: [...below].filter((file) => once.has(file)) };
}

/** Of the paths that lead to one file the first that was named, else the file itself, else the first link to it. */
async function withoutOtherWays(named: readonly string[], below: readonly string[]): Promise<ReadonlySet<string>> {
  const links = new Set<string>();
  for (const path of below) if ((await lstat(path)).isSymbolicLink()) links.add(path);
  const byFile = new Map<string, string>();
  for (const path of [...named, ...below.filter((each) => !links.has(each)), ...links]) {
    const file = await realpath(path);
    if (!byFile.has(file)) byFile.set(file, path);
  }
  return new Set(byFile.values());
}

/**
 * The one `.hatopo` file that an argument names.
 * @throws {InputError} as `hatopoFiles`; {UsageError} for a folder
 */
export async function hatopoFile(path: string, cwd: string): Promise<string> {
  const status = await stat(resolve(cwd, path)).catch(() => undefined);
  if (status?.isDirectory()) throw new UsageError(`${path} is a folder: name one file in it.`);
  const { named } = await hatopoFiles([path], cwd);
  return named[0] ?? '';
}

export const isHatopo = (path: string) => path.endsWith('.hatopo');

async function assertReadable(path: string, cwd: string): Promise<void> {
  await access(path, constants.R_OK).catch((error) => unreadable(path, cwd, error));
  const status = await stat(path);
  if (!status.isFile()) throw new InputError(`${shown(path, cwd)} is no file with text in it.`);
  const megabytes = Math.ceil(status.size / 1e6);
  if (megabytes > MOST_MEGABYTES)
    throw new InputError(
      `${shown(path, cwd)} is too large: ${megabytes} MB, where at most ${MOST_MEGABYTES} are read.`,
    );
}

function missing(path: string, error: unknown): never {
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR')
    throw new InputError(`There is no file or folder ${path}.`);
  throw new InputError(`${path} cannot be read: ${reasonOf(error)}.`);
}

function unreadable(path: string, cwd: string, error: unknown): never {
  throw new InputError(`${shown(path, cwd)} cannot be read: ${reasonOf(error)}.`);
}

/**
 * Writes a text where another was read.
 * @throws where the file is not what was read: changed meanwhile, or no UTF-8, so that parts of it would be lost
 */
export async function rewrite(path: string, before: string, after: string): Promise<void> {
  if (!(await readFile(path)).equals(Buffer.from(before, 'utf8')))
    throw new Error('it is no UTF-8, or was changed meanwhile');
  await writeFile(path, after, 'utf8');
}

/** Why the file system refused, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOSPC':
      return 'no space is left';
    case 'ENOENT':
      return 'it leads to a file that is not there';
    case 'ELOOP':
      return 'it leads in a circle';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

async function filesBelow(folder: string, cwd: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => unreadable(folder, cwd, error));
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of entries) {
    // among what is hidden are the links by which an editor locks a file, and they lead nowhere
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) files.push(...(await filesBelow(path, cwd)));
    } else if (isHatopo(entry.name)) files.push(path);
  }
  return files;
}

/** A path as a person in `cwd` would write it. */
export function shown(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}
