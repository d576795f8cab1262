/** Files of the language in folders, on disk or virtual. */
import { type CancellationToken, FileType, RelativePattern, Uri, workspace } from 'vscode';

/** Folders of others, and what is hidden. */
const foreign = '**/{node_modules,out,.*}/**';
const isForeign = (name: string) => name === 'node_modules' || name === 'out' || name.startsWith('.');

/**
 * Schemes of folders that the editor searches for sure. Where the extension that a virtual folder is from has no search,
 * `findFiles` waits for one without end.
 */
const searched = new Set(['file', 'vscode-remote']);

/** Folders that are read at most, nearest first: each may be a question over the network. */
const MOST_FOLDERS = 2_000;
/** Folders that are read at the same time. */
const AT_ONCE = 16;

/** Files of the language below a folder, or in all folders of the workspace; none twice. */
export async function hatopoFiles(within?: Uri, token?: CancellationToken): Promise<readonly Uri[]> {
  const folders = within ? [within] : (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const found = await Promise.all(folders.map((folder) => filesBelow(folder, token)));
  return [...new Map(found.flat().map((uri) => [String(uri), uri])).values()];
}

async function filesBelow(folder: Uri, token: CancellationToken | undefined): Promise<readonly Uri[]> {
  if (!searched.has(folder.scheme)) return await walk(folder, token);
  return await workspace.findFiles(new RelativePattern(folder, '**/*.hatopo'), foreign, undefined, token);
}

async function walk(root: Uri, token: CancellationToken | undefined): Promise<readonly Uri[]> {
  const found: Uri[] = [];
  let level: readonly Uri[] = [root];
  for (let left = MOST_FOLDERS; level.length > 0 && left > 0 && !token?.isCancellationRequested; ) {
    const folders = level.slice(0, left);
    left -= folders.length;
    level = (await inTurns(folders, (folder) => entriesOf(folder, found))).flat();
  }
  return found;
}

/** The folders in a folder; the files of the language in it are added. */
async function entriesOf(folder: Uri, found: Uri[]): Promise<readonly Uri[]> {
  const below: Uri[] = [];
  // one that cannot be read stops nothing
  for (const [name, type] of await readable(folder)) {
    if (type & FileType.Directory && !(type & FileType.SymbolicLink)) {
      if (!isForeign(name)) below.push(Uri.joinPath(folder, name));
    } else if (type & FileType.File && name.endsWith('.hatopo')) found.push(Uri.joinPath(folder, name));
  }
  return below;
}

async function readable(folder: Uri): Promise<readonly [string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

/** Asks of all, some at a time; the answers in the order of what was asked. */
async function inTurns<Of, Answer>(all: readonly Of[], ask: (one: Of) => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE)
    answers.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(ask))));
  return answers;
}
