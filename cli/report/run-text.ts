/** A run in a terminal: wrapped to its width, and painted. */
import { type Mark, type ReportLine, type Run, reportOf } from '../../engine/simulation/index.ts';
import type { Topology } from '../../engine/topology/model.ts';
import type { Io } from '../command.ts';
import { painter } from './paint.ts';
import { hanging } from './wrap.ts';

/** One run, with a blank line behind it. */
export function runAsText(topology: Topology, run: Run, io: Io): string {
  const paint = painter(io);
  const marks: Readonly<Record<Mark, string>> = {
    '✓': paint('green', '✓'),
    '✗': paint('red', '✗'),
    '?': paint('yellow', '?'),
  };
  const shown = (line: ReportLine): string => {
    switch (line.kind) {
      case 'blank':
        return '';
      case 'title':
        return paint('bold', line.text);
      case 'expectation':
        return `  ${marks[line.mark]} ${hanging(line.text, 4, io.width - 4)}`;
      default: {
        const text = `  ${hanging(line.text, line.hang + 2, io.width - 2)}`;
        return line.kind === 'note' ? paint('dim', text) : text;
      }
    }
  };
  return `${reportOf(topology, run).map(shown).join('\n')}\n\n`;
}
