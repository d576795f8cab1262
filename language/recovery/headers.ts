/** What stands before a `{`, and whether a body can begin there. */
import { beginsItem, blocks, isHungry, isSolid, naming } from './boundaries.ts';
import type { Lexeme } from './lexemes.ts';
import { isBody, type Part } from './structure.ts';

/** The first token of the statement whose `{` follows `parts`. */
export function ownerOf(parts: readonly Part[]): Lexeme | undefined {
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = parts[at];
    if (part === undefined || isBody(part)) return undefined;
    const before = parts[at - 1];
    const isName =
      before !== undefined && !isBody(before) && !part.first && (naming.has(before.kind) || isHungry(before));
    if ((naming.has(part.kind) || blocks.has(part.kind)) && !isName) return part;
    if (beginsItem(part, before, parts[at + 1])) return part;
  }
  return undefined;
}

/** Whether the `{` at `index` cannot be that of the statement which begins with `owner`. */
export function isOdd(owner: Lexeme, lexemes: readonly Lexeme[], index: number): boolean {
  const before = lexemes[index - 1];
  const name = lexemes[lexemes.lastIndexOf(owner, index) + 1];
  if (blocks.has(owner.kind)) return before !== owner || !beginsBody(owner, lexemes, index);
  if (owner.kind === 'rule') return before?.kind !== 'STRING';
  if (naming.has(owner.kind)) {
    const lacksMode = owner.kind === 'service' || owner.kind === 'host';
    if (name?.kind === ':' && before === name && !lacksMode) return true;
    return !beginsBody(owner, lexemes, index);
  }
  // `hots Host1 : Esxi {`: a statement that the language does not know.
  return owner.kind !== 'ID' || !name?.word || (before !== undefined && isHungry(before));
}

/** Whether what follows a `{` on its line may be the first item of a body, were it yet unfinished. */
function beginsBody(owner: Lexeme, lexemes: readonly Lexeme[], index: number): boolean {
  const brace = lexemes[index];
  const [first, second, third] = lexemes.slice(index + 1, index + 4);
  if (!brace || !first || first.line !== brace.line || first.kind === '}') return true;
  if (owner.kind === 'nic') return first.kind === 'speed';
  if (!first.word) return first.kind === '?';
  if (first.kind !== 'ID' || !second || second.line !== brace.line) return true;
  return second.kind === ':' || second.kind === '}' || second.kind === '=' || isSolid(second, third);
}
