/** Findings for people: place, message, the line of the text with a mark under it, what belongs to it, what mends it. */
import { styleText } from 'node:util';
import type { Io } from '../command.ts';
import type { ReportedFinding, ReportedPlace } from './finding.ts';

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

/** The findings, one paragraph each. */
export function findingsAsText(findings: readonly ReportedFinding[], io: Io): string {
  return findings.map((finding) => paragraph(finding, io)).join('');
}

function paragraph(finding: ReportedFinding, io: Io): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) => (io.colour ? styleText(style, text) : text);
  const lines = [
    `${paint('bold', at(finding))} ${paint(colours[finding.severity], finding.severity)} ${paint('dim', finding.code)}`,
    `  ${printable(finding.message)}`,
    ...frame(finding, io.width).map((line) => paint('dim', line)),
    ...finding.related.map((related) => `  ${paint('dim', 'see')} ${at(related)} ${related.message}`),
    ...finding.fixes.map((fix) => `  ${paint('dim', 'fix')} ${fix.title}`),
    ...(finding.url ? [`  ${paint('dim', `why ${finding.url}`)}`] : []),
  ];
  return `${lines.join('\n')}\n\n`;
}

const at = (place: ReportedPlace) => `${place.file}:${place.line}:${place.column}`;

/** The line of the text with a mark under the place, as wide as it is on that line; of a long line what is around the place. */
function frame(finding: ReportedFinding, width: number): string[] {
  const text = printable(finding.lineText ?? '');
  if (text.trim() === '') return [];
  const number = String(finding.line);
  const room = Math.max(40, width - number.length - 5);
  const from = finding.column - 1;
  const to = finding.endLine === finding.line ? Math.min(finding.endColumn - 1, text.length) : text.length;
  const cut = text.length > room ? Math.max(0, Math.min(from - Math.floor(room / 3), text.length - room)) : 0;
  const seen = text.slice(cut, cut + room);
  const indent = seen.slice(0, from - cut).replace(/[^\t]/g, ' ');
  const marks = Math.max(1, Math.min(to, cut + room) - from);
  return [`  ${number} | ${seen}`, `  ${' '.repeat(number.length)} | ${indent}${'^'.repeat(marks)}`];
}

/** Control characters of a file must not reach the terminal. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is replaced
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}
