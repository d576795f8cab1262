/** Links: an import opens its file, an address in a comment or a text its page. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import type { DocumentLinkProvider as Links } from 'langium/lsp';
import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver-protocol';
import type { ImportStatement } from '../../language/generated/ast.ts';
import { webLinksIn } from '../../language/links.ts';
import { featureNode } from '../../language/paths.ts';
import { importedUri } from '../../language/scope/imports.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import type { ServerServices } from '../services.ts';
import { isCurrent, rangeIn } from '../text.ts';

export class DocumentLinkProvider implements Links {
  private readonly documents: LangiumDocuments;

  constructor(services: ServerServices) {
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  getDocumentLinks(document: LangiumDocument, _params: DocumentLinkParams): DocumentLink[] {
    const imports = isCurrent(document) ? symbolsOf(document).imports : [];
    const pages = webLinksIn(document.textDocument.getText()).map(({ start, end, url }) => ({
      range: rangeIn(document, start, end),
      target: url,
    }));
    return [...imports.flatMap((statement) => this.linkOf(statement, document)), ...pages];
  }

  /** Of a file that is there: that there is none is said at the path. */
  private linkOf(statement: ImportStatement, document: LangiumDocument): DocumentLink[] {
    const uri = importedUri(statement, document.uri);
    const path = featureNode(statement.$cstNode, 'path');
    if (!uri || !path || !this.documents.hasDocument(uri)) return [];
    const quotes = path.text.length > 1 && path.text.endsWith('"') ? 1 : 0;
    return [{ range: rangeIn(document, path.offset + quotes, path.end - quotes), target: uri.toString() }];
  }
}
