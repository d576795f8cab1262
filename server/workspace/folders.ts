/** Folders that join or leave the workspace while the editor runs. */
import { URI } from 'langium';
import type { Connection, WorkspaceFolder } from 'vscode-languageserver';
import type { ServerSharedServices } from '../services.ts';

/** Listens once the editor is ready; an editor that tells of no folders tells of none that come or go. */
export function followFolders(connection: Connection, services: ServerSharedServices): void {
  if (!services.server.Client.tellsFolders) return;
  const { WorkspaceManager } = services.workspace;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(removed.map(({ uri }) => uri));
    const folders = [...(WorkspaceManager.workspaceFolders ?? []).filter(({ uri }) => !gone.has(uri)), ...added];
    WorkspaceManager.initialize({ capabilities: {}, processId: null, rootUri: null, workspaceFolders: folders });
    services.server.Configurations.forget();
    void services.lsp.DocumentUpdateHandler.update(
      added.map(({ uri }) => URI.parse(uri)),
      filesLost(removed, folders, services),
    );
  });
}

/** What nobody has open and no other folder holds; what another file imports is read again for it. */
function filesLost(
  removed: readonly WorkspaceFolder[],
  left: readonly WorkspaceFolder[],
  { workspace }: ServerSharedServices,
): URI[] {
  const kept = left.map(({ uri }) => rootOf(uri));
  return removed
    .flatMap(({ uri }) => workspace.LangiumDocuments.getDocuments(URI.parse(uri)))
    .map(({ uri }) => uri)
    .filter((uri) => workspace.TextDocuments.get(uri.toString()) === undefined)
    .filter((uri) => !kept.some((root) => uri.toString().startsWith(root)));
}

/** The address of a folder as those of the files in it begin. */
export function rootOf(folder: string): string {
  return `${URI.parse(folder).toString().replace(/\/$/, '')}/`;
}
