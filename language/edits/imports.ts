/** Adds an `import` to a file, where the others stand and in their order. */
import { type LangiumDocument, type LangiumDocuments, type URI, UriUtils } from 'langium';
import type { Document, ImportStatement, Item } from '../generated/ast.ts';
import { isImportStatement, isTopologyTitle } from '../generated/ast.ts';
import { isLibrary } from '../library/index.ts';
import { itemsOf } from '../paths.ts';
import { importedUris } from '../scope/imports.ts';
import { behindLine, lineEnd, lineStart } from './layout.ts';
import type { Change } from './text-edit.ts';

/** The path of a file as another would import it: `./sites/denver.hatopo`. */
export function importPath(from: URI, to: URI): string {
  const path = UriUtils.relative(UriUtils.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

/** At most so many files are offered where one is not found. */
const mostMeant = 3;

/**
 * The paths that an import of a file that is not there may mean: of files that are called so in another folder, nearest
 * first. Empty where there is such a file, or none.
 */
export function pathsMeant(path: string, document: LangiumDocument, documents: LangiumDocuments): readonly string[] {
  const named = path.replaceAll('\\', '/').split('/').at(-1)?.toLowerCase() ?? '';
  const wanted = named.endsWith('.hatopo') ? named : `${named}.hatopo`;
  return documents.all
    .filter(({ uri }) => !isLibrary(uri) && uri.scheme === document.uri.scheme && !UriUtils.equals(uri, document.uri))
    .filter(({ uri }) => UriUtils.basename(uri).toLowerCase() === wanted)
    .map(({ uri }) => importPath(document.uri, uri))
    .filter((each) => each !== path)
    .toArray()
    .sort((one, other) => one.split('/').length - other.split('/').length || (one < other ? -1 : 1))
    .slice(0, mostMeant);
}

/** The change that imports a file; `undefined` where it is imported already, or is the file itself. */
export function importChange(document: LangiumDocument, file: URI): Change | undefined {
  if (UriUtils.equals(document.uri, file)) return undefined;
  if (importedUris(document).some((uri) => UriUtils.equals(uri, file))) return undefined;
  const text = document.textDocument.getText();
  const statement = `import "${importPath(document.uri, file)}"`;
  const items = itemsOf(document.parseResult.value as Document);
  const imports = items.filter(isImportStatement).filter(({ $cstNode }) => $cstNode !== undefined);
  const feed = lineEnd(text);
  const before = nextOf(imports, importPath(document.uri, file));
  if (before) return at(ownLine(text, before), `${statement}${feed}`);
  const last = imports.at(-1);
  if (last) return at(behindLine(text, last.$cstNode?.end ?? 0), `${feed}${statement}`);
  const title = items.find(isTopologyTitle);
  if (title?.$cstNode) return at(behindLine(text, title.$cstNode.end), `${feed}${feed}${statement}`);
  return firstLine(text, items[0], statement, feed);
}

function at(offset: number, newText: string): Change {
  return { start: offset, end: offset, newText };
}

/** The first import that comes behind a path, where they stand in order; where they do not, the new one comes last. */
function nextOf(imports: readonly ImportStatement[], path: string): ImportStatement | undefined {
  const paths = imports.map((each) => each.path ?? '');
  const isOrdered = paths.every((each, index) => index === 0 || (paths[index - 1] ?? '') <= each);
  return isOrdered ? imports[paths.findIndex((each) => each > path)] : undefined;
}

/** Where the line of a statement starts; the statement itself where it shares its line with another. */
function ownLine(text: string, statement: ImportStatement): number {
  const offset = statement.$cstNode?.offset ?? 0;
  const start = lineStart(text, offset);
  return text.slice(start, offset).trim() === '' ? start : offset;
}

/** Before the first statement and what is said right above it; a comment at the head of the file stays there. */
function firstLine(text: string, first: Item | undefined, statement: string, feed: string): Change {
  let start = first?.$cstNode ? lineStart(text, first.$cstNode.offset) : text.length;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^\s*(\/\/|\/\*|\*|.*\*\/\s*$)/.test(text.slice(above, start))) break;
    start = above;
  }
  if (!first) return at(text.length, `${text === '' || text.endsWith('\n') ? '' : feed}${statement}${feed}`);
  return at(start, `${statement}${feed}${feed}`);
}
