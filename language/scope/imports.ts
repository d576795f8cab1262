/** Which files a file imports, and all that it comes to know of through them. */
import { type AstNode, type LangiumDocument, type LangiumDocuments, type URI, UriUtils } from 'langium';
import type { ImportStatement } from '../generated/ast.ts';
import { isLibrary } from '../library/index.ts';
import { symbolsOf } from './symbols.ts';

/**
 * The address that an import names, seen from the file in which it stands.
 * `undefined` where the path is empty or damaged.
 */
export function importedUri(statement: ImportStatement, from: URI): URI | undefined {
  if (!statement.path) return undefined;
  try {
    return UriUtils.resolvePath(UriUtils.dirname(from), statement.path);
  } catch {
    return undefined;
  }
}

const urisByRoot = new WeakMap<AstNode, readonly URI[]>();

/**
 * The addresses that a document imports itself, each once, in order, whether there is such a file or
 * not. Memoized a parse.
 */
export function importedUris(document: LangiumDocument): readonly URI[] {
  const root = document.parseResult.value;
  let uris = urisByRoot.get(root);
  if (!uris) {
    const found = new Map<string, URI>();
    for (const statement of symbolsOf(document).imports) {
      const uri = importedUri(statement, document.uri);
      if (uri && !UriUtils.equals(uri, document.uri)) found.set(uri.toString(), uri);
    }
    uris = [...found.values()];
    urisByRoot.set(root, uris);
  }
  return uris;
}

/** The documents that a document imports itself and that are there. */
export function importedDocuments(document: LangiumDocument, documents: LangiumDocuments): LangiumDocument[] {
  return importedUris(document)
    .map((uri) => documents.getDocument(uri))
    .filter((imported) => imported !== undefined && isParsed(imported)) as LangiumDocument[];
}

/** The document and all that it imports, directly or not, breadth first: the files of its topology. */
export function importClosure(document: LangiumDocument, documents: LangiumDocuments): LangiumDocument[] {
  const closure = [document];
  const seen = new Set([document.uri.toString()]);
  for (let i = 0; i < closure.length; i++) {
    for (const imported of importedDocuments(closure[i] as LangiumDocument, documents)) {
      const key = imported.uri.toString();
      if (!seen.has(key)) {
        seen.add(key);
        closure.push(imported);
      }
    }
  }
  return closure;
}

/** Addresses of all files that decide what a document means: its closure, missing files included. */
export function closureUris(document: LangiumDocument, documents: LangiumDocuments): Set<string> {
  const uris = new Set<string>();
  for (const file of importClosure(document, documents)) {
    uris.add(file.uri.toString());
    for (const uri of importedUris(file)) uris.add(uri.toString());
  }
  return uris;
}

/** The product files that ship, as far as they are loaded. */
export function libraryDocuments(documents: LangiumDocuments): LangiumDocument[] {
  return documents.all.filter((document) => isLibrary(document.uri) && isParsed(document)).toArray();
}

/** A document that the builder has announced but not read yet has a tree without a type of ours. */
function isParsed(document: LangiumDocument): boolean {
  return document.parseResult.value.$type === 'Document';
}
