/** What the status bar says. No editor in here. */
import type { ScenarioResult } from '../../server/protocol.ts';

/** How many findings of each severity a file shows. */
export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly others: number;
}

/** `1 error, 2 warnings`, `no findings`; `reading…` while nobody knows. */
export function findingWords(counts: Counts | undefined): string {
  if (!counts) return 'reading…';
  const { errors, warnings, others } = counts;
  const parts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(others, 'note')];
  return parts.filter(Boolean).join(', ') || 'no findings';
}

/** `✓ 5 scenarios`, `✗ 1 of 5 scenarios`; `undefined` where none was played. @param isOld the text was edited since */
export function runWords(results: readonly ScenarioResult[], isOld: boolean): string | undefined {
  if (results.length === 0) return undefined;
  const bad = results.filter(({ outcome }) => outcome !== 'passed').length;
  const all = counted(results.length, 'scenario');
  return `${bad === 0 ? `✓ ${all}` : `✗ ${bad} of ${all}`}${isOld ? ', edited since' : ''}`;
}

/** A line for each scenario. */
export function runDetails(results: readonly ScenarioResult[]): string {
  return results
    .map(({ scenario, outcome, expectations, failures }) => {
      if (outcome === 'passed') return `✓ ${scenario}`;
      const why = outcome === 'errored' ? 'not played: the text has errors' : `${failures} of ${expectations} fail`;
      return `✗ ${scenario}: ${why}`;
    })
    .join('\n');
}

function counted(number: number, word: string): string {
  return number === 0 ? '' : `${number} ${word}${number === 1 ? '' : 's'}`;
}
