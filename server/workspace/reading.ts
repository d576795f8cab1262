/** Reads files so that one which cannot be read stops nothing. */
import {
  type AstNode,
  type Cancellation,
  DefaultWorkspaceManager,
  type LangiumDocument,
  type Stream,
  type TextDocument,
  type URI,
} from 'langium';
import { HatopoDocumentFactory } from '../../language/reparse/document-factory.ts';
import type { ServerSharedServices } from '../services.ts';

export class ServerWorkspaceManager extends DefaultWorkspaceManager {
  private readonly shared: ServerSharedServices;

  constructor(shared: ServerSharedServices) {
    super(shared);
    this.shared = shared;
  }

  protected override async loadWorkspaceDocuments(
    uris: Stream<URI>,
    collector: (document: LangiumDocument) => void,
  ): Promise<void> {
    const load = async (uri: URI) => {
      try {
        collector(await this.langiumDocuments.getOrCreateDocument(uri));
      } catch (error) {
        this.shared.lsp.Connection?.console.warn(`${uri.toString(true)} cannot be read: ${String(error)}`);
      }
    };
    await Promise.all(uris.map(load));
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
