/** What tests say. No editor in here. */
import type { Failure, Played } from '../../server/protocol.ts';

/** `Phones never out-of-service: out of service at 0:00` */
export function failureWords({ expectation, actual }: Failure): string {
  return `${expectation}: ${actual}`;
}

/** What a test prints: its run, or why there was none. */
export function outputWords(
  title: string,
  { outcome, problems, output }: Pick<Played, 'outcome' | 'problems' | 'output'>,
): string {
  if (outcome !== 'errored') return `${output}\n`;
  const lines = problems.map(
    ({ message, place }) => `  ${fileName(place.uri)}:${place.range.start.line + 1}: ${message}\n`,
  );
  return `${title}\n\nNot played: the text cannot be built as it is written.\n${lines.join('')}\n`;
}

/** What holds is green and what does not is red, as `hatopo simulate` paints it in a terminal. */
export function painted(text: string): string {
  return text.replace(/^ {2}[✓✗?](?= )/gm, (mark) => `\u001b[${colors[mark.trim()]}m${mark}\u001b[0m`);
}

const colors: Readonly<Record<string, number>> = { '✓': 32, '✗': 31, '?': 33 };

/** A terminal wants its carriage back. */
export function asTerminal(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
