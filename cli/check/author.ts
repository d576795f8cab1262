/** The rules that authors wrote in files. */
import { authorRules } from '../../engine/rules/author/index.ts';
import type { Rule } from '../../engine/rules/rule.ts';
import { loadUri } from '../../language/load.ts';
import type { Io } from '../command.ts';
import { sourcesOf } from './sources.ts';

/**
 * The rules in the files and folders, and in what they import, each once.
 * @throws {UsageError} where there is nothing to be read
 */
export async function rulesWritten(paths: readonly string[], io: Io): Promise<readonly Rule[]> {
  if (paths.length === 0) return [];
  const { uris, files } = await sourcesOf(paths, undefined, io);
  const found = new Map<string, Rule>();
  for (const uri of uris) {
    const { topology } = await loadUri(uri, files);
    for (const rule of authorRules(topology)) if (!found.has(rule.id)) found.set(rule.id, rule);
  }
  return [...found.values()];
}
