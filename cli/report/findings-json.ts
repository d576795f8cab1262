/** Findings for programs: the form of `schemas/check.schema.json`. */
import type { ReportedFinding } from './finding.ts';

/** The findings with their counts; the text of lines stays out. */
export function findingsAsJson(files: readonly string[], findings: readonly ReportedFinding[]) {
  return {
    version: 1,
    files,
    errors: count(findings, 'error'),
    warnings: count(findings, 'warning'),
    findings: findings.map(({ lineText: _, fixes, ...finding }) => ({
      ...finding,
      fixes: fixes.map(({ title }) => ({ title })),
    })),
  };
}

/** How many findings have this severity. */
export function count(findings: readonly ReportedFinding[], severity: ReportedFinding['severity']): number {
  return findings.filter((finding) => finding.severity === severity).length;
}
