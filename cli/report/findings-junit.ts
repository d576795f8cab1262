/** Findings as JUnit XML: a suite a file, a case a finding. What makes the check fail is a failure. */
import { findRule } from '../../engine/rules/index.ts';
import { pageAddress } from '../../engine/rules/page.ts';
import {
  type CheckReport,
  hasTooManyWarnings,
  type ReportedFinding,
  type SuppressedFinding,
} from '../../tools/findings/finding.ts';
import { attributes, escaped } from './xml.ts';

/** The whole document. A file without findings has one case that passes. */
export function findingsAsJunit(report: CheckReport): string {
  const fails = ({ severity }: ReportedFinding) =>
    severity === 'error' || (severity === 'warning' && hasTooManyWarnings(report));
  const suites = [...new Set([...report.files, ...report.findings, ...report.suppressed].map(({ file }) => file))]
    .sort()
    .map((file) => ({
      file,
      findings: report.findings.filter((finding) => finding.file === file),
      suppressed: report.suppressed.filter((finding) => finding.file === file),
    }));
  const total = (number: (suite: (typeof suites)[number]) => number) =>
    suites.reduce((sum, each) => sum + number(each), 0);
  const tests = ({ findings, suppressed }: (typeof suites)[number]) => Math.max(1, findings.length + suppressed.length);
  const failures = ({ findings }: (typeof suites)[number]) => findings.filter(fails).length;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'hatopo check', tests: total(tests), failures: total(failures), errors: 0 })}>`,
    ...suites.flatMap((suite) => [
      `  <testsuite${attributes({ name: suite.file, tests: tests(suite), failures: failures(suite), errors: 0, skipped: suite.suppressed.length })}>`,
      ...suite.findings.flatMap((finding) => caseOf(finding, fails(finding))),
      ...suite.suppressed.flatMap(skippedOf),
      ...(suite.findings.length + suite.suppressed.length === 0
        ? [`    <testcase${attributes({ classname: suite.file, name: 'nothing found', file: suite.file })}/>`]
        : []),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function caseOf(finding: ReportedFinding, fails: boolean): string[] {
  const { severity, message } = finding;
  const text = escaped(textOf(finding));
  return [
    opening(finding),
    fails
      ? `      <failure${attributes({ type: severity, message })}>${text}</failure>`
      : `      <system-out>${text}</system-out>`,
    '    </testcase>',
  ];
}

function skippedOf(finding: SuppressedFinding): string[] {
  return [opening(finding), `      <skipped${attributes({ message: finding.reason })}/>`, '    </testcase>'];
}

function opening({ code, file, line, column }: ReportedFinding): string {
  return `    <testcase${attributes({ classname: file, name: `${code} at ${line}:${column}`, file, line })}>`;
}

function textOf({ file, line, column, severity, code, message, related, fixes }: ReportedFinding): string {
  const rule = findRule(code);
  return [
    `${file}:${line}:${column}: ${severity}: ${message}`,
    ...related.map((each) => `see ${each.file}:${each.line}:${each.column}: ${each.message}`),
    ...fixes.map(({ title }) => `fix: ${title}`),
    ...(rule ? [`why: ${pageAddress(rule)}`] : []),
  ].join('\n');
}
