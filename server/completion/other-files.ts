/** Names of files that are not imported yet: taking one adds the import. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import type { FuzzyMatcher } from 'langium/lsp';
import { kindOf } from '../../language/checks/words.ts';
import { importChange, importPath } from '../../language/edits/imports.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { resolveName } from '../../language/scope/resolve.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import { namesWithin, siteOf } from '../../language/scope/visible.ts';
import { isCurrent, rangeIn } from '../text.ts';
import type { Importing, NamedChoice, Wanted } from './choice.ts';
import type { Here } from './places.ts';

/** At most so many names of other files are offered. */
const most = 50;

/** Files of the workspace that could be imported here and are not; none while the tree is that of another text. */
export function importable(document: LangiumDocument, documents: LangiumDocuments): readonly LangiumDocument[] {
  if (!isCurrent(document)) return [];
  return documents.all
    .filter(
      (other) =>
        !isLibrary(other.uri) &&
        other.uri.scheme === document.uri.scheme &&
        other.parseResult.value.$type === 'Document' &&
        importChange(document, other.uri) !== undefined,
    )
    .toArray();
}

export function importing(document: LangiumDocument, file: LangiumDocument): Importing | undefined {
  const change = importChange(document, file.uri);
  if (!change) return undefined;
  return {
    path: importPath(document.uri, file.uri),
    edits: [{ range: rangeIn(document, change.start, change.end), newText: change.newText }],
  };
}

/** Names of other files that would fit, as they would be written here. */
export function namesElsewhere(wanted: Wanted, here: Here, matcher: FuzzyMatcher): readonly NamedChoice[] {
  const choices: NamedChoice[] = [];
  for (const file of importable(here.document, here.documents)) {
    let comes: Importing | undefined;
    for (const declaration of within(file, wanted.qualifier, here)) {
      if (!declaration.name || !wanted.kinds.includes(kindOf(declaration))) continue;
      if (!matcher.match(wanted.prefix, declaration.name) || !wanted.sieve(declaration)) continue;
      const name = wanted.qualifier.length > 0 ? declaration.name : nameAfterImport(declaration, file, here);
      if (name === undefined || wanted.taken.includes(name)) continue;
      comes ??= importing(here.document, file);
      if (!comes) break;
      choices.push({ name, declaration, importing: comes, ...wanted.ranking(declaration) });
      if (choices.length === most) return choices;
    }
  }
  return choices;
}

/** All that a file declares; behind the name of a site or machine that is not known here, what it holds. */
function within(file: LangiumDocument, [first, ...rest]: readonly string[], here: Here): readonly Declaration[] {
  const { declarations, top } = symbolsOf(file);
  if (first === undefined) return declarations;
  const holder = rest.length === 0 && isFree(first, here) ? top.get(first)?.[0] : undefined;
  return holder ? namesWithin(holder) : [];
}

/** The name that means a declaration once its file is imported: alone where nothing else has it, else behind its site. */
function nameAfterImport(declaration: Declaration, file: LangiumDocument, here: Here): string | undefined {
  if (isFree(declaration.name, here) && isAlone(declaration, file)) return declaration.name;
  const site = siteOf(declaration);
  return site?.name && isFree(site.name, here) ? `${site.name}.${declaration.name}` : undefined;
}

function isFree(name: string, here: Here): boolean {
  const resolution = resolveName(name, here.node, [], here.view);
  return resolution.found === undefined && resolution.choices.length === 0;
}

/** Whether its file knows no other of that name that would count before it. */
function isAlone(declaration: Declaration, file: LangiumDocument): boolean {
  const { top, sites } = symbolsOf(file);
  const above = top.get(declaration.name);
  if (above) return above[0] === declaration;
  let count = 0;
  for (const table of sites.values()) count += table.get(declaration.name)?.length ?? 0;
  return count === 1;
}
