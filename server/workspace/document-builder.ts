/** Checks only what is shown (`scope.ts`): opened files and what they import, or the workspace. Other files are linked alone. */
import type { BuildOptions, Cancellation, DocumentState, LangiumDocument, URI } from 'langium';
import { isLibrary } from '../../language/library/index.ts';
import { HatopoDocumentBuilder } from '../../language/scope/workspace.ts';
import type { ServerSharedServices } from '../services.ts';

export class ServerDocumentBuilder extends HatopoDocumentBuilder {
  private readonly shared: ServerSharedServices;
  private watched: ReadonlySet<LangiumDocument> | undefined;

  constructor(shared: ServerSharedServices) {
    super(shared);
    this.shared = shared;
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<void> {
    this.watched = undefined;
    await super.buildDocuments(documents, options, cancelToken);
  }

  protected override shouldValidate(document: LangiumDocument): boolean {
    if (!super.shouldValidate(document)) return false;
    if (this.getBuildOptions(document) !== this.updateBuildOptions) return true; // asked for by name
    if (isLibrary(document.uri)) return true; // never shown, but an editor may ask about it
    // Known only when all files are read, which they are when this is first asked.
    this.watched ??= this.shared.server.Scope.watched();
    return this.watched.has(document);
  }

  /** A question that follows an edit is about the text after it, even where its building has not begun. */
  protected override async awaitDocumentState(
    state: DocumentState,
    uri: URI,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<URI> {
    await this.shared.lsp.DocumentUpdateHandler.known();
    return super.awaitDocumentState(state, uri, cancelToken);
  }

  protected override async awaitBuilderState(
    state: DocumentState,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<void> {
    await this.shared.lsp.DocumentUpdateHandler.known();
    return super.awaitBuilderState(state, cancelToken);
  }
}
