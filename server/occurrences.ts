/** What a name at a place means, and every place where something is named. */
import { AstUtils, type CstNode, type LangiumDocument, type LangiumDocuments } from 'langium';
import type { Declaration } from '../language/generated/ast.ts';
import * as ast from '../language/generated/ast.ts';
import { adaptersBehind, viasOf } from './adapters.ts';
import { mentionsOf } from './named-in-rules.ts';
import type { ServerServices } from './services.ts';
import { nameNode } from './text.ts';

/** A name in a text. */
export interface NamedPlace {
  readonly document: LangiumDocument;
  readonly node: CstNode;
  /** Whether it stands there as the name of what is declared. */
  readonly declares: boolean;
}

/** The declarations that a name means, or the one that it is the name of: behind `via` several. */
export function declarationsAt(leaf: CstNode, { references, shared }: ServerServices): readonly Declaration[] {
  const nic = leaf.astNode;
  if (ast.isNic(nic) && nic.via?.some(({ $refNode }) => $refNode?.offset === leaf.offset))
    return adaptersBehind(nic, leaf.text, shared.workspace.LangiumDocuments);
  return references.References.findDeclarations(leaf).filter(ast.isDeclaration);
}

/**
 * Every place in these documents that names one of the declarations, in order of the text.
 * @param all the documents of the workspace: of which topologies a rule speaks
 */
export function placesNaming(
  declarations: readonly Declaration[],
  documents: readonly LangiumDocument[],
  all: LangiumDocuments,
): readonly NamedPlace[] {
  const wanted = new Set(declarations);
  const teams = new Set(declarations.filter(ast.isNic).flatMap((nic) => viasOf(nic, documents)));
  return documents.flatMap((document) => {
    const found = new Map<number, NamedPlace>();
    const add = (node: CstNode | undefined, declares: boolean) => {
      if (node && !found.has(node.offset)) found.set(node.offset, { document, node, declares });
    };
    for (const declaration of wanted)
      if (AstUtils.getDocument(declaration) === document) add(nameNode(declaration), true);
    for (const reference of document.references) {
      if (!('ref' in reference) || !reference.$refNode) continue;
      if (wanted.has(reference.ref as Declaration) || teams.has(reference)) add(reference.$refNode, false);
    }
    for (const node of mentionsOf(wanted, document, all)) add(node, false);
    return [...found.values()].sort((a, b) => a.node.offset - b.node.offset);
  });
}
