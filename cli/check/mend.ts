/** `--fix`: applies what is safe, and writes the files that came out changed. */
import { fixAll } from '../../language/fix-all.ts';
import type { Mended } from '../../tools/findings/finding.ts';
import { fileOf } from '../../tools/findings/place.ts';
import { reasonOf, rewrite, shown } from '../files.ts';
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
      await rewrite(fileOf(file.uri), file.before, file.after).catch((error) => {
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
