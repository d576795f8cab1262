/**
 * What is renamed together.
 *
 * A name after `via` means an adapter of *whichever* host runs the VM. So an adapter is renamed together with
 * those of the same name on every host where such a VM may come to run, and with those that it replaces, or
 * that replace it, between a host and its template. A rule of the author is renamed with its name in the comments that
 * silence it. Everything else is renamed alone.
 */
import { type AstNode, AstUtils, type LangiumDocuments, type Reference } from 'langium';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { ownNics, templateOf } from '../../language/scope/members.ts';
import { adaptersBehind, takersOf } from '../adapters.ts';
import { mentionsOf, silencedAt } from '../named-in-rules.ts';
import { nameNode } from '../text.ts';

/** A name in the text; offsets in UTF-16 units. */
export interface Occurrence {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

export interface Renaming {
  readonly declarations: ReadonlySet<Declaration>;
  /** Declarations and references, in no order, each once. */
  readonly occurrences: readonly Occurrence[];
}

/** All that must be renamed with a declaration. */
export function renamingOf(declaration: Declaration, documents: LangiumDocuments): Renaming {
  const vias = ast.isNic(declaration) ? viasNamed(declaration.name, documents) : [];
  const declarations = ast.isNic(declaration) ? adapterFamily(declaration, vias, documents) : new Set([declaration]);
  const occurrences = new Map<string, Occurrence>();
  const add = (node: AstNode, cst: { readonly offset: number; readonly end: number } | undefined) => {
    if (!cst) return;
    const occurrence = { uri: AstUtils.getDocument(node).uri.toString(), start: cst.offset, end: cst.end };
    occurrences.set(`${occurrence.uri}#${occurrence.start}`, occurrence);
  };
  for (const each of declarations) add(each, nameNode(each));
  for (const document of documents.all) {
    for (const reference of document.references) {
      if (!('ref' in reference) || !reference.$refNode) continue;
      if (declarations.has(reference.ref as Declaration)) add(reference.$refNode.astNode, reference.$refNode);
    }
  }
  for (const { nic, reference } of vias) {
    if (adaptersBehind(nic, reference.$refText, documents).some((adapter) => declarations.has(adapter)))
      add(nic, reference.$refNode);
  }
  for (const document of documents.all)
    for (const node of mentionsOf(declarations, document, documents)) add(node.astNode, node);
  if (ast.isAuthorRule(declaration)) {
    for (const { document, start, end } of silencedAt(declaration, documents))
      occurrences.set(`${document.uri}#${start}`, { uri: document.uri.toString(), start, end });
  }
  return { declarations, occurrences: [...occurrences.values()] };
}

interface Via {
  readonly nic: ast.Nic;
  readonly reference: Reference<ast.Nic>;
}

function viasNamed(name: string, documents: LangiumDocuments): Via[] {
  const found: Via[] = [];
  for (const document of documents.all) {
    for (const reference of document.references) {
      const nic = reference.$refNode?.astNode;
      if (reference.$refText === name && nic && ast.isNic(nic) && nic.via.includes(reference as Reference<ast.Nic>)) {
        found.push({ nic, reference: reference as Reference<ast.Nic> });
      }
    }
  }
  return found;
}

function adapterFamily(nic: ast.Nic, vias: readonly Via[], documents: LangiumDocuments): Set<Declaration> {
  const family = new Set<ast.Nic>([nic]);
  const groups = vias.map((via) => adaptersBehind(via.nic, via.reference.$refText, documents));
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const member of [...family]) for (const other of replacing(member, documents)) family.add(other);
    for (const group of groups) if (group.some((one) => family.has(one))) for (const one of group) family.add(one);
  }
  return family;
}

/** Adapters of the same name in the template of its machine, or in the machines that take its template. */
function replacing(nic: ast.Nic, documents: LangiumDocuments): ast.Nic[] {
  const body = nic.$container as AstNode;
  const bodies: AstNode[] = [];
  if (ast.isTemplate(body)) bodies.push(...takersOf(body, documents));
  else if (ast.isHost(body) || ast.isServer(body) || ast.isVm(body)) {
    const template = templateOf(body);
    if (template) bodies.push(template);
  }
  return bodies.map((each) => ownNics(each).get(nic.name)).filter((same) => same !== undefined);
}
