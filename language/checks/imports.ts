/** Imports of nothing: of a file that is not there, of no file, of the file itself, twice of the same. */
import { type URI, UriUtils } from 'langium';
import { type ImportStatement, isImportStatement } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { importedUri } from '../scope/imports.ts';
import type { Check, Context } from './check.ts';
import { code } from './words.ts';

const message = {
  empty: () => `This import names no file: write its path from here, such as ${code('"./denver.hatopo"')}.`,
  itself: () => 'This file imports itself: its own names are visible without.',
  extension: (p: { path: string }) => `${p.path} is no ${code('.hatopo')} file: only those can be imported.`,
  missing: (p: { path: string }) => `There is no file ${p.path}, seen from here. Mend the path, or create it.`,
  twice: (p: { path: string }) => `${p.path} is imported above already.`,
};

export const imports: Check = {
  Document: (root, context) => {
    const seen = new Map<string, ImportStatement>();
    for (const statement of itemsOf(root).filter(isImportStatement)) {
      if (context.damage.isDamaged(statement)) continue;
      const uri = importedUri(statement, context.document.uri);
      const text =
        flawOf(statement, uri, context) ??
        (uri && seen.has(uri.toString()) ? message.twice({ path: statement.path }) : undefined);
      if (text) {
        const severity = uri && seen.has(uri.toString()) ? 'warning' : 'error';
        context.report({ code: 'hatopo/import', severity, message: text, place: { node: statement, feature: 'path' } });
      }
      if (uri && !seen.has(uri.toString())) seen.set(uri.toString(), statement);
    }
  },
};

function flawOf({ path }: ImportStatement, uri: URI | undefined, { document, documents }: Context): string | undefined {
  if (!path?.trim() || !uri) return message.empty();
  if (UriUtils.equals(uri, document.uri)) return message.itself();
  if (!uri.path.endsWith('.hatopo')) return message.extension({ path });
  // What is there was loaded before anything was linked.
  return documents.hasDocument(uri) ? undefined : message.missing({ path });
}
