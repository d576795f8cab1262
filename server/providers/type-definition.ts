/**
 * Go to type definition: from a machine to its template, from a service to its product. What takes neither is of the kind
 * that its own statement says behind the colon: there leads the way of a service without a product, of a resource, of clients.
 */
import type { CstNode, LangiumDocument } from 'langium';
import type { TypeDefinitionProvider as TypeDefinitions } from 'langium/lsp';
import type { LocationLink, TypeDefinitionParams } from 'vscode-languageserver-protocol';
import * as ast from '../../language/generated/ast.ts';
import { featureNode, itemsOf } from '../../language/paths.ts';
import { templateOf } from '../../language/scope/members.ts';
import { declarationsAt } from '../occurrences.ts';
import type { ServerServices } from '../services.ts';
import { leafAt, nameNode } from '../text.ts';
import { linkBetween } from './locations.ts';

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
    return declarations.flatMap((declaration) => {
      const type = typeOf(declaration);
      return type ? [linkBetween(leaf, document, type.whole, type.name)] : [];
    });
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
