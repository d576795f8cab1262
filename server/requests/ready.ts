/** Documents as the editor has them now. */
import { DocumentState, type LangiumDocument, type URI, UriUtils } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import type { ServerServices } from '../services.ts';
import { Refusal } from './refusal.ts';

/**
 * The document as the editor has it now, linked; one that is not opened is read first.
 * @throws {Refusal} where there is no such file
 */
export async function readyDocument(
  uri: URI,
  services: ServerServices,
  cancelToken: CancellationToken,
): Promise<LangiumDocument> {
  const { DocumentBuilder, LangiumDocuments, TextDocuments, WorkspaceManager } = services.shared.workspace;
  await WorkspaceManager.ready;
  await services.shared.lsp.DocumentUpdateHandler.known();
  if (!LangiumDocuments.hasDocument(uri)) await services.shared.lsp.DocumentUpdateHandler.update([uri], []);
  if (!LangiumDocuments.hasDocument(uri)) throw new Refusal(`${UriUtils.basename(uri)} cannot be read.`);
  // Errors of the text are known when an opened document is checked; others are only linked.
  const opened = TextDocuments.get(uri.toString()) !== undefined;
  await DocumentBuilder.waitUntil(opened ? DocumentState.Validated : DocumentState.IndexedReferences, uri, cancelToken);
  const document = LangiumDocuments.getDocument(uri);
  if (!document) throw new Refusal(`${UriUtils.basename(uri)} is gone.`);
  return document;
}
