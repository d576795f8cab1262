/** What the server tells an editor of itself. */
import { DefaultLanguageServer } from 'langium/lsp';
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  type InitializedParams,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver-protocol';
import { FIX_ALL } from './fixes/fix-all.ts';
import { refactoringKinds } from './providers/refactorings.ts';
import type { ServerSharedServices } from './services.ts';

export class HatopoLanguageServer extends DefaultLanguageServer {
  private readonly shared: ServerSharedServices;

  constructor(shared: ServerSharedServices) {
    super(shared);
    this.shared = shared;
  }

  override initialize(params: InitializeParams): Promise<InitializeResult> {
    this.shared.server.Client.initialize(params);
    return super.initialize(params);
  }

  /** The parser is made when the first text is read: the editor need not wait for it. */
  protected override eagerLoadServices(): void {}

  /** Of settings that change an editor is asked to tell only where it says that it can be asked. */
  protected override fireInitializedOnDefaultServices(params: InitializedParams): void {
    const { lsp, workspace, server } = this.shared;
    const connection = lsp.Connection;
    const { tellsSettings } = server.Client;
    const failed = (error: unknown) => server.Trouble.report(error, 'starting');
    workspace.ConfigurationProvider.initialized({
      ...params,
      ...(connection && {
        ...(tellsSettings && {
          register: (options) => void connection.client.register(DidChangeConfigurationNotification.type, options),
        }),
        fetchConfiguration: (items) => connection.workspace.getConfiguration(items),
      }),
    }).catch(failed);
    workspace.WorkspaceManager.initialized(params).catch(failed);
  }

  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const { capabilities } = super.buildInitializeResult(params);
    return {
      serverInfo: { name: 'hatopo' },
      capabilities: {
        ...capabilities,
        workspace: { ...capabilities.workspace, workspaceFolders: { supported: true, changeNotifications: true } },
        declarationProvider: true,
        documentRangeFormattingProvider: { rangesSupport: true },
        selectionRangeProvider: true,
        linkedEditingRangeProvider: true,
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, ...refactoringKinds],
          resolveProvider: true,
        },
        ...(this.shared.server.Client.pullsDiagnostics && {
          diagnosticProvider: { identifier: 'hatopo', interFileDependencies: true, workspaceDiagnostics: true },
        }),
        codeLensProvider: { resolveProvider: true },
        completionProvider: { triggerCharacters: [':', '.', '>', '"', '/', ' ', ','], resolveProvider: true },
      },
    };
  }
}
