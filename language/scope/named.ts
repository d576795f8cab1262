/** Everything that has a name in a file, for looking it up by a part of the name. */
import type { AstNode, LangiumDocument } from 'langium';
import type { Item } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';

export type NamedNode = ast.Declaration | ast.Scenario | ast.Objective;

/** A declaration by its name, a scenario or an objective by its title. */
export interface Named {
  readonly name: string;
  readonly node: NamedNode;
  /** What it stands in, by name: `DataCenter`, `Host1`. */
  readonly holder?: string;
}

const namedByRoot = new WeakMap<AstNode, readonly Named[]>();

/** All names of a file, adapters and resources among them, in order of the text. Memoized a parse. */
export function namedIn(document: LangiumDocument): readonly Named[] {
  const root = document.parseResult.value;
  let named = namedByRoot.get(root);
  if (!named) {
    const found: Named[] = [];
    collect(itemsOf(root), undefined, found);
    named = found;
    namedByRoot.set(root, named);
  }
  return named;
}

function collect(items: readonly Item[], holder: string | undefined, found: Named[]): void {
  for (const item of items) {
    const name = nameOf(item);
    if (name) found.push({ name, node: item as NamedNode, ...(holder && { holder }) });
    if ('items' in item) collect(itemsOf(item), name ?? holder, found);
  }
}

function nameOf(item: Item): string | undefined {
  if (ast.isScenario(item) || ast.isObjective(item)) return item.title;
  return ast.isDeclaration(item) ? item.name : undefined;
}
