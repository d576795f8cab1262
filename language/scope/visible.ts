/** All names that may be written at a place, with the form in which they are reached. */
import { type AstNode, AstUtils, type LangiumDocuments } from 'langium';
import type { Declaration, Path } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { targetOf } from '../paths.ts';
import type { DeclarationType } from './expected.ts';
import { membersOf, nicsOf, ownResources } from './members.ts';
import { resolveName, type View, viewOf } from './resolve.ts';
import { symbolsOf } from './symbols.ts';

/** A declaration and the text that names it from where it was asked for: `lan`, `Denver.lan`. */
export interface VisibleName {
  readonly name: string;
  readonly declaration: Declaration;
}

/**
 * Names that may stand at `from`, those of the given types (all where none is given), each once.
 * Adapters and the nodes of clusters are reached through what has them: see `namesWithin`.
 */
export function* visibleNames(
  from: AstNode,
  types: readonly DeclarationType[],
  documents: LangiumDocuments,
): Generator<VisibleName> {
  const view = viewOf(AstUtils.getDocument(from), documents);
  const group = types.includes('Resource') ? AstUtils.getContainerOfType(from, ast.isService) : undefined;
  if (group) for (const [name, declaration] of ownResources(group)) yield { name, declaration };
  for (const document of [view.document, ...view.imports]) {
    for (const declaration of symbolsOf(document).declarations) {
      if (types.length > 0 && !types.includes(declaration.$type)) continue;
      const name = nameFrom(from, declaration, view);
      if (name !== undefined) yield { name, declaration };
    }
  }
}

/** How a declaration is named from a place, or `undefined` where it cannot be reached from there. */
export function nameFrom(from: AstNode, declaration: Declaration, view: View): string | undefined {
  if (!declaration.name) return undefined;
  if (resolveName(declaration.name, from, [declaration.$type], view).found === declaration) return declaration.name;
  const site = siteOf(declaration);
  if (!site?.name || resolveName(site.name, from, ['Site'], view).found !== site) return undefined;
  return `${site.name}.${declaration.name}`;
}

/** The site in which a declaration stands, if it stands in one. */
export function siteOf(declaration: AstNode): ast.Site | undefined {
  return AstUtils.getContainerOfType(declaration.$container, ast.isSite);
}

/** What may follow the dot after `holder`. */
export function namesWithin(holder: Declaration): Declaration[] {
  return membersOf(holder, symbolsOf(AstUtils.getDocument(holder))).filter((member) => member.name);
}

/** What may follow the dots of an unfinished path: the members of its last resolved segment. */
export function namesAfter(path: Path): Declaration[] {
  const holder = targetOf(path);
  return holder ? namesWithin(holder) : [];
}

/** The adapters that may stand after `via` in a VM's adapter. */
export function viaNames(nic: ast.Nic): readonly ast.Nic[] {
  const vm = nic.$container;
  const host = ast.isVm(vm) ? targetOf(vm.host) : undefined;
  return ast.isHost(host) || ast.isServer(host) ? nicsOf(host) : [];
}
