/** A run for people: what happened, what it meant for services, what was expected, and who says that it goes so. */
import { formatSummary, formatTimeline, type Run } from '../../engine/simulation/index.ts';
import type { Topology } from '../../engine/topology/model.ts';
import type { Io } from '../command.ts';
import { painter } from './paint.ts';
import { hanging } from './wrap.ts';

/** One run, with a blank line behind it. */
export function runAsText(topology: Topology, run: Run, io: Io): string {
  const paint = painter(io);
  const indented = (text: string) => text.split('\n').filter(Boolean);
  const lines = [
    paint('bold', run.title),
    '',
    ...indented(formatTimeline(run)).map((line) => `  ${hanging(line, timeWidth(line) + 2, io.width - 2)}`),
    '',
    ...indented(formatSummary(topology, run)).map((line) => `  ${hanging(line, 2, io.width - 2)}`),
    ...section(
      run.expectations.map(({ holds, judged, text, actual }) => {
        const mark = holds ? paint('green', '✓') : judged === false ? paint('yellow', '?') : paint('red', '✗');
        return `  ${mark} ${hanging(`${text}: ${actual}`, 4, io.width - 4)}`;
      }),
    ),
    ...section(notes(run).map((line) => paint('dim', `  ${hanging(line, 4, io.width - 2)}`))),
  ];
  return `${lines.join('\n')}\n\n`;
}

const section = (lines: readonly string[]) => (lines.length > 0 ? ['', ...lines] : []);

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
