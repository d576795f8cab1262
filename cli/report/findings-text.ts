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
    `  ${finding.message}`,
    ...frame(finding).map((line) => paint('dim', line)),
    ...finding.related.map((related) => `  ${paint('dim', 'see')} ${at(related)} ${related.message}`),
    ...finding.fixes.map((fix) => `  ${paint('dim', 'fix')} ${fix.title}`),
    ...(finding.url ? [`  ${paint('dim', `why ${finding.url}`)}`] : []),
  ];
  return `${lines.join('\n')}\n\n`;
}

const at = (place: ReportedPlace) => `${place.file}:${place.line}:${place.column}`;

/** The line of the text with a mark under the place, as wide as it is on that line. */
function frame(finding: ReportedFinding): string[] {
  const text = finding.lineText;
  if (text === undefined || text.trim() === '') return [];
  const number = String(finding.line);
  const end = finding.endLine === finding.line ? finding.endColumn : text.length + 1;
  const width = Math.max(1, Math.min(end, text.length + 1) - finding.column);
  const indent = text.slice(0, finding.column - 1).replace(/[^\t]/g, ' ');
  return [`  ${number} | ${text}`, `  ${' '.repeat(number.length)} | ${indent}${'^'.repeat(width)}`];
}
