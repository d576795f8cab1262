/** Reads files so that one which cannot be read stops nothing. */
import {
  type AstNode,
  type Cancellation,
  DefaultWorkspaceManager,
  type LangiumDocument,
  type Stream,
  type TextDocument,
  type URI,
  type WorkspaceFolder,
} from 'langium';
import { HatopoDocumentFactory } from '../../language/reparse/document-factory.ts';
import type { ServerSharedServices } from '../services.ts';
import { findsFiles, foundInTime } from './finding-files.ts';
import { type Reading, tellReading } from './reading-progress.ts';

export class ServerWorkspaceManager extends DefaultWorkspaceManager {
  private readonly shared: ServerSharedServices;
  private reading: Reading | undefined;

  constructor(shared: ServerSharedServices) {
    super(shared);
    this.shared = shared;
  }

  override async initializeWorkspace(
    folders: WorkspaceFolder[],
    cancelToken?: Cancellation.CancellationToken,
  ): Promise<void> {
    try {
      await super.initializeWorkspace(folders, cancelToken);
    } finally {
      this.reading?.done();
    }
  }

  /** Folders that the editor reads are not gone through one by one. */
  protected override async traverseFolder(folder: URI, uris: URI[]): Promise<void> {
    const { workspace, lsp } = this.shared;
    const files = workspace.FileSystemProvider;
    const found = findsFiles(files) ? files.findFiles(folder) : undefined;
    if (!found) return await super.traverseFolder(folder, uris);
    const ours = found.then((all) => all.filter((uri) => this.serviceRegistry.hasServices(uri)));
    uris.push(...(await foundInTime(ours, (late) => lsp.DocumentUpdateHandler.update([...late], []))));
  }

  protected override async loadWorkspaceDocuments(
    uris: Stream<URI>,
    collector: (document: LangiumDocument) => void,
  ): Promise<void> {
    const all = uris.toArray();
    const reading = tellReading(this.shared.lsp.Connection, all.length);
    this.reading = reading;
    const load = async (uri: URI) => {
      try {
        collector(await this.langiumDocuments.getOrCreateDocument(uri));
      } catch (error) {
        this.shared.lsp.Connection?.console.warn(`${uri.toString(true)} cannot be read: ${String(error)}`);
      }
      reading.read();
    };
    await Promise.all(all.map(load));
    reading.linking();
  }
}

export class ServerDocumentFactory extends HatopoDocumentFactory {
  /** A file that went away between the news of its change and its reading counts as empty until it is back. */
  protected override async getUpdatedText<T extends AstNode>(
    document: LangiumDocument<T>,
    textDocument: TextDocument | undefined,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<string> {
    try {
      return await super.getUpdatedText(document, textDocument, cancelToken);
    } catch {
      return '';
    }
  }
}
