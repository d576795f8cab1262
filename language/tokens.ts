/** Tokens: every keyword counts as a word, so that it may serve as a name wherever a name is expected. */
import { Lexer, type TokenType, type TokenVocabulary } from 'chevrotain';
import { DefaultTokenBuilder, type GrammarAST, type TokenBuilderOptions } from 'langium';

/** Shaped like a name: what may be a `WORD`, unlike `{` or `->`. */
const wordShape = /^[A-Za-z][\w-]*$/;

/**
 * Makes `WORD` the category of identifiers and keywords. A rule that lists the keywords as alternatives of a name would
 * do the same at ten times the price: the parser would build and test some 170 alternatives at every name.
 */
export class HatopoTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: GrammarAST.Grammar, options?: TokenBuilderOptions): TokenVocabulary {
    const tokens = super.buildTokens(grammar, options) as TokenType[];
    const word = tokens.find((token) => token.name === 'WORD');
    if (!word) throw new Error('the grammar has no terminal WORD');
    word.PATTERN = Lexer.NA;
    const lineBreak = tokens.find((token) => token.name === 'BREAK');
    if (lineBreak) lineBreak.PATTERN = Lexer.NA;
    for (const token of tokens) {
      if (token.name === 'ID' || (typeof token.PATTERN === 'string' && wordShape.test(token.PATTERN)))
        token.CATEGORIES = [word];
      // The longer alternative of a keyword is an identifier, never the abstract word.
      if (Array.isArray(token.LONGER_ALT)) token.LONGER_ALT = token.LONGER_ALT.filter((longer) => longer !== word);
    }
    return tokens;
  }
}
