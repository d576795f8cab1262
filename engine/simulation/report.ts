/** A run for people, line by line: what happened, what it meant, what was expected, and who says that it goes so. */
import type { Topology } from '../topology/model.ts';
import { formatSummary, formatTimeline } from './format.ts';
import type { ExpectationResult, Run } from './run.ts';

/** One line; who prints it wraps it, so that what follows stands `hang` columns in, and paints it. */
export type ReportLine =
  | { readonly kind: 'title' | 'event' | 'summary' | 'note'; readonly text: string; readonly hang: number }
  | { readonly kind: 'expectation'; readonly mark: Mark; readonly text: string; readonly hang: number }
  | { readonly kind: 'blank' };

/** Holds, does not, cannot be told. */
export type Mark = '✓' | '✗' | '?';

/** The lines of a run, without one at its end. */
export function reportOf(topology: Topology, run: Run): readonly ReportLine[] {
  const expectations = run.expectations.map(
    (each): ReportLine => ({ kind: 'expectation', mark: markOf(each), text: `${each.text}: ${each.actual}`, hang: 2 }),
  );
  return [
    { kind: 'title', text: run.title, hang: 0 },
    { kind: 'blank' },
    ...lines(formatTimeline(run)).map((text): ReportLine => ({ kind: 'event', text, hang: timeWidth(text) })),
    { kind: 'blank' },
    ...lines(formatSummary(topology, run)).map((text): ReportLine => ({ kind: 'summary', text, hang: 0 })),
    ...section(expectations),
    ...section(notes(run).map((text): ReportLine => ({ kind: 'note', text, hang: 2 }))),
  ];
}

/** The same as plain text, neither wrapped nor painted. */
export function formatReport(topology: Topology, run: Run): string {
  return reportOf(topology, run)
    .map((line) => {
      if (line.kind === 'blank') return '\n';
      if (line.kind === 'title') return `${line.text}\n`;
      return line.kind === 'expectation' ? `  ${line.mark} ${line.text}\n` : `  ${line.text}\n`;
    })
    .join('');
}

function section(inner: readonly ReportLine[]): readonly ReportLine[] {
  return inner.length > 0 ? [{ kind: 'blank' }, ...inner] : inner;
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter(Boolean);
}

function markOf({ holds, judged }: ExpectationResult): Mark {
  if (holds) return '✓';
  return judged === false ? '?' : '✗';
}

/** The width of the time in front of a line of the timeline. */
function timeWidth(line: string): number {
  return /^ *\S+ {2}/.exec(line)?.[0].length ?? 0;
}

/** What `[A]` means, where there is one, and where times and reactions come from. */
function notes(run: Run): string[] {
  const documents = new Set(run.events.filter((event) => event.mechanism !== 'injection').map((event) => event.source));
  const assumed = run.events.some((event) => event.assumption);
  return [
    ...(assumed
      ? ['[A] rests on a time or a choice of ours, not on a vendor’s number; it can be set in the text.']
      : []),
    ...(documents.size > 0 ? ['Sources:', ...[...documents].map((document) => `- ${document}`)] : []),
  ];
}
