/** Findings for programs: the form of `schemas/check.schema.json`. */
import { findRule } from '../../engine/rules/index.ts';
import { pageAddress } from '../../engine/rules/page.ts';
import { type CheckReport, count, type ReportedFinding, type ReportedPlace } from './finding.ts';

/** The findings with their counts; the text of lines stays out. */
export function findingsAsJson(report: CheckReport): string {
  const { files, findings, suppressed, problems, mended } = report;
  const json = {
    version: 1,
    files: files.map(({ file }) => file),
    errors: count(findings, 'error'),
    warnings: count(findings, 'warning'),
    findings: findings.map((finding) => ({
      ...common(finding),
      fixes: finding.fixes.map(({ title, safe, edits }) => ({
        title,
        safe,
        edits: edits.map((edit) => ({ ...place(edit), newText: edit.newText })),
      })),
    })),
    suppressed: suppressed.map((finding) => ({
      ...common(finding),
      reason: finding.reason,
      by: place(finding.by),
    })),
    problems: problems.map(({ file, line, column, message }) => ({ file, line, column, message })),
    ...(mended && { mended }),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function common({ code, severity, severityFrom, configuration, tags, message, related, ...at }: ReportedFinding) {
  const rule = findRule(code);
  return {
    code,
    severity,
    severityFrom,
    ...(configuration && { configuration }),
    ...(tags.length > 0 && { tags }),
    message,
    ...place(at),
    ...(rule && { url: pageAddress(rule) }),
    related: related.map((each) => ({ message: each.message, ...place(each) })),
  };
}

function place({ file, line, column, endLine, endColumn }: ReportedPlace) {
  return { file, line, column, endLine, endColumn };
}
