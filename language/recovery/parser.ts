/** The parser of the language: text without an error costs nothing more; damaged text is mended and parsed again. */
import type { IRecognitionException, IToken } from 'chevrotain';
import {
  type AstNode,
  createParser,
  type GrammarAST,
  type LangiumCoreServices,
  LangiumParser,
  type LexerResult,
  type ParseResult,
  type ParserOptions,
} from 'langium';
import { automatonOf } from './automaton.ts';
import { structureOf } from './braces.ts';
import { type Flaw, noteDamage } from './damage.ts';
import { lexemesOf } from './lexemes.ts';
import { type Mended, mend } from './mend.ts';
import type { ReplayingLexer } from './replaying-lexer.ts';

/** Readings of damaged stretches that are tried for one text: some tens of milliseconds. */
const READINGS = 300_000;

export class RecoveringParser extends LangiumParser {
  private readonly grammar: GrammarAST.Grammar;
  private sawUnknown = false;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.grammar = services.Grammar;
  }

  /** Notes whether a statement or property was read that the language does not know: where lines run together, some are. */
  override rule(...[rule, implementation]: Parameters<LangiumParser['rule']>): ReturnType<LangiumParser['rule']> {
    if (rule.name !== 'UnknownStatement' && rule.name !== 'UnknownProperty') return super.rule(rule, implementation);
    return super.rule(rule, (args) => {
      this.sawUnknown = true;
      return implementation(args);
    });
  }

  override parse<T extends AstNode = AstNode>(input: string, options: ParserOptions = {}): ParseResult<T> {
    const lexed = this.lexer.tokenize(input);
    this.sawUnknown = false;
    const plain = this.read<T>(input, lexed, options);
    const isIntact = lexed.errors.length === 0 && plain.parserErrors.length === 0;
    if (options.rule || (isIntact && !this.sawUnknown)) return plain;
    const mended = this.mend(input, lexed);
    if (isIntact && mended.flaws.length === 0) return plain;
    const result = this.read<T>(input, { ...lexed, tokens: [...mended.tokens], errors: [] }, options);
    noteDamage(result.value, mended.flaws, mended.lost);
    const left = result.parserErrors.slice(0, mended.flaws.length === 0 ? 1 : 0);
    return { ...result, lexerErrors: [], parserErrors: [...mended.flaws.map((flaw) => asError(flaw, input)), ...left] };
  }

  /** Tokens for a text that has an error, and what is wrong with it. */
  mend(input: string, lexed: LexerResult): Mended {
    const types = this.lexer.definition;
    return mend(structureOf(lexemesOf(input, lexed, types)), {
      types,
      automaton: automatonOf(this.grammar),
      budget: { left: READINGS },
      misread: (tokens) => this.misread(tokens),
    });
  }

  private misread(tokens: readonly IToken[]): IToken | 'end' | undefined {
    const { parserErrors } = this.read('', { tokens: [...tokens], hidden: [], errors: [] }, { rule: 'Expression' });
    const [error] = parserErrors;
    return error && (tokens.includes(error.token) ? error.token : 'end');
  }

  private read<T extends AstNode>(input: string, lexed: LexerResult, options: ParserOptions): ParseResult<T> {
    // The parser takes comments out of the list while it goes.
    (this.lexer as ReplayingLexer).replay({ ...lexed, hidden: [...lexed.hidden] });
    return super.parse<T>(input, options);
  }
}

export function createRecoveringParser(services: LangiumCoreServices): RecoveringParser {
  const parser = createParser(services.Grammar, new RecoveringParser(services), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

/** A flaw in the form in which Langium reports errors of a parser. */
function asError({ message, start, end }: Flaw, text: string): IRecognitionException {
  const from = positionOf(text, start);
  const to = positionOf(text, Math.max(start, end - 1));
  const token = {
    image: text.slice(start, end),
    startOffset: start,
    endOffset: end - 1,
    startLine: from.line,
    startColumn: from.column,
    endLine: to.line,
    endColumn: to.column,
  } as IToken;
  return {
    name: 'DamagedStatement',
    message,
    token,
    resyncedTokens: [],
    context: { ruleStack: [], ruleOccurrenceStack: [] },
  };
}

/** Line and column from 1, as tokens have them. */
function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
