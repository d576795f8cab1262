/** Gives documents their new text: by parsing what changed where that is enough, else the whole. */
import { type AstNode, type Cancellation, DefaultLangiumDocumentFactory, type LangiumDocument } from 'langium';
import type { Document } from '../generated/ast.ts';
import { RecoveringParser } from '../recovery/parser.ts';
import { isIntact } from './intact.ts';
import { splice } from './splice.ts';

export class HatopoDocumentFactory extends DefaultLangiumDocumentFactory {
  /** The last intact tree of each document: what one types is damaged for a while, and intact again. */
  private readonly intactTrees = new WeakMap<LangiumDocument, Document>();

  override async update<T extends AstNode = AstNode>(
    document: LangiumDocument<T>,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<LangiumDocument<T>> {
    const textDocument = this.textDocuments?.get(document.uri.toString());
    const text = await this.getUpdatedText(document, textDocument, cancelToken);
    this.splice(document, text);
    // Parses nothing where the tree is of this text.
    return super.update(document, cancelToken);
  }

  private splice(document: LangiumDocument, text: string): void {
    const root = document.parseResult.value;
    if (root.$cstNode?.root.fullText === text) return;
    if (isIntact(root)) this.intactTrees.set(document, root as Document);
    const intact = this.intactTrees.get(document);
    const { LangiumParser: parser } = this.serviceRegistry.getServices(document.uri).parser;
    if (!intact || !(parser instanceof RecoveringParser)) return;
    const result = splice(intact, text, (source) => parser.parseIntact<Document>(source));
    if (!result) return;
    document.parseResult = result;
    Object.assign(result.value, { $document: document });
    this.intactTrees.set(document, result.value);
  }
}
