/** Names of the author's: `Host1`, `Denver.lan`, `A, B`. */
import type { ReferenceKind } from '../../language/vocabulary/index.ts';
import type { Cursor } from './cursor.ts';
import type { Narrowing } from './expected.ts';
import type { Token } from './tokens.ts';

interface PathOptions {
  /** Names in the same list before it. */
  readonly taken?: readonly string[];
  readonly narrowing?: Narrowing | undefined;
  /** The property whose value it is. */
  readonly key?: string;
  /** In the head of a statement. */
  readonly colonMayFollow?: boolean;
}

/** Reads one path; its words, none where it is missing. */
export function readPath(
  cursor: Cursor,
  kinds: readonly ReferenceKind[],
  { taken = [], narrowing, key, colonMayFollow = false }: PathOptions = {},
): readonly Token[] {
  const words: Token[] = [];
  do {
    cursor.demand({
      is: 'reference',
      kinds,
      qualifier: words.map(({ text }) => text),
      taken,
      ...(narrowing && { narrowing }),
      ...(key !== undefined && { key }),
    });
    const word = colonMayFollow ? cursor.takeName() : cursor.takeWord();
    if (!word) break;
    words.push(word);
  } while (cursor.take('.'));
  return words;
}

/** Reads a list of paths between commas. */
export function readPaths(
  cursor: Cursor,
  kinds: readonly ReferenceKind[],
  narrowing?: Narrowing,
  key?: string,
): readonly string[] {
  const taken: string[] = [];
  do {
    const path = readPath(cursor, kinds, { taken: [...taken], narrowing, ...(key !== undefined && { key }) });
    if (path.length === 0) break;
    taken.push(path.map(({ text }) => text).join('.'));
  } while (cursor.take(','));
  return taken;
}

export function textsOf(path: readonly Token[]): readonly string[] {
  return path.map(({ text }) => text);
}
