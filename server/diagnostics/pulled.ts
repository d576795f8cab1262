/**
 * `textDocument/diagnostic` and `workspace/diagnostic`: what a file or all of them show, for editors that ask instead of being told.
 * They get what is published to others: it is kept where it is worked out, and asked for again when it is another.
 */
import { isOperationCancelled, OperationCancelled, URI } from 'langium';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol';
import { importClosure } from '../../language/scope/imports.ts';
import type { ServerServices } from '../services.ts';

export function addPulledDiagnostics(connection: Connection, services: ServerServices): void {
  const guarded = async <Report>(report: () => Promise<Report>, nothing: Report): Promise<Report> => {
    try {
      return await report();
    } catch (error) {
      if (isOperationCancelled(error)) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
      services.shared.server.Trouble.report(error, 'telling what is found');
      return nothing;
    }
  };
  connection.languages.diagnostics.on((params, token) =>
    guarded<DocumentDiagnosticReport>(() => reportOn(params, services, token), {
      kind: DocumentDiagnosticReportKind.Full,
      items: [],
    }),
  );
  connection.languages.diagnostics.onWorkspace((params, token) =>
    guarded<WorkspaceDiagnosticReport>(() => reportOnAll(params, services, token), { items: [] }),
  );
}

/** Who asks for all of the workspace wants it worked out, whatever is set. */
async function reportOnAll(
  { previousResultIds }: WorkspaceDiagnosticParams,
  { shared, server }: ServerServices,
  cancelToken: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  const { WorkspaceLock, WorkspaceManager } = shared.workspace;
  await WorkspaceManager.ready;
  await shared.server.Scope.widen();
  await shared.lsp.DocumentUpdateHandler.known();
  const shown = await WorkspaceLock.read(() => server.Publisher.shownInAll());
  if (cancelToken.isCancellationRequested) throw OperationCancelled;
  const before = new Map(previousResultIds.map(({ uri, value }) => [URI.parse(uri).toString(), value]));
  const items = [...shown].map(([uri, { id, version = null, diagnostics }]): WorkspaceDocumentDiagnosticReport => {
    const of = { uri, version, resultId: id };
    return before.get(uri) === id
      ? { ...of, kind: DocumentDiagnosticReportKind.Unchanged }
      : { ...of, kind: DocumentDiagnosticReportKind.Full, items: [...diagnostics] };
  });
  // what was told and holds no more
  for (const uri of before.keys())
    if (!shown.has(uri)) items.push({ uri, version: null, kind: DocumentDiagnosticReportKind.Full, items: [] });
  return { items };
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
