/** Inside the message of a rule, between braces: what its condition binds, and what that has. */
import type { Lexer } from 'langium';
import type { WordEntry } from '../../language/vocabulary/index.ts';
import { wordsInMessage } from './rule-condition.ts';
import { tokensOf } from './tokens.ts';

export interface InMessage {
  readonly words: readonly WordEntry[];
  /** Where the word at the cursor begins. */
  readonly start: number;
  readonly prefix: string;
}

/** Rules are not longer than this. */
const most = 2000;

/** @param quote offset of the first character of the text; `undefined` where it is no message, or no brace is open */
export function inMessage(text: string, quote: number, cursor: number, lexer: Lexer): InMessage | undefined {
  if (!/\brule\s+[\w-]+\s+(?:[a-z]+\s+)?"$/.test(text.slice(Math.max(0, quote - 200), quote))) return undefined;
  const open = /\{((?:[\w-]+\.)*)([\w-]*)$/.exec(text.slice(quote, cursor));
  if (!open) return undefined;
  const [, before = '', prefix = ''] = open;
  // the condition stands behind the message: what follows it binds nothing more than what it binds itself
  const condition = /^[^"\n]*"\s*\{([\s\S]*)/.exec(text.slice(cursor, cursor + most))?.[1] ?? '';
  const end = condition.indexOf('}');
  const tokens = tokensOf(end < 0 ? condition : condition.slice(0, end), 0, lexer);
  const words = wordsInMessage(before.split('.').filter(Boolean), tokens);
  return { words, start: cursor - prefix.length, prefix };
}
