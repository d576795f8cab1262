/**
 * The names that a file declares, in maps: made once a parse, looked up for every reference.
 */
import type { AstNode, LangiumDocument } from 'langium';
import type { Declaration, Document, ImportStatement, Item, Product, Site } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';

/** Declarations by name, in order of the text; more than one is a duplicate that the checks report. */
export type NameTable = ReadonlyMap<string, readonly Declaration[]>;

/** What stands at top level or in a site: everything with a name but adapters, resources and rules. */
export interface FileSymbols {
  /** Names at top level, sites among them. */
  readonly top: NameTable;
  /** Names of each site; hosts in its clusters included. */
  readonly sites: ReadonlyMap<Site, NameTable>;
  readonly products: ReadonlyMap<string, readonly Product[]>;
  /** Every declaration of the tables above but products, in order of the text. */
  readonly declarations: readonly Declaration[];
  readonly imports: readonly ImportStatement[];
  /** Names in statements that the language does not know, which may be declared there: `hst Host1 { … }`. */
  readonly doubtful: ReadonlySet<string>;
}

const symbolsByRoot = new WeakMap<AstNode, FileSymbols>();

/** The names that a document declares. Memoized a parse. */
export function symbolsOf(document: LangiumDocument): FileSymbols {
  const root = document.parseResult.value as Document;
  let symbols = symbolsByRoot.get(root);
  if (!symbols) {
    symbols = collect(root);
    symbolsByRoot.set(root, symbols);
  }
  return symbols;
}

function collect(root: Document): FileSymbols {
  const top = new Map<string, Declaration[]>();
  const sites = new Map<Site, Map<string, Declaration[]>>();
  const products = new Map<string, Product[]>();
  const declarations: Declaration[] = [];
  const imports: ImportStatement[] = [];
  const doubtful = new Set<string>();

  // Damaged text may leave a statement inside another's body: it counts for the site around it.
  const walk = (items: readonly Item[], table: Map<string, Declaration[]>): void => {
    for (const item of items) {
      if (ast.isImportStatement(item)) {
        if (item.$container === root) imports.push(item);
      } else if (ast.isProduct(item)) {
        if (item.name) add(products, item.name, item);
      } else if (isScoped(item)) {
        if (item.name) add(table, item.name, item);
        declarations.push(item);
        const inner = ast.isSite(item) ? new Map<string, Declaration[]>() : table;
        if (ast.isSite(item)) sites.set(item, inner);
        walk(item.items ?? [], inner);
      } else if (ast.isUnknownStatement(item)) addNames(doubtful, item);
    }
  };
  walk(root.items ?? [], top);
  return { top, sites, products, declarations, imports, doubtful };
}

/** A declaration whose name belongs to the site or file around it. */
function isScoped(item: Item): item is Exclude<Declaration, ast.Nic | ast.Resource | ast.AuthorRule | ast.Product> {
  switch (item.$type) {
    case 'Site':
    case 'Rack':
    case 'Circuit':
    case 'Switch':
    case 'Network':
    case 'Link':
    case 'Storage':
    case 'Cluster':
    case 'Host':
    case 'Server':
    case 'Vm':
    case 'Template':
    case 'Service':
    case 'FailoverCluster':
    case 'Endpoint':
      return true;
    default:
      return false;
  }
}

/** The names that an unknown statement and those in its body declare; where its keyword is lost, its first word is one. */
function addNames(names: Set<string>, statement: Item): void {
  if (ast.isUnknownStatement(statement)) names.add(statement.keyword);
  if ('name' in statement && statement.name) names.add(statement.name);
  if ('items' in statement) for (const item of statement.items ?? []) addNames(names, item);
}

function add<T>(table: Map<string, T[]>, name: string, declaration: T): void {
  const same = table.get(name);
  if (same) same.push(declaration);
  else table.set(name, [declaration]);
}
