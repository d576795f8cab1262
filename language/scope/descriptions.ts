/** Descriptions of declarations as Langium's services expect them: made at the first question, read lazily. */
import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
  CstUtils,
  type DocumentSegment,
  GrammarUtils,
  type URI,
} from 'langium';
import type { Declaration } from '../generated/ast.ts';

const descriptions = new WeakMap<AstNode, DeclarationDescription>();

/** The description of a declaration, always the same object. */
export function describe(declaration: Declaration): AstNodeDescription {
  let description = descriptions.get(declaration);
  if (!description) {
    description = new DeclarationDescription(declaration);
    descriptions.set(declaration, description);
  }
  return description;
}

/** The same under another name, such as `Denver.lan`. */
export function describeAs(declaration: Declaration, name: string): AstNodeDescription {
  return name === declaration.name ? describe(declaration) : new DeclarationDescription(declaration, name);
}

class DeclarationDescription implements AstNodeDescription {
  readonly node: Declaration;
  readonly type: string;
  readonly name: string;

  constructor(node: Declaration, name: string = node.name) {
    this.node = node;
    this.type = node.$type;
    this.name = name;
  }

  get documentUri(): URI {
    return AstUtils.getDocument(this.node).uri;
  }

  get path(): string {
    return astPath(this.node);
  }

  get nameSegment(): DocumentSegment | undefined {
    const name = GrammarUtils.findNodeForProperty(this.node.$cstNode, 'name') ?? this.node.$cstNode;
    return name && CstUtils.toDocumentSegment(name);
  }

  get selectionSegment(): DocumentSegment | undefined {
    return this.node.$cstNode && CstUtils.toDocumentSegment(this.node.$cstNode);
  }
}

/** The place of a node in its tree, in the form of Langium's AstNodeLocator: `/items@3/items@0`. */
function astPath(node: AstNode): string {
  if (!node.$container) return '';
  const index = node.$containerIndex === undefined ? '' : `@${node.$containerIndex}`;
  return `${astPath(node.$container)}/${node.$containerProperty}${index}`;
}
