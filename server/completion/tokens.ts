/** The text before the cursor in tokens, and what stands at the cursor itself. */
import type { Lexer } from 'langium';
import { isWord } from '../../language/recovery/lexemes.ts';

export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `STRING`, `QUANTITY`, `NUMBER`, `VERSION`, a keyword, `ID`, `{`, … */
  readonly kind: string;
  /** May be a name. */
  readonly word: boolean;
  /** First on its line. */
  readonly first: boolean;
  /** Columns before the first token of its line. */
  readonly indent: number;
}

/** What an author is at: the tokens before, and the beginning of the word that is being written. */
export interface Typing {
  readonly tokens: readonly Token[];
  readonly prefix: string;
  /** Where the word at the cursor begins; the cursor where there is none. */
  readonly start: number;
  readonly cursor: number;
  /** The cursor's word is, or would be, the first on its line. */
  readonly freshLine: boolean;
}

const wordBefore = /[\p{L}_](?:[\p{L}\d_]|-(?=[\p{L}\d_]|$))*$/u;
const insideQuotes = /^(?:[^"\\]|\\.|"(?:[^"\\]|\\.)*")*"(?:[^"\\]|\\.)*$/;
const comment = /^(?:[^"/]|"(?:[^"\\]|\\.)*"|\/(?!\/))*\/\//;

/** The text inside quotes before the cursor, where it stands within some; offset of the first character behind the quote. */
export function quotedAt(text: string, cursor: number): { readonly typed: string; readonly start: number } | undefined {
  const line = text.slice(text.lastIndexOf('\n', cursor - 1) + 1, cursor);
  if (comment.test(line) || !insideQuotes.test(line)) return undefined;
  const quote = line.lastIndexOf('"');
  return { typed: line.slice(quote + 1), start: cursor - (line.length - quote - 1) };
}

/**
 * Reads the text from `from` up to the cursor. `undefined` where nothing is to be completed: in a comment, or a text.
 */
export function typingAt(text: string, cursor: number, from: number, lexer: Lexer): Typing | undefined {
  const lineStart = text.lastIndexOf('\n', cursor - 1) + 1;
  const line = text.slice(lineStart, cursor);
  if (comment.test(line) || insideQuotes.test(line)) return undefined;
  const prefix = wordBefore.exec(line)?.[0] ?? '';
  const start = cursor - prefix.length;
  const before = text.slice(from, start);
  const opened = before.lastIndexOf('/*');
  if (opened >= 0 && before.indexOf('*/', opened) < 0) return undefined;
  return {
    tokens: tokensOf(before, from, lexer),
    prefix,
    start,
    cursor,
    freshLine: text.slice(lineStart, start).trim() === '',
  };
}

export function tokensOf(text: string, from: number, lexer: Lexer): Token[] {
  let line = 0;
  let indent = 0;
  return lexer.tokenize(text).tokens.map((token) => {
    const first = token.startLine !== line;
    line = token.endLine ?? line;
    if (first) indent = (token.startColumn ?? 1) - 1;
    const start = from + token.startOffset;
    return {
      text: token.image,
      start,
      end: start + token.image.length,
      kind: token.tokenType.name,
      word: isWord(token.tokenType),
      first,
      indent,
    };
  });
}
