/** Tokens with what recovery needs to know of them; what is no token (a stray character, an unclosed text) among them. */
import type { IToken, TokenType, TokenTypeDictionary } from 'chevrotain';
import type { LexerResult } from 'langium';
import { type Positions, positionsIn } from './positions.ts';

/** Why a piece of text is no token. */
export type Blemish = 'stray' | 'unclosed text' | 'unclosed comment';

export interface Lexeme {
  readonly token: IToken;
  /** Name of the token's type: a keyword, `ID`, `STRING`, …; `?` for what is no token. */
  readonly kind: string;
  /** May be a name. */
  readonly word: boolean;
  /** From 1. */
  readonly line: number;
  /** First on its line. */
  readonly first: boolean;
  /** Columns before the first token of its line. */
  readonly indent: number;
  readonly blemish?: Blemish;
  /** Not in the text: its `token` only tells where it would stand. */
  readonly unwritten?: true;
}

/** The kind of what is no token. */
export const NO_TOKEN = '?';

/** Everything of a text but blanks and comments, in its order. */
export function lexemesOf(text: string, lexed: LexerResult, types: TokenTypeDictionary): Lexeme[] {
  const lexemes: Lexeme[] = [];
  const { errors } = lexed;
  let line = 0;
  let indent = 0;
  let skipTo = 0;
  const positions = positionsIn(text);
  const add = (token: IToken, blemish?: Blemish): void => {
    if (token.startOffset < skipTo) return;
    const first = token.startLine !== line;
    line = token.endLine ?? line;
    if (first) indent = (token.startColumn ?? 1) - 1;
    lexemes.push(lexeme(token, first, indent, blemish));
    skipTo = token.startOffset + token.image.length;
  };
  let next = 0;
  for (const token of [...lexed.tokens, undefined]) {
    for (let error = errors[next]; error && error.offset < (token?.startOffset ?? Infinity); error = errors[++next]) {
      for (const [piece, blemish] of blemishes(text, error.offset, error.length, types, lexemes, positions))
        add(piece, blemish);
    }
    if (token) add(token);
  }
  return lexemes;
}

function lexeme(token: IToken, first: boolean, indent: number, blemish?: Blemish): Lexeme {
  return {
    token,
    kind: blemish === 'stray' || blemish === 'unclosed comment' ? NO_TOKEN : token.tokenType.name,
    word: isWord(token.tokenType),
    line: token.startLine ?? 1,
    first,
    indent,
    ...(blemish && { blemish }),
  };
}

/** Whether tokens of a type may stand where a name is expected. */
export function isWord(type: TokenType): boolean {
  return type.name === 'ID' || (type.CATEGORIES ?? []).some(({ name }) => name === 'WORD');
}

/** What the lexer could not read: `"…` up to where the text was meant to end, a comment up to its line's end, else as it is. */
function* blemishes(
  text: string,
  offset: number,
  length: number,
  types: TokenTypeDictionary,
  before: readonly Lexeme[],
  positions: Positions,
): Generator<[IToken, Blemish]> {
  const end = offset + length;
  for (let at = offset; at < end; at++) {
    if (text[at] === '"') {
      const lineEnd = endOfLine(text, at);
      yield [
        tokenAt(text, at, unclosedEnd(text, at, lineEnd, before), typeOf(types, 'STRING'), positions),
        'unclosed text',
      ];
      return;
    }
    if (text.startsWith('/*', at)) {
      const lineEnd = endOfLine(text, at);
      yield [
        tokenAt(text, at, at + uncommented(text.slice(at, lineEnd)), typeOf(types, 'ID'), positions),
        'unclosed comment',
      ];
      return;
    }
    if (/\s/.test(text[at] ?? ' ')) continue;
    let stop = at + 1;
    while (stop < end && !/[\s"]/.test(text[stop] ?? ' ') && !text.startsWith('/*', stop)) stop++;
    yield [tokenAt(text, at, stop, typeOf(types, 'ID'), positions), 'stray'];
    at = stop - 1;
  }
}

/** Length of the rest of a line that an unclosed comment takes: all but braces that close or open what is outside of it. */
function uncommented(rest: string): number {
  const isBalanced = rest.split('{').length === rest.split('}').length;
  return isBalanced ? rest.trimEnd().length : rest.replace(/[\s{}]*$/, '').length;
}

/**
 * Where a text that has no closing quote was meant to end: before braces that end the line; the value of a property
 * before the next property on the line, a title before its body.
 */
function unclosedEnd(text: string, start: number, lineEnd: number, before: readonly Lexeme[]): number {
  let rest = text.slice(start, lineEnd);
  rest = rest.replace(/\s\/\/.*$/, '').replace(/[\s{}]*$/, '');
  if (before[before.length - 1]?.kind === ':') {
    const next = rest.search(/ {2,}[a-z][\w-]*|\s[a-z][\w-]*:\s/);
    if (next > 0) rest = rest.slice(0, next);
  } else if (rest.includes('{')) rest = rest.slice(0, rest.indexOf('{'));
  return start + Math.max(1, rest.trimEnd().length);
}

function endOfLine(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

/** A token for a stretch of one line. */
function tokenAt(text: string, start: number, end: number, tokenType: TokenType, positions: Positions): IToken {
  const { line: startLine, column: startColumn } = positions.of(start);
  return {
    image: text.slice(start, end),
    startOffset: start,
    endOffset: end - 1,
    startLine,
    endLine: startLine,
    startColumn,
    endColumn: startColumn + (end - start) - 1,
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
  };
}

/** A lexeme that the text lacks before `place`. */
export function unwritten(kind: string, place: Lexeme, first: boolean): Lexeme {
  const { token, line, indent } = place;
  return { token, kind, word: kind === 'ID' || /^[a-z]/.test(kind), line, first, indent, unwritten: true };
}

/** A token that is not in the text: the parser takes it, the tree does not show it. */
export function virtual(types: TokenTypeDictionary, name: string): IToken {
  const tokenType = typeOf(types, name);
  return {
    image: '',
    startOffset: Number.NaN,
    endOffset: Number.NaN,
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
    isInsertedInRecovery: true,
  };
}

function typeOf(types: TokenTypeDictionary, name: string): TokenType {
  const type = types[name];
  if (!type) throw new Error(`the grammar has no token ${name}`);
  return type;
}
