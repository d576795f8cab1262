/** What the editor at the other end can do, as it said when it started. */
import type { InitializeParams } from 'vscode-languageserver-protocol';

export class Client {
  /** Snippets with tab stops may be sent. */
  snippets = false;
  /** An item may say what it is inserted into, and what it takes the place of. */
  insertsOrReplaces = false;
  /** It knows the command that opens the list of suggestions: VS Code and its kin. */
  suggestsAgain = false;
  /** It can be asked to watch files. */
  watchesFiles = false;
  /** It can be asked to tell when settings change. */
  tellsSettings = false;
  /** It has the grammar that colours words, and knows our types of names. */
  coloursWords = true;
  /** It opens the product files that ship by their own address. */
  opensLibrary = false;
  /** It tells which folders are open, and which come and go. */
  tellsFolders = false;

  /** A definition may say from which word it leads, and to how much: links, not locations alone. */
  definitionLinks = false;
  typeDefinitionLinks = false;
  implementationLinks = false;
  /** Edits may say to which version of a text they belong. */
  versionedEdits = false;
  /** It can be told that hints are others now. */
  refreshesHints = false;
  /** The documentation of an item of completion may be worked out when somebody looks at it. */
  resolvesDocumentation = false;
  /** An edit may hold a tab stop. */
  snippetEdits = false;
  /** An edit may create a file. */
  createsFiles = false;
  /** The edit of an action may be worked out when the action is chosen. */
  resolvesActions = false;
  /** So may the command behind it. */
  resolvesCommands = false;
  /** It asks for code lenses again when it is told to. */
  refreshesLenses = false;
  /** It asks for findings itself: what is found is not told to it. */
  pullsDiagnostics = false;
  /** An answer about one file may tell of those that it imports. */
  pulledTogether = false;
  /** It asks again when it is told to. */
  pullsAgain = false;
  /** Commands of its own that the server may put into a text. */
  commands: ReadonlySet<string> = new Set();

  initialize(params: InitializeParams): void {
    const { capabilities, clientInfo } = params;
    this.snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    this.insertsOrReplaces = capabilities.textDocument?.completion?.completionItem?.insertReplaceSupport === true;
    this.definitionLinks = capabilities.textDocument?.definition?.linkSupport === true;
    this.typeDefinitionLinks = capabilities.textDocument?.typeDefinition?.linkSupport === true;
    this.implementationLinks = capabilities.textDocument?.implementation?.linkSupport === true;
    const { documentChanges, snippetEditSupport, resourceOperations } = capabilities.workspace?.workspaceEdit ?? {};
    this.versionedEdits = documentChanges === true;
    this.snippetEdits = this.versionedEdits && snippetEditSupport === true;
    this.createsFiles = this.versionedEdits && resourceOperations?.includes('create') === true;
    const resolved = capabilities.textDocument?.codeAction?.resolveSupport?.properties ?? [];
    this.resolvesActions = resolved.includes('edit');
    this.resolvesCommands = this.resolvesActions && resolved.includes('command');
    this.refreshesHints = capabilities.workspace?.inlayHint?.refreshSupport === true;
    this.resolvesDocumentation =
      capabilities.textDocument?.completion?.completionItem?.resolveSupport?.properties.includes('documentation') ===
      true;
    this.suggestsAgain = /\bcode\b|code-server|vscodium/i.test(clientInfo?.name ?? '');
    this.refreshesLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
    const { publishDiagnostics, diagnostic } = capabilities.textDocument ?? {};
    const { diagnostics } = (params.initializationOptions ?? {}) as { readonly diagnostics?: unknown };
    // most that can ask can also be told, and are told sooner; the others, and who wants to, ask
    this.pullsDiagnostics = diagnostic !== undefined && (!publishDiagnostics || diagnostics === 'pull');
    this.pulledTogether = diagnostic?.relatedDocumentSupport === true;
    this.pullsAgain = capabilities.workspace?.diagnostics?.refreshSupport === true;
    const { commands, library, grammar } = (capabilities.experimental ?? {}) as {
      readonly commands?: unknown;
      readonly library?: unknown;
      readonly grammar?: unknown;
    };
    this.coloursWords = grammar === true;
    this.opensLibrary = library === true;
    this.tellsSettings = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    this.commands = new Set(Array.isArray(commands) ? commands.map(String) : []);
    this.tellsFolders = capabilities.workspace?.workspaceFolders === true;
    this.watchesFiles = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  }
}
