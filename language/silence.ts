/** Writes `// hatopo-ignore RULE: reason` above a statement. */
import { type AstNode, AstUtils, CstUtils, type LangiumDocument } from 'langium';
import { documentationStart } from './edits/change.ts';
import { indentation, lineEnd, lineStart } from './edits/layout.ts';
import type { Change } from './edits/text-edit.ts';
import { isItem } from './generated/ast.ts';
import { suppressionsOf, unwrittenReason } from './suppressions.ts';

export interface Silence extends Change {
  /** Where in the new text the reason stands that the author is still to write; absent where the comment had one. */
  readonly reason?: { readonly start: number; readonly end: number };
}

/**
 * The change that silences a rule at an offset: a comment above the statement there, indented as it is and above what
 * documents it; where it has one already, the rule is added to that. `undefined` where no statement stands there.
 */
export function silence(document: LangiumDocument, rule: string, offset: number): Silence | undefined {
  const statement = statementAt(document, offset);
  if (statement === undefined) return undefined;
  const known = suppressionsOf(document).find(({ covers, rules }) => covers?.start === statement && rules.length > 0);
  const text = document.textDocument.getText();
  if (!known) {
    const at = documentationStart(text, lineStart(text, statement));
    const head = `${indentation(text, statement)}// hatopo-ignore ${rule}: `;
    return written(at, at, head, lineEnd(text));
  }
  const named = known.rules.some(({ id }) => id === rule) ? '' : `, ${rule}`;
  const behind = known.rules.at(-1)?.end ?? known.end;
  if (known.reason !== '') return named === '' ? undefined : { start: behind, end: behind, newText: named };
  return written(behind, known.end, `${named}: `, '');
}

function written(start: number, end: number, head: string, tail: string): Silence {
  const reason = { start: head.length, end: head.length + unwrittenReason.length };
  return { start, end, newText: head + unwrittenReason + tail, reason };
}

/** Where the innermost statement around an offset begins that is first on its line. */
function statementAt(document: LangiumDocument, offset: number): number | undefined {
  const root = document.parseResult.value.$cstNode;
  const leaf = root && (CstUtils.findLeafNodeAtOffset(root, offset) ?? CstUtils.findLeafNodeBeforeOffset(root, offset));
  const text = document.textDocument.getText();
  for (let node: AstNode | undefined = leaf?.astNode; node; node = node.$container) {
    const item = AstUtils.getContainerOfType(node, isItem);
    const start = item?.$cstNode?.offset;
    if (start !== undefined && text.slice(lineStart(text, start), start).trim() === '') return start;
    node = item ?? node;
  }
  return undefined;
}
