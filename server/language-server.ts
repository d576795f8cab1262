/** What the server tells an editor of itself. */
import { DefaultLanguageServer } from 'langium/lsp';
import { CodeActionKind, type InitializeParams, type InitializeResult } from 'vscode-languageserver-protocol';
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

  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const { capabilities } = super.buildInitializeResult(params);
    return {
      serverInfo: { name: 'hatopo' },
      capabilities: {
        ...capabilities,
        workspace: { ...capabilities.workspace, workspaceFolders: { supported: true, changeNotifications: true } },
        selectionRangeProvider: true,
        linkedEditingRangeProvider: true,
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, ...refactoringKinds],
          resolveProvider: true,
        },
        ...(this.shared.server.Client.pullsDiagnostics && {
          diagnosticProvider: { identifier: 'hatopo', interFileDependencies: true, workspaceDiagnostics: false },
        }),
        codeLensProvider: { resolveProvider: true },
        completionProvider: { triggerCharacters: [':', '.', '>', '"', '/', ' ', ','], resolveProvider: true },
      },
    };
  }
}
