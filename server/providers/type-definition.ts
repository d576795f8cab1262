/**
 * Go to type definition: from a machine to its template, from a service to its product. What takes neither is of the kind
 * that its own statement says behind the colon: there leads the way of a service without a product, of a resource, of clients.
 */
import { AstUtils, type CstNode, type LangiumDocument } from 'langium';
import type { TypeDefinitionProvider as TypeDefinitions } from 'langium/lsp';
import type { LocationLink, TypeDefinitionParams } from 'vscode-languageserver-protocol';
import * as ast from '../../language/generated/ast.ts';
import { featureNode, itemsOf } from '../../language/paths.ts';
import { templateOf } from '../../language/scope/members.ts';
import { declarationsAt } from '../occurrences.ts';
import type { ServerServices } from '../services.ts';
import { leafAt, nameNode, rangeIn } from '../text.ts';

export class TypeDefinitionProvider implements TypeDefinitions {
  private readonly services: ServerServices;

  constructor(services: ServerServices) {
    this.services = services;
  }

  getTypeDefinition(document: LangiumDocument, { position }: TypeDefinitionParams): LocationLink[] | undefined {
    const leaf = leafAt(document, document.textDocument.offsetAt(position));
    if (!leaf) return undefined;
    const named = declarationsAt(leaf, this.services);
    const declarations = named.length > 0 ? named : [leaf.astNode].filter(ast.isDeclaration);
    const links = declarations.map((declaration) => linkTo(typeOf(declaration), leaf, document));
    return links.filter((link) => link !== undefined);
  }
}

interface Typed {
  readonly whole: CstNode;
  readonly name: CstNode;
}

function typeOf(declaration: ast.Declaration): Typed | undefined {
  switch (declaration.$type) {
    case 'Host':
    case 'Server':
    case 'Vm':
      return declared(templateOf(declaration));
    case 'Service':
      return declared(productOf(declaration)) ?? word(declaration, 'mode');
    case 'Resource':
      return word(declaration, 'resourceType');
    case 'Endpoint':
      return word(declaration, 'endpointKind');
    default:
      return undefined;
  }
}

function productOf(service: ast.Service): ast.Product | undefined {
  return itemsOf(service).find(ast.isProductProperty)?.product?.ref;
}

function declared(node: ast.Template | ast.Product | undefined): Typed | undefined {
  const name = node && nameNode(node);
  return name && node.$cstNode && { whole: node.$cstNode, name };
}

function word(node: ast.Declaration, feature: string): Typed | undefined {
  const found = featureNode(node.$cstNode, feature);
  return found && { whole: found, name: found };
}

function linkTo(type: Typed | undefined, leaf: CstNode, from: LangiumDocument): LocationLink | undefined {
  if (!type) return undefined;
  const target = AstUtils.getDocument(type.name.astNode);
  return {
    originSelectionRange: rangeIn(from, leaf.offset, leaf.end),
    targetUri: target.uri.toString(),
    targetRange: rangeIn(target, type.whole.offset, Math.max(type.whole.end, type.name.end)),
    targetSelectionRange: rangeIn(target, type.name.offset, type.name.end),
  };
}
