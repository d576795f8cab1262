/** Which files are loaded, which of them an edit concerns, and where their references are found. */
import {
  type AstNode,
  AstUtils,
  type BuildOptions,
  Cancellation,
  CstUtils,
  DefaultDocumentBuilder,
  DefaultIndexManager,
  DocumentState,
  type LangiumDocument,
  type LangiumSharedCoreServices,
  type ReferenceDescription,
  type Stream,
  stream,
  type URI,
} from 'langium';
import type { Declaration } from '../generated/ast.ts';
import { isLibrary, libraryFiles } from '../library/index.ts';
import { describe } from './descriptions.ts';
import { closureUris, importedUris } from './imports.ts';
import { HatopoLinker } from './linker.ts';
import { forgetViews } from './resolve.ts';

/** Loads product files and imported files before it builds the files that need them. */
export class HatopoDocumentBuilder extends DefaultDocumentBuilder {
  override async update(
    changed: URI[],
    deleted: URI[],
    cancelToken = Cancellation.CancellationToken.None,
  ): Promise<void> {
    forgetViews(this.langiumDocuments);
    // What ships does not change: an editor that opens it shows it, and that is all.
    await super.update(
      changed.filter((uri) => !isLibrary(uri) || !this.langiumDocuments.hasDocument(uri)),
      deleted,
      cancelToken,
    );
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<void> {
    const all = [...this.missingLibraries(), ...documents];
    const known = new Set(all.map((document) => document.uri.toString()));
    this.prepareBuild(all, options);
    // The list grows while it is walked: imports of imports.
    for (const document of all) {
      await this.runCancelable([document], DocumentState.Parsed, cancelToken, (one) =>
        this.langiumDocumentFactory.update(one, cancelToken),
      );
      // Others are still to be read: who waits for one of them must not be told that all are.
      this.currentState = DocumentState.Changed;
      for (const uri of importedUris(document)) {
        if (known.has(uri.toString())) continue;
        known.add(uri.toString());
        const imported = await this.load(uri);
        if (imported) all.push(imported);
      }
    }
    forgetViews(this.langiumDocuments);
    this.takeBack(all.filter(({ state }) => state < DocumentState.Linked));
    await super.buildDocuments(all, options, cancelToken);
  }

  private takeBack(documents: readonly LangiumDocument[]): void {
    for (const { references } of this.serviceRegistry.all) {
      const { Linker: linker } = references;
      if (linker instanceof HatopoLinker) linker.takeBack(documents);
    }
  }

  private missingLibraries(): LangiumDocument[] {
    return libraryFiles()
      .filter(({ uri }) => !this.langiumDocuments.hasDocument(uri))
      .map(({ uri, text }) => this.langiumDocuments.createDocument(uri, text));
  }

  /** An imported file that is not loaded yet; `undefined` where it is loaded, or there is none. */
  private async load(uri: URI): Promise<LangiumDocument | undefined> {
    if (this.langiumDocuments.hasDocument(uri) || !this.serviceRegistry.hasServices(uri)) return undefined;
    try {
      return await this.langiumDocuments.getOrCreateDocument(uri);
    } catch {
      return undefined; // no such file: the checks say so at the import
    }
  }

  /** A name can only come to resolve by a change of what the file imports. */
  protected override shouldRelink(document: LangiumDocument, changedUris: Set<string>): boolean {
    return this.indexManager.isAffected(document, changedUris);
  }
}

/** No index is kept: what a file sees is in the tables of the files that it imports. */
export class HatopoIndexManager extends DefaultIndexManager {
  private readonly workspace: LangiumSharedCoreServices['workspace'];

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.workspace = services.workspace;
  }

  /** True where one of the changed files is imported, directly or not, or would be if it were there. */
  override isAffected(document: LangiumDocument, changedUris: Set<string>): boolean {
    if (document.parseResult.value.$type !== 'Document') return false;
    for (const uri of closureUris(document, this.workspace.LangiumDocuments)) if (changedUris.has(uri)) return true;
    return false;
  }

  override async updateReferences(): Promise<void> {}

  override findAllReferences(targetNode: AstNode): Stream<ReferenceDescription> {
    const target = describe(targetNode as Declaration);
    const targetUri = AstUtils.getDocument(targetNode).uri;
    const found: ReferenceDescription[] = [];
    for (const document of this.documents.all) {
      for (const reference of document.references) {
        if (!('ref' in reference) || reference.ref !== targetNode || !reference.$refNode) continue;
        const source = reference.$refNode.astNode;
        found.push({
          sourceUri: document.uri,
          sourcePath: describe(source as Declaration).path,
          targetUri,
          targetPath: target.path,
          segment: CstUtils.toDocumentSegment(reference.$refNode),
          local: AstUtils.getDocument(source) === AstUtils.getDocument(targetNode),
        });
      }
    }
    return stream(found);
  }
}
