/** Names that are unknown only because the line that declares them is damaged: they are not reported. */
import type { LangiumDocument, LangiumDocuments, Reference } from 'langium';
import * as ast from '../generated/ast.ts';
import { damageOf } from '../recovery/damage.ts';
import { type DeclarationType, expectedTypes } from './expected.ts';
import { viewOf } from './resolve.ts';
import { symbolsOf } from './symbols.ts';

interface Missing {
  count: number;
  /** What one of its references expects; empty: anything. */
  readonly types: readonly DeclarationType[];
}

/**
 * The names that a document's files have lost: for each declaration without a name, or whose opening
 * line is gone, one of the unknown names, the most used first. A misspelt name elsewhere stays reported.
 *
 * @param failed references that resolved to nothing
 */
export function lostNames(
  document: LangiumDocument,
  failed: readonly Reference[],
  documents: LangiumDocuments,
): ReadonlySet<string> {
  const view = viewOf(document, documents);
  const lost: DeclarationType[] = [];
  for (const file of [document, ...view.imports]) {
    const damage = damageOf(file.parseResult.value);
    if (damage.flaws.length === 0) continue;
    for (const declaration of symbolsOf(file).declarations) if (!declaration.name) lost.push(declaration.$type);
  }
  if (lost.length === 0) return nothing;
  const expects = (missing: Missing) => missing.types.length === 0 || missing.types.some((type) => lost.includes(type));
  return new Set(
    [...missingNames(failed)]
      .sort(([, a], [, b]) => b.count - a.count || Number(expects(b)) - Number(expects(a)))
      .slice(0, lost.length)
      .map(([name]) => name),
  );
}

const nothing: ReadonlySet<string> = new Set();

/** Unknown first segments of paths, in order of the text. */
function missingNames(failed: readonly Reference[]): ReadonlyMap<string, Missing> {
  const names = new Map<string, Missing>();
  for (const reference of failed) {
    const path = reference.error?.info.container;
    if (!ast.isPath(path) || path.segments[0] !== reference || !reference.$refText) continue;
    const known = names.get(reference.$refText);
    if (known) known.count++;
    else names.set(reference.$refText, { count: 1, types: path.segments.length > 1 ? ['Site'] : expectedTypes(path) });
  }
  return names;
}
