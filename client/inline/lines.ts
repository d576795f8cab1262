/** Which marks stand behind which line. No editor in here. */
import type { InlineMark, Place, Tone } from '../../server/protocol.ts';

/** What stands behind a line: of several marks the gravest says how it looks. */
export interface MarkedLine {
  readonly line: number;
  readonly tone: Tone;
  readonly text: string;
}

/** The gravest first. */
const gravity: readonly Tone[] = ['lost', 'warn', 'busy', 'serving', 'ready', 'unknown', 'calm'];

/** Of more than so many on one line, such as what a template declares, the rest is counted. */
const most = 4;

/** The marks of a run by file and line; what stands nowhere is left out. */
export function linesOf(
  marks: readonly InlineMark[],
  places: ReadonlyMap<string, Place | undefined>,
): ReadonlyMap<string, readonly MarkedLine[]> {
  const files = new Map<string, Map<number, InlineMark[]>>();
  for (const mark of marks) {
    const place = typeof mark.at === 'string' ? places.get(mark.at) : mark.at;
    if (!place) continue;
    const lines = files.get(place.uri) ?? new Map<number, InlineMark[]>();
    files.set(place.uri, lines);
    const { line } = place.range.start;
    lines.set(line, [...(lines.get(line) ?? []), mark]);
  }
  return new Map(
    [...files].map(([uri, lines]) => [uri, [...lines].map(([line, own]) => ({ line, ...together(own) }))]),
  );
}

/** One mark is as it is; several each begin with the name of their element. */
function together(marks: readonly InlineMark[]): Omit<MarkedLine, 'line'> {
  const sorted = [...marks].sort((one, other) => gravity.indexOf(one.tone) - gravity.indexOf(other.tone));
  const tone = sorted[0]?.tone ?? 'calm';
  if (marks.length === 1) return { tone, text: sorted[0]?.text ?? '' };
  const shown = sorted.slice(0, most).map(({ at, text }) => (typeof at === 'string' ? `${nameOf(at)} ${text}` : text));
  const rest = sorted.length - most;
  return { tone, text: [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' · ') };
}

/** `Host1` of `DataCenter.Host1`. */
function nameOf(id: string): string {
  return id.split(/[.#]/).at(-1) ?? id;
}
