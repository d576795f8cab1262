/** `// hatopo-ignore RULE: reason` above a statement silences that rule there. */
import { type AstNode, type CstNode, CstUtils, type LangiumDocument } from 'langium';

/** A stretch of the file, in offsets. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A comment that silences rules, and the stretch of text in which it does. */
export interface Suppression extends Span {
  /** What it names, each with its place. */
  readonly rules: readonly (Span & { readonly id: string })[];
  /** Empty where the author gave none; then nothing is silenced. */
  readonly reason: string;
  /** The statement below it, its body included; absent where none follows. */
  readonly covers?: Span;
}

/**
 * What stands for a reason that is still to be written, as a quick fix leaves it: it silences, so that the fix does what
 * it says, and is a finding itself until somebody replaces it.
 */
export const unwrittenReason = 'why this is meant';

const form = /^\/\/+[ \t]*hatopo-ignore\b[ \t]*([^:\s,]+(?:[ \t]*,[ \t]*[^:\s,]+)*)?[ \t]*:?[ \t]*(.*)$/d;

/** The suppressions of a file, in the order of the text. */
export function suppressionsOf(document: LangiumDocument): readonly Suppression[] {
  const root = document.parseResult.value.$cstNode;
  if (!root || !document.textDocument.getText().includes('hatopo-ignore')) return [];
  const found: Suppression[] = [];
  for (const leaf of CstUtils.flattenCst(root)) {
    if (!leaf.hidden || leaf.tokenType.name.includes('BLOCK')) continue;
    const match = form.exec(leaf.text.trimEnd());
    if (!match) continue;
    const [, rules = '', reason = ''] = match;
    const below = statementBelow(leaf);
    found.push({
      rules: namesIn(rules, leaf.offset + (match.indices?.[1]?.[0] ?? 0)),
      reason: reason.trim(),
      start: leaf.offset,
      end: leaf.end,
      ...(below && { covers: { start: below.offset, end: below.end } }),
    });
  }
  return found;
}

/** The names in a list with commas, which begins at an offset. */
function namesIn(list: string, offset: number): Suppression['rules'] {
  return [...list.matchAll(/[^,\s]+/g)].map(({ 0: id, index }) => ({
    id,
    start: offset + index,
    end: offset + index + id.length,
  }));
}

/** The outermost statement that begins with what follows a comment. */
function statementBelow(comment: CstNode): CstNode | undefined {
  let next = CstUtils.getNextNode(comment, false);
  while (next?.hidden) next = CstUtils.getNextNode(next, false);
  if (!next || next.text === '}') return undefined;
  let statement: CstNode | undefined;
  for (let node: AstNode | undefined = next.astNode; node?.$container; node = node.$container) {
    if (node.$cstNode?.offset !== next.offset) break;
    statement = node.$cstNode;
  }
  return statement;
}

/** True where a suppression silences a rule at a place. */
export function silences(suppression: Suppression, rule: string, place: Span): boolean {
  const { covers } = suppression;
  return (
    covers !== undefined &&
    suppression.reason !== '' &&
    suppression.rules.some(({ id }) => id === rule) &&
    place.start >= covers.start &&
    place.end <= covers.end
  );
}
