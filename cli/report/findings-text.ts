/** Findings for people: place, message, the line of the text with a mark under it, what belongs to it, who says so, what mends it. */
import { findRule } from '../../engine/rules/index.ts';
import { pageAddress } from '../../engine/rules/page.ts';
import type { RuleSource } from '../../engine/rules/rule.ts';
import {
  type CheckReport,
  count,
  hasTooManyWarnings,
  type ReportedFinding,
  type ReportedPlace,
  type ReportedRelated,
} from '../../tools/findings/finding.ts';
import type { Io } from '../command.ts';
import { type Paint, painter } from './paint.ts';
import { columnsOf, printable } from './printable.ts';
import { hanging } from './wrap.ts';

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

/** Of so many related places the lines are shown, of others only where they are. */
const MOST_RELATED_LINES = 3;

/** The findings, one paragraph each, and what they come to. */
export function findingsAsText(report: CheckReport, io: Io): string {
  const paint = painter(io);
  const paragraphs = report.findings.map((finding) => `${paragraph(finding, io.width, paint).join('\n')}\n\n`);
  return [...mendedLines(report, io, paint), ...paragraphs, summary(report, paint)].join('');
}

function paragraph(finding: ReportedFinding, width: number, paint: Paint): string[] {
  const rule = findRule(finding.code);
  const colour = colours[finding.severity];
  const origin = originOf(finding);
  const tail = (word: string, text: string) =>
    `  ${paint('dim', word.padEnd(4))} ${hanging(printable(text), 7, width - 7)}`;
  return [
    `${paint('bold', at(finding))} ${paint([colour, 'bold'], finding.severity)} ${finding.code}${origin ? paint('dim', ` (${origin})`) : ''}`,
    `  ${hanging(printable(finding.message), 2, width - 2)}`,
    ...frame(finding, width, '^', (marks) => paint(colour, marks), paint),
    ...finding.related.flatMap((related, index) => [
      tail('see', `${at(related)} ${related.message}`),
      ...(index < MOST_RELATED_LINES ? relatedFrame(related, finding, width, paint) : []),
    ]),
    ...(rule ? [tail('from', sourcesOf(rule.sources))] : []),
    ...finding.fixes.map(({ title, safe }) => tail('fix', `${title}${safe ? ' (--fix does it)' : ''}`)),
    ...(rule ? [`  ${paint('dim', `why  ${pageAddress(rule)}`)}`] : []),
  ];
}

function originOf({ severityFrom, configuration }: ReportedFinding): string | undefined {
  switch (severityFrom) {
    case 'configuration':
      return configuration
        ? `set in ${printable(configuration.file)}${configuration.line === undefined ? '' : `:${configuration.line}`}`
        : 'set';
    case 'release':
      return 'by its release';
    case 'not-stated':
      return 'not stated';
    default:
      return undefined;
  }
}

function sourcesOf([first, ...others]: readonly RuleSource[]): string {
  if (!first) return 'hatopo';
  const more = others.length > 0 ? `; and ${others.length} more` : '';
  return `${first.document}${first.place ? `, ${first.place}` : ''}${more}`;
}

const at = (place: ReportedPlace) => `${printable(place.file)}:${place.line}:${place.column}`;

/** Of a related place the line too, unless it is the one that is shown already. */
function relatedFrame(related: ReportedRelated, finding: ReportedFinding, width: number, paint: Paint): string[] {
  if (related.uri === finding.uri && related.line === finding.line) return [];
  return frame(related, width, '-', (marks) => paint('blue', marks), paint).map((line) => `     ${line.slice(2)}`);
}

/** The line of the text with marks under the place, as wide as it is on that line; of a long line what is around the place. */
function frame(
  place: ReportedPlace & { readonly lineText: string },
  width: number,
  sign: string,
  marked: (marks: string) => string,
  paint: Paint,
): string[] {
  const text = printable(place.lineText);
  if (text.trim() === '') return [];
  const number = String(place.line);
  const room = Math.max(40, width - number.length - 10);
  const from = Math.min(place.column - 1, text.length);
  const to = place.endLine === place.line ? Math.min(place.endColumn - 1, text.length) : text.length;
  const cut = text.length > room ? Math.max(0, Math.min(from - Math.floor(room / 3), text.length - room)) : 0;
  const before = cut > 0 ? `…${text.slice(cut + 1, from)}` : text.slice(0, from);
  const behind = text.slice(from, cut + room);
  const seen = before + (cut + room < text.length ? `${behind.slice(0, -1)}…` : behind);
  // tabs stay tabs, so that the marks stand below what they mark, however wide a tab is
  const blanks = before.split('\t').map((part) => ' '.repeat(columnsOf(part)));
  const marks = Math.max(1, columnsOf(text.slice(from, Math.min(to, cut + room))));
  return [
    `  ${paint('dim', `${number} |`)} ${seen}`,
    `  ${paint('dim', `${' '.repeat(number.length)} |`)} ${blanks.join('\t')}${marked(sign.repeat(marks))}`,
  ];
}

/** What `--fix` did. */
function mendedLines({ mended }: CheckReport, io: Io, paint: Paint): string[] {
  if (!mended || mended.length === 0) return [];
  return [
    `${paint('green', `Mended ${counted(mended.length, 'finding')}:`)}\n`,
    ...mended.map(({ file, title, code }) => {
      const line = `${printable(file)}: ${printable(title)} (${code})`;
      return `  ${hanging(line, 4, io.width - 2)}\n`;
    }),
    '\n',
  ];
}

function summary(report: CheckReport, paint: Paint): string {
  const { files, findings, suppressed, maxWarnings } = report;
  const checked = counted(files.length, 'file');
  const silenced = suppressed.length > 0 ? `; ${suppressed.length} silenced` : '';
  if (findings.length === 0) return `${checked}: ${paint('green', 'nothing found')}${silenced}.\n`;
  const errors = count(findings, 'error');
  const warnings = count(findings, 'warning');
  const parts = [
    paint(errors > 0 ? colours.error : 'reset', counted(errors, 'error')),
    paint(warnings > 0 ? colours.warning : 'reset', counted(warnings, 'warning')),
    `${count(findings, 'info')} for information`,
  ];
  const safe = findings.filter(({ fixes }) => fixes.some((fix) => fix.safe)).length;
  const rule = findings.find(({ code }) => findRule(code))?.code;
  return [
    `${checked}: ${parts.join(', ')}${silenced}.\n`,
    ...(hasTooManyWarnings(report) ? [`There may be at most ${counted(maxWarnings ?? 0, 'warning')}.\n`] : []),
    ...(safe > 0 && !report.mended ? [`--fix mends ${safe} of them.\n`] : []),
    ...(rule ? [paint('dim', `hatopo explain RULE tells more, such as hatopo explain ${rule}.\n`)] : []),
  ].join('');
}

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
