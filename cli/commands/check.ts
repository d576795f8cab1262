/** `hatopo check`: what the language and the vendors' rules find in files. */
import { parseArgs } from 'node:util';
import { NodeFileSystem } from 'langium/node';
import { findRule } from '../../engine/rules/index.ts';
import { pageAddress } from '../../engine/rules/page.ts';
import { type Config, configFor } from '../../language/config.ts';
import { checkDocument } from '../../language/findings.ts';
import { type Loaded, loadFile } from '../../language/load.ts';
import { type Command, UsageError } from '../command.ts';
import { hatopoFiles, shown } from '../files.ts';
import type { ReportedFinding, ReportedPlace } from '../report/finding.ts';
import { count, findingsAsJson } from '../report/findings-json.ts';
import { findingsAsText } from '../report/findings-text.ts';
import { fileOf, linesOf, lineTextOf } from '../report/place.ts';

const help = `Usage: hatopo check FILE|DIR… [--format text|json]

Reports what is wrong in .hatopo files: names, units and statements of the language, and what breaks a
vendor's rule, each with its place and what to do. Files that are imported are checked with the file.

Exit codes: 0 clean or warnings only, 1 errors, 2 nothing could be checked.
`;

export const check: Command = {
  name: 'check',
  summary: 'reports what is wrong, and what breaks a rule',
  help,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'text' } },
    });
    if (values.format !== 'text' && values.format !== 'json')
      throw new UsageError(`There is no format ${values.format}: text or json.`);
    if (positionals.length === 0) throw new UsageError('Name the files or folders to check.');
    const files = await hatopoFiles(positionals, io.cwd);
    const fileSystem = NodeFileSystem.fileSystemProvider();
    const findings: ReportedFinding[] = [];
    const problems = new Set<string>();
    for (const file of files) {
      const loaded = await loadFile(file, fileSystem);
      const config = await configFor(loaded.document.uri, fileSystem);
      for (const { line, column, message } of config.problems)
        problems.add(`${shown(fileOf(config.uri ?? ''), io.cwd)}:${line}:${column}: ${message}\n`);
      findings.push(...findingsIn(loaded, config, io.cwd));
    }
    for (const problem of problems) io.err(problem);
    const unique = inOrder(findings);
    if (values.format === 'json') {
      const names = files.map((file) => shown(file, io.cwd));
      io.out(`${JSON.stringify(findingsAsJson(names, unique), undefined, 2)}\n`);
    } else io.out(findingsAsText(unique, io) + summary(files.length, unique));
    return count(unique, 'error') > 0 ? 1 : 0;
  },
};

/** All findings on a file and its imports: of the language, then of the rules. */
function findingsIn(loaded: Loaded, config: Config, cwd: string): ReportedFinding[] {
  const reported = (at: { uri: string; start: number; end: number }): ReportedPlace => ({
    file: shown(fileOf(at.uri), cwd),
    ...linesOf(loaded, at),
  });
  const ofLanguage = loaded.diagnostics.map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    ...reported(finding),
    related: [],
    fixes: [],
    lineText: lineTextOf(loaded, finding),
  }));
  const ofRules = checkDocument(loaded.document, loaded.services, config).map((finding) => {
    const rule = findRule(finding.code);
    return {
      code: finding.code,
      severity: finding.severity,
      message: finding.message,
      ...reported(finding),
      ...(rule ? { url: pageAddress(rule) } : {}),
      related: finding.related.map((related) => ({ message: related.message, ...reported(related) })),
      fixes: finding.fixes.map(({ title }) => ({ title })),
      lineText: lineTextOf(loaded, finding),
    };
  });
  return [...ofLanguage, ...ofRules];
}

/** By file and line; what two files that import one another both say, once. */
function inOrder(findings: readonly ReportedFinding[]): ReportedFinding[] {
  const unique = new Map<string, ReportedFinding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.file, finding.line, finding.column, finding.code, finding.message]);
    if (!unique.has(key)) unique.set(key, finding);
  }
  return [...unique.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

function summary(files: number, findings: readonly ReportedFinding[]): string {
  const counted = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const checked = counted(files, 'file');
  if (findings.length === 0) return `${checked}: nothing found.\n`;
  const parts = [
    counted(count(findings, 'error'), 'error'),
    counted(count(findings, 'warning'), 'warning'),
    `${count(findings, 'info')} for information`,
  ];
  return `${checked}: ${parts.join(', ')}.\n`;
}
