/**
 * Texts that carry what is found in them: a comment below a line marks a place with `^^^` and says the
 * code and the message, `//   ^^^^ hatopo/wrong-kind: Host1 is a host…`. Everything found must be marked.
 */
import { URI } from 'langium';
import { diagnosticsOf, type LanguageDiagnostic } from '../../language/load.ts';
import { MemoryFiles } from '../../language/memory-files.ts';
import { createHatopoServices } from '../../language/module.ts';

const files = new MemoryFiles();
const { shared } = createHatopoServices({ fileSystemProvider: () => files });
let folders = 0;

/** What the language finds in a text. Services are shared between calls, so that many texts are quick. */
export async function diagnose(
  text: string,
  others: Readonly<Record<string, string>> = {},
): Promise<readonly LanguageDiagnostic[]> {
  const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = shared.workspace;
  const folder = `file:///markers/${folders++}`;
  const imported = Object.entries(others).map(([path, content]) => {
    const uri = URI.parse(`${folder}/${path.replace(/^\.\//, '')}`);
    files.set(uri, content);
    return uri;
  });
  const document = LangiumDocumentFactory.fromString(text, URI.parse(`${folder}/main.hatopo`));
  LangiumDocuments.addDocument(document);
  await DocumentBuilder.build([document], { validation: true });
  const found = diagnosticsOf(document);
  await DocumentBuilder.update([], [document.uri, ...imported]);
  return found;
}

const MARKER = /^(\s*)\/\/( *)(\^+) (.*)$/;

/** The text without its markers. */
export function unmarked(text: string): string {
  return text
    .split('\n')
    .filter((line) => !MARKER.test(line))
    .join('\n');
}

/** The text with a marker below the line of everything that is found in it. */
export async function marked(text: string, others: Readonly<Record<string, string>> = {}): Promise<string> {
  const plain = unmarked(text);
  const found = await diagnose(plain, others);
  return withMarkers(
    plain,
    found.map(({ start, end, severity, code, message }) => ({
      start,
      end,
      said: [`${severity === 'error' ? '' : `${severity} `}${code}: ${message}`],
    })),
  );
}

/** What is said at a place of a text: the first line behind its marks, others below. */
export interface Said {
  readonly start: number;
  readonly end: number;
  readonly said: readonly string[];
}

/** A text with what is said below each line, in the order of places. */
export function withMarkers(text: string, found: readonly Said[]): string {
  const markers = new Map<number, string[]>();
  for (const each of [...found].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const { line, marker } = markerOf(each, text);
    markers.set(line, [...(markers.get(line) ?? []), ...marker]);
  }
  return text
    .split('\n')
    .flatMap((line, index) => [line, ...(markers.get(index) ?? [])])
    .join('\n');
}

function markerOf({ start, end, said }: Said, text: string): { line: number; marker: readonly string[] } {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const feed = text.indexOf('\n', start);
  const stop = Math.max(start + 1, Math.min(end, feed === -1 ? text.length : feed));
  const column = start - lineStart;
  const marks = '^'.repeat(stop - start);
  // A place in the first two columns has no room for the slashes before it.
  const before = column < 2 ? '//' : `//${' '.repeat(column - 2)}`;
  const places = column < 2 ? marks.slice(Math.max(0, 2 - column)) || '^' : marks;
  const [first = '', ...others] = said;
  return {
    line: text.slice(0, lineStart).split('\n').length - 1,
    marker: [`${before}${places} ${first}`, ...others.map((each) => `${before}  ${each}`)],
  };
}
