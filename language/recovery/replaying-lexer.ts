/** The parsers of Langium take text; this is how they are given tokens. */
import { DefaultLexer, type LexerResult } from 'langium';

/** A lexer that can be given the tokens that it finds next. */
export class ReplayingLexer extends DefaultLexer {
  private next: LexerResult | undefined;

  /** Makes the next call of `tokenize` return these. */
  replay(result: LexerResult): void {
    this.next = result;
  }

  override tokenize(text: string): LexerResult {
    const { next } = this;
    this.next = undefined;
    return next ?? super.tokenize(text);
  }
}
