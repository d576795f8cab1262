/** What several files say of themselves and of what they import, put together. */
import { keyOfFinding, type PlacedFinding } from './placed-finding.ts';

/** What was found in one file and in what it imports. */
export interface FoundByRoot {
  /** Addresses of all files that were read for it. */
  readonly files: ReadonlySet<string>;
  readonly findings: readonly PlacedFinding[];
}

/** Findings about the text alone, that come and go with what it silences. */
export const codesThatFollow: ReadonlySet<string> = new Set(['hatopo/unused-suppression']);

const ranks = { error: 0, warning: 1, info: 2 } as const;

/**
 * All findings of several roots, each once, in the order in which they are first said. Where two say the same with
 * different severities, because other configurations hold for them, the graver counts. That a suppression silences
 * nothing counts only where all say so whose files it stands in.
 */
export function together(found: readonly FoundByRoot[]): readonly PlacedFinding[] {
  const unique = new Map<string, { finding: PlacedFinding; times: number }>();
  for (const { findings } of found) {
    for (const finding of findings) {
      const key = keyOfFinding(finding);
      const known = unique.get(key);
      if (!known) unique.set(key, { finding, times: 1 });
      else {
        known.times++;
        if (ranks[finding.severity] < ranks[known.finding.severity]) known.finding = finding;
      }
    }
  }
  return [...unique.values()]
    .filter(
      ({ finding, times }) =>
        !codesThatFollow.has(finding.code) || times === found.filter(({ files }) => files.has(finding.uri)).length,
    )
    .map(({ finding }) => finding);
}
