/** What a finding is known by from one check to the next. */
import { createHash } from 'node:crypto';
import type { ReportedFinding } from '../../tools/findings/finding.ts';

/**
 * A mark for each finding: its rule, the names around it and the text of its line, but neither the line's number nor the
 * message, so that edits elsewhere do not change it. Those of one file that are alike are numbered.
 */
export function fingerprints(findings: readonly ReportedFinding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ code, uri, within, lineText }) => {
    const text = JSON.stringify([code, within, lineText.trim().replace(/\s+/g, ' ')]);
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
    const times = (seen.get(`${uri} ${hash}`) ?? 0) + 1;
    seen.set(`${uri} ${hash}`, times);
    return `${hash}:${times}`;
  });
}
