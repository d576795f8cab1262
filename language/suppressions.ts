/** `// hatopo-ignore RULE: reason` above a statement silences that rule there. */
import { type AstNode, type CstNode, CstUtils, type LangiumDocument } from 'langium';

/** A comment that silences rules, and the stretch of text in which it does. */
export interface Suppression {
  readonly rules: readonly string[];
  /** Empty where the author gave none; then nothing is silenced. */
  readonly reason: string;
  /** The comment itself. */
  readonly start: number;
  readonly end: number;
  /** The statement below it, its body included; absent where none follows. */
  readonly covers?: { readonly start: number; readonly end: number };
}

const form = /^\/\/+[ \t]*hatopo-ignore\b[ \t]*([^:\s,]+(?:[ \t]*,[ \t]*[^:\s,]+)*)?[ \t]*:?[ \t]*(.*)$/;

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
      rules: rules
        .split(',')
        .map((rule) => rule.trim())
        .filter(Boolean),
      reason: reason.trim(),
      start: leaf.offset,
      end: leaf.end,
      ...(below && { covers: { start: below.offset, end: below.end } }),
    });
  }
  return found;
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
export function silences(
  suppression: Suppression,
  rule: string,
  place: { readonly start: number; readonly end: number },
): boolean {
  const { covers } = suppression;
  return (
    covers !== undefined &&
    suppression.reason !== '' &&
    suppression.rules.includes(rule) &&
    place.start >= covers.start &&
    place.end <= covers.end
  );
}
