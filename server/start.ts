/** Starts the server on a connection: which request is answered by what. */
import { DocumentState } from 'langium';
import {
  addCallHierarchyHandler,
  addCodeActionHandler,
  addCodeLensHandler,
  addCompletionHandler,
  addConfigurationChangeHandler,
  addDocumentHighlightHandler,
  addDocumentLinkHandler,
  addDocumentSymbolHandler,
  addDocumentUpdateHandler,
  addFileOperationHandler,
  addFindReferencesHandler,
  addFoldingRangeHandler,
  addFormattingHandler,
  addHoverHandler,
  addInlayHintHandler,
  addRenameHandler,
  addSemanticTokenHandler,
  addWorkspaceSymbolHandler,
  createServerRequestHandler,
} from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import { addPulledDiagnostics } from './diagnostics/pulled.ts';
import { createServerServices, type ServerContext } from './module.ts';
import { addNavigation } from './navigation.ts';
import { addRequests } from './requests/index.ts';
import type { ServerServices } from './services.ts';
import { followFolders } from './workspace/folders.ts';

/** Serves the language on a connection, until it ends. */
export function startServer(context: ServerContext & { readonly connection: Connection }): ServerServices {
  const { connection } = context;
  const { shared, hatopo } = createServerServices(context);

  addDocumentUpdateHandler(connection, shared);
  addCompletionHandler(connection, shared);
  connection.onCompletionResolve((item) => hatopo.server.Completions.resolve(item) ?? item);
  addFindReferencesHandler(connection, shared);
  addDocumentSymbolHandler(connection, shared);
  addNavigation(connection, hatopo, context.libraryOnDisk ?? ((uri) => uri));
  addDocumentHighlightHandler(connection, shared);
  addDocumentLinkHandler(connection, shared, DocumentState.IndexedContent);
  addFileOperationHandler(connection, shared);
  addFoldingRangeHandler(connection, shared);
  addFormattingHandler(connection, shared);
  connection.onDocumentRangesFormatting(
    createServerRequestHandler(
      (_services, document, params) => hatopo.server.Formatting.formatDocumentRanges(document, params),
      shared,
      DocumentState.Parsed,
    ),
  );
  addCodeActionHandler(connection, shared);
  addCodeLensHandler(connection, shared, DocumentState.Parsed);
  addRenameHandler(connection, shared);
  addHoverHandler(connection, shared);
  addInlayHintHandler(connection, shared);
  addWorkspaceSymbolHandler(connection, shared);
  addCallHierarchyHandler(connection, shared);
  addSemanticTokenHandler(connection, shared);
  connection.onSelectionRanges(
    createServerRequestHandler(
      (_services, document, params) => hatopo.server.SelectionRanges.getRanges(document, params),
      shared,
      DocumentState.Parsed,
    ),
  );
  connection.languages.onLinkedEditingRange(
    createServerRequestHandler(
      (_services, document, params) => hatopo.server.LinkedEditing.getRanges(document, params),
      shared,
      DocumentState.IndexedReferences,
    ),
  );
  addConfigurationChangeHandler(connection, shared);
  addPulledDiagnostics(connection, hatopo);
  addRequests(connection, hatopo);

  shared.lsp.DocumentUpdateHandler.afterUpdate = (cancelToken) => hatopo.server.Publisher.publish(cancelToken);
  hatopo.server.Objectives.onReady(() => void shared.lsp.DocumentUpdateHandler.update([], []));

  connection.onInitialize((params) => shared.lsp.LanguageServer.initialize(params));
  connection.onInitialized((params) => {
    shared.lsp.LanguageServer.initialized(params);
    followFolders(connection, shared);
  });
  shared.server.Scope.start();
  shared.workspace.TextDocuments.listen(connection);
  connection.listen();
  return hatopo;
}
