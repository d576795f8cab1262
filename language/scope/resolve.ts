/**
 * What a name means where it is written.
 *
 * Nearest first: the body around it, its site, the top level of the file, the top level of the files
 * that this one imports, then the sites of all these files. Where one of these levels has a
 * declaration of the expected type it is taken, else a nearer one of another type, for the checks to report.
 */
import { type AstNode, AstUtils, type LangiumDocument, type LangiumDocuments } from 'langium';
import type { Declaration, Nic, Path, Product } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { targetOf } from '../paths.ts';
import { type DeclarationType, expectedTypes } from './expected.ts';
import { importedDocuments, libraryDocuments } from './imports.ts';
import { memberOf, nicOf, ownResources } from './members.ts';
import { type NameTable, symbolsOf } from './symbols.ts';

/** What became of a name: one declaration, several that it may mean, or none. */
export type Resolution =
  | { readonly found: Declaration }
  | { readonly found?: undefined; readonly choices: readonly Declaration[] };

const nothing: Resolution = { choices: [] };

/** The files that one file sees, and their names. */
export interface View {
  readonly document: LangiumDocument;
  readonly imports: readonly LangiumDocument[];
  /** The own file's products first, then those of imported files, then those that ship. */
  readonly products: readonly ReadonlyMap<string, readonly Product[]>[];
  /** Name tables of all sites of the file and of those that it imports. */
  readonly siteTables: readonly NameTable[];
}

const viewsByWorkspace = new WeakMap<LangiumDocuments, Map<LangiumDocument, View>>();

/** What a document sees. Memoized until `forgetViews`. */
export function viewOf(document: LangiumDocument, documents: LangiumDocuments): View {
  const views = viewsByWorkspace.get(documents) ?? new Map<LangiumDocument, View>();
  viewsByWorkspace.set(documents, views);
  const view = views.get(document) ?? makeView(document, documents);
  views.set(document, view);
  return view;
}

/** To be called when files came, went or were parsed again. */
export function forgetViews(documents: LangiumDocuments): void {
  viewsByWorkspace.delete(documents);
}

function makeView(document: LangiumDocument, documents: LangiumDocuments): View {
  const imports = importedDocuments(document, documents);
  const own = symbolsOf(document);
  const imported = imports.map(symbolsOf);
  return {
    document,
    imports,
    products: [own, ...imported, ...libraryDocuments(documents).map(symbolsOf)].map((file) => file.products),
    siteTables: [own, ...imported].flatMap((file) => [...file.sites.values()]),
  };
}

/** Resolves the segment `index` of a path. */
export function resolveSegment(path: Path, index: number, view: View): Resolution {
  const name = path.segments[index]?.$refText;
  if (!name) return nothing;
  const previous = index > 0 ? path.segments[index - 1] : undefined;
  if (previous) return within(previous.ref, name, path);
  const last = path.segments.length === 1;
  return resolveName(name, path, last ? expectedTypes(path) : qualifierTypes, view);
}

/** What may stand before a dot. */
const qualifierTypes: readonly DeclarationType[] = [
  'Site',
  'Host',
  'Server',
  'Vm',
  'Service',
  'FailoverCluster',
  'Cluster',
];

function within(holder: Declaration | undefined, name: string, path: Path): Resolution {
  if (!holder) return nothing;
  const found = memberOf(holder, name, symbolsOf(AstUtils.getDocument(holder)), path);
  return found ? { found } : nothing;
}

/** Resolves a bare name that stands at `from`. */
export function resolveName(name: string, from: AstNode, expected: readonly DeclarationType[], view: View): Resolution {
  let other: Resolution | undefined;
  for (const tables of levels(from, expected, view)) {
    const hits = tables.map((table) => pick(table.get(name), expected)).filter((hit) => hit !== undefined);
    const right = hits.filter((hit) => expected.length === 0 || expected.includes(hit.$type));
    const chosen = right.length > 0 ? right : hits;
    if (chosen.length === 0) continue;
    const resolution: Resolution = chosen.length === 1 ? { found: chosen[0] as Declaration } : { choices: chosen };
    if (right.length > 0) return resolution;
    other ??= resolution;
  }
  return other ?? nothing;
}

/** Of equal names in one table the first of the expected type, else the first. */
function pick(same: readonly Declaration[] | undefined, expected: readonly DeclarationType[]): Declaration | undefined {
  return same?.find((declaration) => expected.includes(declaration.$type)) ?? same?.[0];
}

/** The name tables that count at `from`, nearest level first. */
function* levels(from: AstNode, expected: readonly DeclarationType[], view: View): Generator<readonly NameTable[]> {
  const own = symbolsOf(view.document);
  for (let node: AstNode | undefined = from; node; node = node.$container) {
    if (ast.isService(node) && expected.includes('Resource')) yield [resourceTable(node)];
    else if (ast.isSite(node)) {
      const table = own.sites.get(node);
      if (table) yield [table];
    }
  }
  yield [own.top];
  if (view.imports.length > 0) yield view.imports.map((file) => symbolsOf(file).top);
  yield view.siteTables;
}

function resourceTable(group: ast.Service): NameTable {
  return new Map([...ownResources(group)].map(([name, resource]) => [name, [resource]]));
}

/** Resolves a product by its qualified name. */
export function resolveProduct(name: string, view: View): Resolution {
  for (const table of view.products) {
    const found = table.get(name)?.[0];
    if (found) return { found };
  }
  return nothing;
}

/**
 * Resolves an adapter after `via`: one of the host that runs the VM. In a template it is one of
 * the host of the first VM that takes it and whose host has one of that name.
 */
export function resolveVia(nic: Nic, name: string, view: View): Resolution {
  const machine = nic.$container as AstNode;
  if (ast.isVm(machine)) {
    const found = viaOf(machine, name);
    return found ? { found } : nothing;
  }
  for (const vm of vmsOf(machine, view.document)) {
    const found = viaOf(vm, name);
    if (found) return { found };
  }
  return nothing;
}

function viaOf(vm: ast.Vm, name: string): Nic | undefined {
  const host = targetOf(vm.host);
  return ast.isHost(host) || ast.isServer(host) ? nicOf(host, name) : undefined;
}

/** The VMs of a document that take a template. */
function vmsOf(template: AstNode, document: LangiumDocument): ast.Vm[] {
  return symbolsOf(document)
    .declarations.filter(ast.isVm)
    .filter((vm) => targetOf(vm.template) === template);
}
