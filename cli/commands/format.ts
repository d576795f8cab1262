/** `hatopo format`: texts in the one style. */
import { parseArgs } from 'node:util';
import { EmptyFileSystem, type URI } from 'langium';
import { applied } from '../../language/edits/text-edit.ts';
import { formatChanges, treeOf } from '../../language/format/index.ts';
import { createHatopoServices, type HatopoServices } from '../../language/module.ts';
import { damageOf } from '../../language/recovery/index.ts';
import { positionsIn } from '../../language/recovery/positions.ts';
import { fileOf } from '../../tools/findings/place.ts';
import { type Sources, sourcesOf } from '../check/sources.ts';
import { type Command, type ExitCode, type Io, UsageError } from '../command.ts';
import { reasonOf, rewrite, shown } from '../files.ts';

const help = `Usage: hatopo format FILE|DIR… [--check]
       hatopo format --stdin [--check]

Lays .hatopo files out in the one style: indentation, blanks and empty lines, and columns where readers
compare. What a file says never changes. A statement that cannot be understood is left as it is and
reported with its place; the rest of its file is formatted. Of folders, what "exclude" in
hatopo.config.json names is left out.

  --check  writes nothing, and lists the files that are not in the style
  --stdin  formats the standard input (- says the same) to the standard output

Exit codes: 0 all is in the style now, 1 something could not be understood, or --check found a file
that is not in the style, 2 nothing could be read, or a file could not be written.
`;

/** One text, and what it comes to. */
interface Result {
  readonly uri: URI;
  readonly before: string;
  readonly after: string;
  /** What could not be understood: `line:column: message`. */
  readonly problems: readonly string[];
}

export const format: Command = {
  name: 'format',
  summary: 'lays files out in the one style',
  help,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { check: { type: 'boolean', default: false }, stdin: { type: 'boolean', default: false } },
    });
    const sources = await sourcesOf(pathsOf(positionals, values.stdin), undefined, io);
    const services = createHatopoServices(EmptyFileSystem).hatopo;
    const results: Result[] = [];
    for (const uri of sources.uris) results.push(formatted(uri, await sources.files.readFile(uri), services));
    for (const { uri, problems } of results) {
      const name = sources.stdin ? 'stdin' : shown(fileOf(uri.toString()), io.cwd);
      for (const problem of problems) io.err(`${name}:${problem}\n`);
    }
    const failures = await tell(results, sources, values.check, io);
    return exitCode(results, failures, values.check);
  },
};

/** @throws {UsageError} where files and the standard input are both meant, or none */
function pathsOf(paths: readonly string[], stdin: boolean): readonly string[] {
  if (stdin && paths.some((path) => path !== '-'))
    throw new UsageError('--stdin formats the standard input alone: name no file.');
  if (!stdin && paths.length === 0)
    throw new UsageError('Name the files or folders to format, or --stdin for the standard input.');
  return stdin ? ['-'] : paths;
}

function formatted(uri: URI, before: string, services: HatopoServices): Result {
  const tree = treeOf(before, services);
  const after = applied(before, formatChanges(before, tree, services));
  const positions = positionsIn(before);
  const problems = damageOf(tree).flaws.map(({ start, message }) => {
    const { line, column } = positions.of(start);
    return `${line}:${column}: ${message}`;
  });
  return { uri, before, after, problems };
}

const isChanged = ({ before, after }: Result): boolean => before !== after;

/** Writes and lists what is changed; the number of files that could not be written. */
async function tell(results: readonly Result[], { stdin }: Sources, check: boolean, io: Io): Promise<number> {
  if (stdin && !check) {
    for (const { after } of results) io.out(after);
    return 0;
  }
  let failures = 0;
  for (const { uri, before, after } of results.filter(isChanged)) {
    const path = fileOf(uri.toString());
    const name = stdin ? 'stdin' : shown(path, io.cwd);
    const failure = check ? undefined : await rewrite(path, before, after).catch(reasonOf);
    if (failure === undefined) io.out(`${name}\n`);
    else {
      io.err(`${name} could not be written: ${failure}.\n`);
      failures++;
    }
  }
  io.err(`${sumOf(results, failures, check)}\n`);
  return failures;
}

function sumOf(results: readonly Result[], failures: number, check: boolean): string {
  const changed = results.filter(isChanged).length - failures;
  const files = (count: number) => `${count} ${count === 1 ? 'file' : 'files'}`;
  if (!check) return `${files(changed)} of ${results.length} formatted.`;
  if (changed === 0) return `${files(results.length)} in the style.`;
  return `${files(changed)} of ${results.length} not in the style: hatopo format changes that.`;
}

function exitCode(results: readonly Result[], failures: number, check: boolean): ExitCode {
  if (failures > 0) return 2;
  return results.some((result) => result.problems.length > 0 || (check && isChanged(result))) ? 1 : 0;
}
