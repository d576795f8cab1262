/** All services of the server, wired: the language's own, Langium's for the protocol, and the providers here. */
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  type FileSystemProvider,
  inject,
  type Module,
} from 'langium';
import { createDefaultSharedLSPModule, type LangiumServices, type PartialLangiumSharedServices } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import { HatopoGeneratedModule, HatopoGeneratedSharedModule } from '../language/generated/module.ts';
import { HatopoModule, HatopoSharedModule, registerLanguage } from '../language/module.ts';
import { Client } from './client.ts';
import { CompletionProvider } from './completion/provider.ts';
import { Configurations } from './diagnostics/configurations.ts';
import { BackgroundObjectives } from './diagnostics/objectives.ts';
import { DiagnosticsPublisher } from './diagnostics/publisher.ts';
import { MemoizedRuleFindings } from './diagnostics/rule-findings.ts';
import { BackgroundLosses } from './facts/background-losses.ts';
import { FixAllInRounds } from './fixes/fix-all.ts';
import { guarded } from './guarded.ts';
import { HoverProvider } from './hover/provider.ts';
import { HatopoLanguageServer } from './language-server.ts';
import { ReferencesAndMentions } from './named-in-rules.ts';
import { CodeActionProvider } from './providers/code-actions.ts';
import { CodeLensProvider } from './providers/code-lens.ts';
import { DefinitionProvider } from './providers/definition.ts';
import { DependencyHierarchy } from './providers/dependency-hierarchy.ts';
import { DocumentLinkProvider } from './providers/document-links.ts';
import { DocumentSymbolProvider } from './providers/document-symbols.ts';
import { FoldingProvider } from './providers/folding.ts';
import { FormattingProvider } from './providers/formatting.ts';
import { ImplementationProvider } from './providers/implementation.ts';
import { InlayHintProvider } from './providers/inlay-hints.ts';
import { LinkedEditing } from './providers/linked-editing.ts';
import { NodeKindProvider } from './providers/node-kinds.ts';
import { HighlightProvider, ReferencesProvider } from './providers/references.ts';
import { SelectionRanges } from './providers/selection-ranges.ts';
import { SemanticTokensProvider } from './providers/semantic-tokens.ts';
import { TypeDefinitionProvider } from './providers/type-definition.ts';
import { WorkspaceSymbolProvider } from './providers/workspace-symbols.ts';
import { RenameProvider } from './rename/provider.ts';
import { ScenarioResults } from './scenario/results.ts';
import type { OwnServices, OwnSharedServices, ServerServices, ServerSharedServices } from './services.ts';
import { Trouble } from './trouble.ts';
import { ServerDocumentBuilder } from './workspace/document-builder.ts';
import { FileOperations } from './workspace/file-operations.ts';
import { ServerDocumentFactory, ServerWorkspaceManager } from './workspace/reading.ts';
import { FindingsScope } from './workspace/scope.ts';
import { ServerUpdateHandler } from './workspace/update-handler.ts';

export interface ServerContext {
  /** Absent in tests and wherever no editor listens. */
  readonly connection?: Connection;
  readonly fileSystemProvider: () => FileSystemProvider;
  /** The address of a product file that ships, as a file; absent where there is no disk. */
  readonly libraryOnDisk?: (uri: string) => string;
}

/** What files share. */
const ServerSharedModule: Module<ServerSharedServices, PartialLangiumSharedServices & OwnSharedServices> = {
  lsp: {
    LanguageServer: (services) => new HatopoLanguageServer(services),
    DocumentUpdateHandler: (services) => new ServerUpdateHandler(services),
    FileOperationHandler: (services) =>
      guarded(new FileOperations(services), 'moving imports', services.server.Trouble),
    NodeKindProvider: () => new NodeKindProvider(),
    WorkspaceSymbolProvider: (services) =>
      guarded(new WorkspaceSymbolProvider(services), 'looking for names', services.server.Trouble),
  },
  workspace: {
    DocumentBuilder: (services) => new ServerDocumentBuilder(services),
    LangiumDocumentFactory: (services) => new ServerDocumentFactory(services),
    WorkspaceManager: (services) => new ServerWorkspaceManager(services),
  },
  server: {
    Client: () => new Client(),
    Trouble: (services) => new Trouble(services.lsp.Connection),
    Configurations: (services) => new Configurations(services.workspace.FileSystemProvider),
    Losses: ({ workspace }) => new BackgroundLosses((step) => void workspace.WorkspaceLock.read(step)),
    Scope: (services) => new FindingsScope(services),
  },
};

type OwnReferences = { readonly references: Pick<LangiumServices['references'], 'References'> };

/** What each file is asked. */
const ServerModule: Module<ServerServices, Pick<LangiumServices, 'lsp'> & OwnReferences & OwnServices> = {
  references: { References: (services) => new ReferencesAndMentions(services) },
  lsp: {
    CompletionProvider: ({ server }) => server.Completions,
    HoverProvider: (services) =>
      guarded(new HoverProvider(services), 'explaining a word', services.shared.server.Trouble),
    DefinitionProvider: (services) =>
      guarded(new DefinitionProvider(services), 'looking for a definition', services.shared.server.Trouble),
    ReferencesProvider: (services) =>
      guarded(new ReferencesProvider(services), 'looking for references', services.shared.server.Trouble),
    RenameProvider: (services) => guarded(new RenameProvider(services), 'renaming', services.shared.server.Trouble),
    DocumentSymbolProvider: ({ shared }) =>
      guarded(new DocumentSymbolProvider(), 'making the outline', shared.server.Trouble),
    TypeProvider: (services) =>
      guarded(new TypeDefinitionProvider(services), 'looking for a type', services.shared.server.Trouble),
    ImplementationProvider: (services) =>
      guarded(new ImplementationProvider(services), 'looking for those who take it', services.shared.server.Trouble),
    DocumentHighlightProvider: (services) =>
      guarded(new HighlightProvider(services), 'looking for the same name', services.shared.server.Trouble),
    FoldingRangeProvider: ({ shared }) => guarded(new FoldingProvider(), 'folding', shared.server.Trouble),
    CallHierarchyProvider: (services) =>
      guarded(new DependencyHierarchy(services), 'looking for what is needed', services.shared.server.Trouble),
    DocumentLinkProvider: (services) =>
      guarded(new DocumentLinkProvider(services), 'looking for links', services.shared.server.Trouble),
    SemanticTokenProvider: (services) =>
      guarded(new SemanticTokensProvider(services), 'colouring names', services.shared.server.Trouble),
    InlayHintProvider: (services) =>
      guarded(new InlayHintProvider(services), 'computing hints', services.shared.server.Trouble),
    Formatter: ({ server }) => server.Formatting,
    CodeActionProvider: (services) =>
      guarded(new CodeActionProvider(services), 'looking for fixes', services.shared.server.Trouble),
    CodeLensProvider: ({ server }) => server.CodeLenses,
  },
  server: {
    RuleFindings: (services) => new MemoizedRuleFindings(services),
    Objectives: (services) => new BackgroundObjectives(services),
    Publisher: (services) => new DiagnosticsPublisher(services),
    FixAll: (services) => new FixAllInRounds(services),
    Results: ({ shared }) => new ScenarioResults(shared.lsp.Connection, shared.server.Client),
    Completions: (services) => guarded(new CompletionProvider(services), 'completing', services.shared.server.Trouble),
    CodeLenses: (services) =>
      guarded(new CodeLensProvider(services), 'saying what can be tried', services.shared.server.Trouble),
    SelectionRanges: ({ shared }) => guarded(new SelectionRanges(), 'growing a selection', shared.server.Trouble),
    Formatting: (services) => guarded(new FormattingProvider(services), 'formatting', services.shared.server.Trouble),
    LinkedEditing: (services) =>
      guarded(new LinkedEditing(services), 'looking for linked names', services.shared.server.Trouble),
  },
};

/** Services for a server; without a connection, for tests of the providers alone. */
export function createServerServices(context: ServerContext): {
  shared: ServerSharedServices;
  hatopo: ServerServices;
} {
  const shared = inject(
    createDefaultSharedCoreModule(context),
    createDefaultSharedLSPModule(context),
    HatopoGeneratedSharedModule,
    HatopoSharedModule,
    ServerSharedModule,
  );
  const hatopo = inject(createDefaultCoreModule({ shared }), HatopoGeneratedModule, HatopoModule, ServerModule);
  registerLanguage(shared, hatopo);
  // Without a client there is no configuration to wait for.
  if (!context.connection) void shared.workspace.ConfigurationProvider.initialized({});
  return { shared, hatopo };
}
