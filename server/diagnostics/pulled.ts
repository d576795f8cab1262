/**
 * `textDocument/diagnostic`: what a file shows, for editors that ask instead of being told. They get what is published to others:
 * it is kept where it is worked out, and asked for again when it is another.
 */
import { isOperationCancelled, OperationCancelled, URI } from 'langium';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver-protocol';
import { importClosure } from '../../language/scope/imports.ts';
import type { ServerServices } from '../services.ts';

export function addPulledDiagnostics(connection: Connection, services: ServerServices): void {
  connection.languages.diagnostics.on(async (params, token) => {
    try {
      return await reportOn(params, services, token);
    } catch (error) {
      if (isOperationCancelled(error)) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
      services.shared.server.Trouble.report(error, 'telling what is found');
      return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    }
  });
}

async function reportOn(
  { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
  { shared, server }: ServerServices,
  cancelToken: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const { TextDocuments, LangiumDocuments, WorkspaceLock, WorkspaceManager } = shared.workspace;
  await WorkspaceManager.ready;
  for (;;) {
    await shared.lsp.DocumentUpdateHandler.known();
    // what is found is published before a change is done with, so that here it is known
    const shown = await WorkspaceLock.read(() => server.Publisher.shownIn(uri));
    if (cancelToken.isCancellationRequested) throw OperationCancelled;
    // a text that changed meanwhile is read next
    if (shown && shown.version !== TextDocuments.get(uri)?.version) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      continue;
    }
    if (shown && shown.id === previousResultId)
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: shown.id };
    const document = LangiumDocuments.getDocument(URI.parse(uri));
    const others = document ? importClosure(document, LangiumDocuments).filter((each) => each !== document) : [];
    const related = others.flatMap((each) => {
      const inIt = server.Publisher.shownIn(each.uri.toString());
      return inIt ? [[each.uri.toString(), inIt] as const] : [];
    });
    return {
      kind: DocumentDiagnosticReportKind.Full,
      items: [...(shown?.diagnostics ?? [])],
      ...(shown && { resultId: shown.id }),
      ...(shared.server.Client.pulledTogether && {
        relatedDocuments: Object.fromEntries(
          related.map(([address, { id, diagnostics }]) => [
            address,
            { kind: DocumentDiagnosticReportKind.Full, resultId: id, items: [...diagnostics] },
          ]),
        ),
      }),
    };
  }
}
