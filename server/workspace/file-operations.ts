/** Files that an editor moves: their imports, and those of them, go along. */
import { DocumentState, URI } from 'langium';
import type { FileOperationHandler } from 'langium/lsp';
import type { FileOperationOptions, RenameFilesParams, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { importsAfter } from '../../language/refactor/rename-files.ts';
import { fileChanges, workspaceEdit } from '../fixes/workspace-edit.ts';
import type { ServerSharedServices } from '../services.ts';

export class FileOperations implements FileOperationHandler {
  readonly fileOperationOptions: FileOperationOptions = {
    willRename: {
      filters: [{ pattern: { glob: '**/*.hatopo', matches: 'file' } }, { pattern: { glob: '**', matches: 'folder' } }],
    },
  };
  private readonly services: ServerSharedServices;

  constructor(services: ServerSharedServices) {
    this.services = services;
  }

  async willRenameFiles({ files }: RenameFilesParams): Promise<WorkspaceEdit | null> {
    const { DocumentBuilder, LangiumDocuments, WorkspaceManager } = this.services.workspace;
    await WorkspaceManager.ready;
    await this.services.lsp.DocumentUpdateHandler.known();
    await DocumentBuilder.waitUntil(DocumentState.Parsed);
    const moved = files.map(({ oldUri, newUri }) => ({ from: URI.parse(oldUri), to: URI.parse(newUri) }));
    const edits = importsAfter(moved, LangiumDocuments);
    const changes = fileChanges(edits, this.services.workspace);
    return changes.length === 0 ? null : workspaceEdit(changes, this.services.server.Client);
  }
}
