/** What a check reads: files and folders, or the standard input. */
import { resolve } from 'node:path';
import { NodeFileSystem } from 'langium/node';
import { URI } from 'vscode-uri';
import { leavesOut } from '../../language/config.ts';
import { OverlaidFiles } from '../../language/overlaid-files.ts';
import type { CheckSources } from '../../tools/findings/collect.ts';
import { configurations } from '../../tools/findings/configurations.ts';
import { type Io, UsageError } from '../command.ts';
import { hatopoFiles, isHatopo } from '../files.ts';

export interface Sources extends CheckSources {
  /** Gives the text of each as it is to be checked. */
  readonly files: OverlaidFiles;
  /** The standard input, where that is what is checked. */
  readonly stdin?: URI;
}

/**
 * What the arguments name. Of folders, what `hatopo.config.json` leaves out is left out.
 * @throws {UsageError} where there is nothing to be checked
 */
export async function sourcesOf(paths: readonly string[], stdinName: string | undefined, io: Io): Promise<Sources> {
  const files = new OverlaidFiles(NodeFileSystem.fileSystemProvider());
  const configOf = configurations(files);
  if (!paths.includes('-')) {
    if (stdinName !== undefined)
      throw new UsageError('--stdin-filename names the standard input: write - for the file.');
    if (paths.length === 0) throw new UsageError('Name the files or folders to check, or - for the standard input.');
    const { named, below } = await hatopoFiles(paths, io.cwd);
    const isNamed = new Set(named.map((path) => URI.file(path).toString()));
    const isLeftOut = async (uri: URI) => !isNamed.has(uri.toString()) && leavesOut(await configOf(uri), uri);
    const uris = named.map((path) => URI.file(path));
    for (const path of below) if (!(await isLeftOut(URI.file(path)))) uris.push(URI.file(path));
    if (uris.length === 0)
      throw new UsageError(`hatopo.config.json leaves out every .hatopo file in ${paths.join(', ')}.`);
    return { uris, files, configOf, isLeftOut };
  }
  if (paths.length > 1) throw new UsageError('The standard input (-) is checked alone: name no other file.');
  const path = resolve(io.cwd, stdinName ?? 'stdin.hatopo');
  if (!isHatopo(path)) throw new UsageError(`--stdin-filename must end with .hatopo: ${stdinName} does not.`);
  const stdin = URI.file(path);
  files.overlay.set(stdin.toString(), await io.input());
  const isLeftOut = async (uri: URI) => uri.toString() !== stdin.toString() && leavesOut(await configOf(uri), uri);
  return { uris: [stdin], files, stdin, configOf, isLeftOut };
}
