/** Imports that follow files which move. */
import { GrammarUtils, type LangiumDocuments, type URI, UriUtils } from 'langium';
import { importPath } from '../edits/imports.ts';
import type { TextEdit } from '../edits/text-edit.ts';
import type { Document, ImportStatement } from '../generated/ast.ts';
import { isLibrary } from '../library/index.ts';
import { importedUri } from '../scope/imports.ts';
import { symbolsOf } from '../scope/symbols.ts';

/** A file, or a folder with all that is in it. */
export interface MovedFile {
  readonly from: URI;
  readonly to: URI;
}

/** The edits, of the texts before anything moves, by which every import leads where it led. */
export function importsAfter(moved: readonly MovedFile[], documents: LangiumDocuments): readonly TextEdit[] {
  return documents.all
    .filter((document) => !isLibrary(document.uri) && (document.parseResult.value as Document).$type === 'Document')
    .toArray()
    .flatMap((document) => {
      const to = addressAfter(document.uri, moved);
      return symbolsOf(document).imports.flatMap((statement) => {
        const uri = importedUri(statement, document.uri);
        const path = uri && importPath(to, addressAfter(uri, moved));
        const place = pathPlace(statement);
        if (!uri || !path || !place) return [];
        const now = importedUri(statement, to);
        // a path that leads there anyway stays as it was written
        if (now && UriUtils.equals(now, addressAfter(uri, moved))) return [];
        return [{ uri: document.uri.toString(), ...place, newText: `"${path}"` }];
      });
    });
}

function pathPlace(statement: ImportStatement): { readonly start: number; readonly end: number } | undefined {
  const cst = GrammarUtils.findNodeForProperty(statement.$cstNode, 'path');
  return cst && { start: cst.offset, end: cst.end };
}

function addressAfter(uri: URI, moved: readonly MovedFile[]): URI {
  for (const { from, to } of moved) {
    if (UriUtils.equals(uri, from)) return to;
    const folder = from.toString().replace(/\/$/, '');
    if (uri.toString().startsWith(`${folder}/`)) {
      const inside = decodeURIComponent(uri.toString().slice(folder.length + 1));
      return UriUtils.joinPath(to, inside);
    }
  }
  return uri;
}
