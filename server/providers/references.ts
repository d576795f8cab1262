/** References and highlights: every place that names what is named here, adapters behind `via` included. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import type { DocumentHighlightProvider, ReferencesProvider as References } from 'langium/lsp';
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
  type Location,
  type ReferenceParams,
} from 'vscode-languageserver-protocol';
import { declarationsAt, placesNaming } from '../occurrences.ts';
import { variableIn } from '../rule-variables.ts';
import type { ServerServices } from '../services.ts';
import { leafAt, rangeIn } from '../text.ts';

export class ReferencesProvider implements References {
  private readonly services: ServerServices;
  private readonly documents: LangiumDocuments;

  constructor(services: ServerServices) {
    this.services = services;
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  findReferences(document: LangiumDocument, { position, context }: ReferenceParams): Location[] {
    const variable = variableIn(document, position);
    if (variable)
      return variable.places
        .filter(({ binds }) => context.includeDeclaration || !binds)
        .map(({ start, end }) => ({ uri: document.uri.toString(), range: rangeIn(document, start, end) }));
    const leaf = leafAt(document, document.textDocument.offsetAt(position));
    const declarations = leaf ? declarationsAt(leaf, this.services) : [];
    if (declarations.length === 0) return [];
    return placesNaming(declarations, this.documents.all.toArray(), this.documents)
      .filter(({ declares }) => context.includeDeclaration || !declares)
      .map((place) => ({
        uri: place.document.uri.toString(),
        range: rangeIn(place.document, place.node.offset, place.node.end),
      }));
  }
}

/** The same in one file: where it is declared counts as written, where it is named as read. */
export class HighlightProvider implements DocumentHighlightProvider {
  private readonly services: ServerServices;
  private readonly documents: LangiumDocuments;

  constructor(services: ServerServices) {
    this.services = services;
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  getDocumentHighlight(document: LangiumDocument, { position }: DocumentHighlightParams): DocumentHighlight[] {
    const variable = variableIn(document, position);
    if (variable)
      return variable.places.map(({ start, end, binds }) => ({
        range: rangeIn(document, start, end),
        kind: binds ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    const leaf = leafAt(document, document.textDocument.offsetAt(position));
    const declarations = leaf ? declarationsAt(leaf, this.services) : [];
    if (declarations.length === 0) return [];
    return placesNaming(declarations, [document], this.documents).map(({ node, declares }) => ({
      range: rangeIn(document, node.offset, node.end),
      kind: declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
  }
}
