/** Checks only what somebody looks at: opened files and what they import. Other files of the workspace are linked alone. */
import type { BuildOptions, Cancellation, LangiumDocument } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { HatopoDocumentBuilder } from '../../language/scope/workspace.ts';
import { watchedDocuments } from './open-documents.ts';

export class ServerDocumentBuilder extends HatopoDocumentBuilder {
  private readonly workspace: LangiumSharedServices['workspace'];
  private watched: ReadonlySet<LangiumDocument> | undefined;

  constructor(shared: LangiumSharedServices) {
    super(shared);
    this.workspace = shared.workspace;
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
    // Known only when all files are read, which they are when this is first asked.
    this.watched ??= watchedDocuments(this.workspace);
    return this.watched.has(document);
  }
}
