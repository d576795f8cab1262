/** `hatopo check`: what the language and the vendors' rules find in files. */
import { parseArgs } from 'node:util';
import { findRule } from '../../engine/rules/index.ts';
import { codesNamed } from '../../tools/findings/codes.ts';
import { type Collected, collect } from '../../tools/findings/collect.ts';
import { type CheckReport, count, hasTooManyWarnings } from '../../tools/findings/finding.ts';
import { findingsAsJson } from '../../tools/findings/findings-json.ts';
import { fileOf } from '../../tools/findings/place.ts';
import { type MendResult, mend } from '../check/mend.ts';
import { type Sources, sourcesOf } from '../check/sources.ts';
import { choice } from '../choice.ts';
import { type Command, type ExitCode, type Io, UsageError } from '../command.ts';
import { shown } from '../files.ts';
import { findingsAsGithub } from '../report/findings-github.ts';
import { findingsAsJunit } from '../report/findings-junit.ts';
import { findingsAsSarif } from '../report/findings-sarif.ts';
import { findingsAsText } from '../report/findings-text.ts';

const help = `Usage: hatopo check FILE|DIR… [OPTIONS]
       hatopo check - [--stdin-filename FILE] [OPTIONS]

Reports what is wrong in .hatopo files: names, units and statements of the language, and what breaks a
vendor's rule, a rule of the author or an objective, each with its place and what to do. Files that are
imported are checked with the file. Of folders, what "exclude" in hatopo.config.json names is left out.
With - the standard input is read.

  --fix                  applies the fixes that are safe, then reports what is left; the standard input
                         comes out mended, and the report goes to the standard error output
  --rule RULE            reports, and with --fix mends, this rule alone; PACK/* for all of a pack; may be
                         repeated. Errors of the language are reported all the same: without a text that
                         can be read, a rule that says nothing means nothing
  --no-objectives        leaves objectives out: each takes a run for every failure of which it speaks
  --max-warnings N       exits with 1 where there are more warnings
  --format FORMAT        text (default), json, sarif, github (annotations of GitHub Actions) or junit
  --stdin-filename FILE  where the standard input would stand: imports and hatopo.config.json are found
                         from there
  --color, --no-color    whether to colour; else where a terminal shows it and NO_COLOR is not set

Exit codes: 0 clean or warnings only, 1 errors or too many warnings, 2 nothing could be checked, or a
file could not be written.
`;

const formats = {
  text: findingsAsText,
  json: findingsAsJson,
  sarif: (report, { cwd }) => findingsAsSarif(report, cwd),
  github: (report, { cwd }) => findingsAsGithub(report, cwd),
  junit: findingsAsJunit,
} satisfies Readonly<Record<string, (report: CheckReport, io: Io) => string>>;
const formatNames = ['text', 'json', 'sarif', 'github', 'junit'] as const;

export const check: Command = {
  name: 'check',
  summary: 'reports what is wrong, and what breaks a rule',
  help,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        fix: { type: 'boolean', default: false },
        rule: { type: 'string', multiple: true },
        'no-objectives': { type: 'boolean', default: false },
        'max-warnings': { type: 'string' },
        format: { type: 'string', default: 'text' },
        'stdin-filename': { type: 'string' },
      },
    });
    const format = formats[choice('format', values.format, formatNames)];
    const codes = values.rule && codesNamed(values.rule);
    const maxWarnings = countOf(values['max-warnings']);
    const sources = await sourcesOf(positionals, values['stdin-filename'], io);

    const asked = { show: (uri: string) => shown(fileOf(uri), io.cwd), codes, objectives: !values['no-objectives'] };
    let collected = await collect(sources, asked);
    let mended: MendResult | undefined;
    if (values.fix) {
      mended = await mend(sources, { codes, leftOut: collected.leftOut, cwd: io.cwd });
      if (mended.mended.length > 0) collected = await collect(sources, asked);
    }
    const report: CheckReport = {
      ...collected.report,
      ...(mended && { mended: mended.mended }),
      ...(maxWarnings !== undefined && { maxWarnings }),
    };
    await tell(collected, sources, codes, mended, io);
    if (values.fix) for (const text of notMended(codes)) io.err(`${text}\n`);
    const text = format(report, io);
    if (values.fix && sources.stdin) {
      io.out(await sources.files.readFile(sources.stdin));
      io.err(text);
    } else io.out(text);
    return exitCode(report, mended);
  },
};

/** Of the rules that were asked by name those that `--fix` cannot mend. */
function notMended(codes: ReadonlySet<string> | undefined): readonly string[] {
  const rules = [...(codes ?? [])].flatMap((code) => findRule(code) ?? []);
  if (rules.length === 0 || rules.some(({ safeFixes }) => safeFixes)) return [];
  const which = rules.length === 1 ? `${rules[0]?.id} has` : 'these rules have';
  return [`--fix applies safe fixes alone, and ${which} none that is: their others are for the editor, or by hand.`];
}

/** @throws {UsageError} for what is no number of warnings */
function countOf(stated: string | undefined): number | undefined {
  if (stated !== undefined && !/^\d+$/.test(stated))
    throw new UsageError(`--max-warnings takes a whole number, such as 0: ${stated} is none.`);
  return stated === undefined ? undefined : Number(stated);
}

/** What goes with the report, but is none of its findings. */
async function tell(
  { report }: Collected,
  { uris, configOf }: Sources,
  codes: ReadonlySet<string> | undefined,
  mended: MendResult | undefined,
  { err }: Io,
): Promise<void> {
  for (const { file, line, column, message } of report.problems) err(`${file}:${line}:${column}: ${message}\n`);
  const configs = await Promise.all(uris.map(configOf));
  for (const code of codes ?? [])
    if (findRule(code) && configs.every(({ severities }) => severities[code] === 'off'))
      err(`${code} is switched off by hatopo.config.json.\n`);
  if (report.unsought > 0)
    err(`There are many findings: fixes were not looked for in ${report.unsought} of them. --rule asks for fewer.\n`);
  for (const failure of mended?.failures ?? []) err(`${failure}\n`);
  const refused = mended?.refused ?? 0;
  if (refused > 0)
    err(
      `${refused} safe ${refused === 1 ? 'fix was' : 'fixes were'} left out: together with the rest it would break something else.\n`,
    );
}

function exitCode(report: CheckReport, mended: MendResult | undefined): ExitCode {
  if (mended && mended.failures.length > 0) return 2;
  return count(report.findings, 'error') > 0 || hasTooManyWarnings(report) ? 1 : 0;
}
