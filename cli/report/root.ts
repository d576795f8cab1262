/** Files as others name them: from the root of the repository. */
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { URI } from 'vscode-uri';

/** The nearest folder, from here upwards, that is a repository; this one where there is none. */
export function repositoryRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** The address of a folder, with the `/` that ends it. */
export function folderAddress(folder: string): string {
  return pathToFileURL(folder).href.replace(/\/?$/, '/');
}

/** The way from the root to a file, as an address (`sites/the%20first.hatopo`); `undefined` where it is outside or no file. */
export function addressBelow(root: string, uri: string): string | undefined {
  const path = pathBelow(root, uri);
  return path?.split('/').map(encodeURIComponent).join('/');
}

/** The way from the root to a file, with `/` between folders; `undefined` where it is outside or no file. */
export function pathBelow(root: string, uri: string): string | undefined {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file') return undefined;
  const path = relative(root, parsed.fsPath).replaceAll('\\', '/');
  return path.startsWith('../') || /^(\/|[a-z]:)/i.test(path) ? undefined : path;
}
