/** Brings edits, closed files and changes on disk into the workspace. */
import { type Cancellation, type TextDocument, URI, UriUtils } from 'langium';
import { DefaultDocumentUpdateHandler } from 'langium/lsp';
import {
  type DidChangeWatchedFilesParams,
  FileChangeType,
  type FileEvent,
  type TextDocumentChangeEvent,
} from 'vscode-languageserver';
import { configName } from '../../language/config.ts';
import type { ServerSharedServices, UpdateHandler } from '../services.ts';

export class ServerUpdateHandler extends DefaultDocumentUpdateHandler implements UpdateHandler {
  private readonly shared: ServerSharedServices;
  /** What follows when all files are built after a change, such as publishing what was found. */
  afterUpdate: (cancelToken: Cancellation.CancellationToken) => Promise<void> = async () => {};

  /** Changes that were told, and that the workspace does not know of yet. */
  private readonly untold = new Set<Promise<void>>();
  private tell = () => {};

  constructor(shared: ServerSharedServices) {
    super(shared);
    this.shared = shared;
    this.documentBuilder.onUpdate(() => this.tell());
  }

  async known(): Promise<void> {
    await Promise.all(this.untold);
  }

  /** A closed file counts again as it is on disk; one that is not there is gone. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const uri = URI.parse(document.uri);
    void this.shared.workspace.FileSystemProvider.exists(uri)
      .catch(() => false)
      .then((there) => (there ? this.fireDocumentUpdate([uri], []) : this.fireDocumentUpdate([], [uri])));
  }

  protected override fireDocumentUpdate(changed: URI[], deleted: URI[]): void {
    // An opened file that is deleted on disk lives on in the editor.
    const { TextDocuments } = this.shared.workspace;
    const gone = deleted.filter((uri) => TextDocuments.get(uri.toString()) === undefined);
    void this.update(changed, gone);
  }

  async update(changed: URI[], deleted: URI[]): Promise<void> {
    let tell = () => {};
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    this.untold.add(told);
    try {
      await this.workspaceManager.ready;
      await this.workspaceLock.write(async (token) => {
        this.tell = tell;
        await this.documentBuilder.update(changed, deleted, token);
        await this.afterUpdate(token);
      });
    } catch (error) {
      this.shared.server.Trouble.report(error, 'reading the workspace');
    } finally {
      tell();
      this.untold.delete(told);
    }
  }

  /** Of all changes on disk those that concern us: our files, folders that came or went, and configurations. */
  override didChangeWatchedFiles(params: DidChangeWatchedFilesParams): void {
    if (params.changes.some(({ uri }) => UriUtils.basename(URI.parse(uri)) === configName)) {
      this.shared.server.Configurations.forget();
      void this.update([], []);
    }
    const changes = params.changes.filter(({ uri, type }) => this.concerns(URI.parse(uri), type));
    if (changes.length > 0) super.didChangeWatchedFiles({ changes });
    void this.readFolders(params.changes.filter(({ uri, type }) => this.mayBeFolder(URI.parse(uri), type)));
  }

  /** Of what was created and looks like a file, what is a folder all the same: `v1.0`. */
  private async readFolders(created: readonly FileEvent[]): Promise<void> {
    const stats = await Promise.all(
      created.map(({ uri }) => this.shared.workspace.FileSystemProvider.stat(URI.parse(uri)).catch(() => undefined)),
    );
    const folders = stats.flatMap((stat) => (stat?.isDirectory ? [stat.uri] : []));
    if (folders.length > 0) await this.update(folders, []);
  }

  private mayBeFolder(uri: URI, type: FileChangeType): boolean {
    return type === FileChangeType.Created && UriUtils.extname(uri) !== '' && !this.serviceRegistry.hasServices(uri);
  }

  private concerns(uri: URI, type: FileChangeType): boolean {
    if (this.serviceRegistry.hasServices(uri)) return true;
    if (type === FileChangeType.Deleted) return this.shared.workspace.LangiumDocuments.getDocuments(uri).length > 0;
    return type === FileChangeType.Created && UriUtils.extname(uri) === '';
  }
}
