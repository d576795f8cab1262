/** What the editor at the other end can do, as it said when it started. */
import type { InitializeParams } from 'vscode-languageserver-protocol';

export class Client {
  /** Snippets with tab stops may be sent. */
  snippets = false;
  /** It knows the command that opens the list of suggestions: VS Code and its kin. */
  suggestsAgain = false;
  /** It can be asked to watch files. */
  watchesFiles = false;

  /** Edits may say to which version of a text they belong. */
  versionedEdits = false;
  /** An edit may hold a tab stop. */
  snippetEdits = false;
  /** The edit of an action may be worked out when the action is chosen. */
  resolvesActions = false;

  initialize(params: InitializeParams): void {
    const { capabilities, clientInfo } = params;
    this.snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    const { documentChanges, snippetEditSupport } = capabilities.workspace?.workspaceEdit ?? {};
    this.versionedEdits = documentChanges === true;
    this.snippetEdits = this.versionedEdits && snippetEditSupport === true;
    this.resolvesActions = capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true;
    this.suggestsAgain = /\bcode\b|code-server|vscodium/i.test(clientInfo?.name ?? '');
    this.watchesFiles = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  }
}
