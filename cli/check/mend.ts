/** `--fix`: applies what is safe, and writes the files that came out changed. */
import { readFile, writeFile } from 'node:fs/promises';
import { type FixedFile, fixAll } from '../../language/fix-all.ts';
import { reasonOf, shown } from '../files.ts';
import type { Mended } from '../report/finding.ts';
import { fileOf } from '../report/place.ts';
import type { Sources } from './sources.ts';

export interface MendOptions {
  /** The codes whose findings are mended; all where absent. */
  readonly codes?: ReadonlySet<string> | undefined;
  /** Addresses of files that a configuration leaves out: they are not changed. */
  readonly leftOut: ReadonlySet<string>;
  readonly cwd: string;
}

export interface MendResult {
  readonly mended: readonly Mended[];
  /** How many findings keep a safe fix, because it would break something else. */
  readonly refused: number;
  /** Sentences on files that could not be written; they are as they were. */
  readonly failures: readonly string[];
}

/**
 * Mends what has a safe fix, in the files and in what they import. Files are written; the text of the standard input is
 * laid over its file anew, and nothing else is changed then.
 */
export async function mend(sources: Sources, { codes, leftOut, cwd }: MendOptions): Promise<MendResult> {
  const { uris, files, stdin, configOf } = sources;
  const result = await fixAll(uris, files, {
    choicesFor: configOf,
    ...(codes && { codes }),
    mayChange: (uri) => (stdin ? uri === stdin.toString() : uri.startsWith('file:') && !leftOut.has(uri)),
  });
  const failed = new Set<string>();
  const failures: string[] = [];
  for (const file of result.files) {
    if (stdin) files.overlay.set(file.uri, file.after);
    else
      await write(file).catch((error) => {
        failed.add(file.uri);
        failures.push(`${shown(fileOf(file.uri), cwd)} could not be written: ${reasonOf(error)}.`);
      });
  }
  return {
    mended: result.applied
      .filter(({ uri }) => !failed.has(uri))
      .map(({ code, uri, message, title }) => ({ code, file: shown(fileOf(uri), cwd), message, title })),
    refused: result.left.length,
    failures,
  };
}

/** @throws where the file is not what was read: changed meanwhile, or no UTF-8, so that parts of it would be lost */
async function write({ uri, before, after }: FixedFile): Promise<void> {
  const path = fileOf(uri);
  if (!(await readFile(path)).equals(Buffer.from(before, 'utf8')))
    throw new Error('it is no UTF-8, or was changed meanwhile');
  await writeFile(path, after, 'utf8');
}
