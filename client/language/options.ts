/** What the language client serves, on every platform. */
import type { LanguageClientOptions } from 'vscode-languageclient';
import { LibraryScheme } from '../../server/protocol.ts';
import { lensMiddleware } from '../lens/middleware.ts';
import { findingsMiddleware } from '../status/told.ts';

export const languageId = 'hatopo';

export function clientOptions(): LanguageClientOptions {
  return {
    // files, unsaved texts, virtual folders, and the products' library
    documentSelector: [{ language: languageId }, { scheme: LibraryScheme, language: languageId }],
    middleware: { ...lensMiddleware, ...findingsMiddleware },
  };
}
