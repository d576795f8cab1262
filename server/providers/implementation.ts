/** Go to implementations: from a template to those who take it, from a product to the services that run it. */
import type { LangiumDocument } from 'langium';
import type { ImplementationProvider as Implementations } from 'langium/lsp';
import type { ImplementationParams, LocationLink } from 'vscode-languageserver-protocol';
import * as ast from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { itemsOf } from '../../language/paths.ts';
import { takersOf } from '../../language/refactor/takers.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import { declarationsAt } from '../occurrences.ts';
import type { ServerServices } from '../services.ts';
import { leafAt, nameNode } from '../text.ts';
import { linkBetween } from './locations.ts';

export class ImplementationProvider implements Implementations {
  private readonly services: ServerServices;

  constructor(services: ServerServices) {
    this.services = services;
  }

  getImplementation(document: LangiumDocument, { position }: ImplementationParams): LocationLink[] | undefined {
    const leaf = leafAt(document, document.textDocument.offsetAt(position));
    if (!leaf) return undefined;
    return declarationsAt(leaf, this.services)
      .flatMap((declaration) => this.takersOf(declaration))
      .flatMap((taker) => {
        const name = nameNode(taker);
        return name && taker.$cstNode ? [linkBetween(leaf, document, taker.$cstNode, name)] : [];
      });
  }

  private takersOf(declaration: ast.Declaration): readonly ast.Declaration[] {
    const { LangiumDocuments } = this.services.shared.workspace;
    if (ast.isTemplate(declaration)) return takersOf(declaration, LangiumDocuments);
    if (!ast.isProduct(declaration)) return [];
    return LangiumDocuments.all
      .filter(({ uri, parseResult }) => !isLibrary(uri) && parseResult.value.$type === 'Document')
      .toArray()
      .flatMap((document) => symbolsOf(document).declarations.filter(ast.isService))
      .filter((service) => itemsOf(service).find(ast.isProductProperty)?.product?.ref === declaration);
  }
}
