/** Gives documents their new text: by parsing what changed where that is enough, else the whole. */
import { type AstNode, type Cancellation, DefaultLangiumDocumentFactory, type LangiumDocument } from 'langium';
import type { Document } from '../generated/ast.ts';
import { RecoveringParser } from '../recovery/parser.ts';
import { isIntact } from './intact.ts';
import { splice, type Tree } from './splice.ts';

export class HatopoDocumentFactory extends DefaultLangiumDocumentFactory {
  /** The last tree of each document that can be gone on from: braces that one types are damage for a while. */
  private readonly trees = new WeakMap<LangiumDocument, Tree>();

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
    if (isIntact(root)) this.trees.set(document, { root: root as Document });
    const tree = this.trees.get(document);
    const { LangiumParser: parser } = this.serviceRegistry.getServices(document.uri).parser;
    if (!tree || !(parser instanceof RecoveringParser)) return;
    const spliced = splice(tree, text, parser);
    if (!spliced) return;
    document.parseResult = spliced.result;
    Object.assign(spliced.root, { $document: document });
    this.trees.set(document, { root: spliced.root, open: spliced.open });
  }
}
