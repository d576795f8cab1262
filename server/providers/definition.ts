/** Go to definition: names to their declarations, `via` to the adapters of every host in question, imports to files. */
import { AstUtils, type CstNode, GrammarUtils, type LangiumDocument, type LangiumDocuments } from 'langium';
import { DefaultDefinitionProvider, type GoToLink } from 'langium/lsp';
import type { DefinitionParams } from 'vscode-languageserver';
import type { LocationLink } from 'vscode-languageserver-protocol';
import * as ast from '../../language/generated/ast.ts';
import { importedUri } from '../../language/scope/imports.ts';
import { adaptersBehind } from '../adapters.ts';
import { type VariableHere, variableIn } from '../rule-variables.ts';
import type { ServerServices } from '../services.ts';
import { leafAt, nameNode, nowhere, rangeIn } from '../text.ts';

export class DefinitionProvider extends DefaultDefinitionProvider {
  private readonly documents: LangiumDocuments;

  constructor(services: ServerServices) {
    super(services);
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  override getDefinition(document: LangiumDocument, params: DefinitionParams) {
    const leaf = leafAt(document, document.textDocument.offsetAt(params.position));
    if (leaf && ast.isImportStatement(leaf.astNode)) return this.importedFile(leaf, leaf.astNode, document);
    const variable = variableIn(document, params.position);
    return variable ? bindings(variable, document) : super.getDefinition(document, params);
  }

  private importedFile(
    leaf: CstNode,
    statement: ast.ImportStatement,
    document: LangiumDocument,
  ): LocationLink[] | undefined {
    const uri = importedUri(statement, document.uri);
    if (!uri || !this.documents.hasDocument(uri)) return undefined;
    const path = GrammarUtils.findNodeForProperty(statement.$cstNode, 'path') ?? leaf;
    return [
      {
        originSelectionRange: path.range,
        targetUri: uri.toString(),
        targetRange: nowhere,
        targetSelectionRange: nowhere,
      },
    ];
  }

  protected override findLinks(source: CstNode): GoToLink[] {
    const links = super.findLinks(source);
    const nic = source.astNode;
    if (links.length === 0 || !ast.isNic(nic) || !isVia(source, nic)) return links;
    return adaptersBehind(nic, source.text, this.documents).flatMap((adapter) => {
      const target = nameNode(adapter);
      return target ? [{ source, target, targetDocument: AstUtils.getDocument(adapter) }] : [];
    });
  }
}

/** Where a rule binds its variable. */
function bindings({ places, here }: VariableHere, document: LangiumDocument): LocationLink[] {
  return places
    .filter(({ binds }) => binds)
    .map(({ start, end }) => ({
      originSelectionRange: rangeIn(document, here.start, here.end),
      targetUri: document.uri.toString(),
      targetRange: rangeIn(document, start, end),
      targetSelectionRange: rangeIn(document, start, end),
    }));
}

function isVia(source: CstNode, nic: ast.Nic): boolean {
  return nic.via.some(({ $refNode }) => $refNode?.offset === source.offset);
}
