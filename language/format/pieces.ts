/** What a text consists of, in its order: tokens, comments, and what is neither; between them only blanks. */
import type { LexerResult } from 'langium';

/** What stands in the text but is no token. */
export type CommentKind = 'line' | 'block';

export interface Piece {
  /** Offsets in the text, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** As it is written in the one style: a quantity has one blank before its unit. */
  readonly text: string;
  /** Name of its token's type; `?` for what is no token. */
  readonly kind: string;
  readonly comment: CommentKind | undefined;
  /** Line ends between the piece before, or the start of the text, and this one. */
  readonly breaks: number;
  /** Of its first and its last character, from 0. */
  readonly line: number;
  readonly endLine: number;
}

/** The kind of what is no token. */
export const NO_TOKEN = '?';

/** The pieces of a text as its lexer saw it. */
export function piecesOf(text: string, lexed: LexerResult): Piece[] {
  const found = foundIn(text, lexed);
  const pieces: Piece[] = [];
  let at = 0;
  let line = 0;
  for (const { start, end, kind } of found) {
    if (start < at) continue;
    const breaks = breaksIn(text, at, start);
    line += breaks;
    const comment = commentKind(kind);
    const written = text.slice(start, end);
    const endLine = comment === 'block' ? line + breaksIn(text, start, end) : line;
    pieces.push({ start, end, text: inStyle(written, kind), kind, comment, breaks, line, endLine });
    at = end;
    line = endLine;
  }
  return pieces;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

/** Tokens, comments and errors, sorted. */
function foundIn(text: string, { tokens, hidden, errors }: LexerResult): Found[] {
  const found: Found[] = [];
  for (const { startOffset, image, tokenType } of tokens)
    found.push({ start: startOffset, end: startOffset + image.length, kind: tokenType.name });
  let sorted = true;
  for (const { startOffset, image, tokenType } of hidden) {
    if (tokenType.name === 'WHITESPACE') continue;
    // Blanks at the end of a comment's line are none of the comment.
    const length = tokenType.name === 'BLOCK_COMMENT' ? image.length : image.trimEnd().length;
    found.push({ start: startOffset, end: startOffset + length, kind: tokenType.name });
    sorted = false;
  }
  for (const { offset, length } of errors) {
    for (const { 0: word, index } of text.slice(offset, offset + length).matchAll(/\S+/g))
      found.push({ start: offset + index, end: offset + index + word.length, kind: NO_TOKEN });
    sorted = false;
  }
  return sorted ? found : found.sort((one, other) => one.start - other.start);
}

function commentKind(kind: string): CommentKind | undefined {
  if (kind === 'BLOCK_COMMENT') return 'block';
  return kind === 'LINE_COMMENT' || kind === 'DOC_COMMENT' ? 'line' : undefined;
}

/** A token as the style has it. */
export function inStyle(written: string, kind: string): string {
  return kind === 'QUANTITY' ? written.replace(/^([\d.]+)[ \t]*/, '$1 ') : written;
}

/** The number of line ends in a stretch of a text. */
export function breaksIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count++;
  }
  return count;
}

/** What ends the lines of a text: as its first line ends. */
export function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}
