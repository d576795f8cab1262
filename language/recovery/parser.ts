/** The parser of the language: text without an error costs nothing more; damaged text is mended and parsed again. */
import { type IRecognitionException, type IToken, NoViableAltException } from 'chevrotain';
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
import { noteIntact } from '../reparse/intact.ts';
import { automatonOf } from './automaton.ts';
import { DEEPEST, joining, MOST_OPERANDS, nesting } from './boundaries.ts';
import { structureOf } from './braces.ts';
import { type Flaw, noteDamage } from './damage.ts';
import { lexemesOf } from './lexemes.ts';
import { type Mended, mend } from './mend.ts';
import { type Positions, positionsIn } from './positions.ts';
import type { ReplayingLexer } from './replaying-lexer.ts';

/** Readings of damaged stretches that are tried for one text: some tens of milliseconds. */
const READINGS = 100_000;
/** Lines that are cut out of one text because the parser reads them otherwise. */
const MOST_CUTS = 8;

/** What is damaged in a text. Without a flaw: something in it is unknown. */
export type Wounds = Pick<Mended, 'flaws' | 'marks' | 'lost'>;

export class RecoveringParser extends LangiumParser {
  private readonly grammar: GrammarAST.Grammar;
  private sawUnknown = false;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.grammar = services.Grammar;
    withoutMessages(this.wrapper);
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
    if (options.rule) return this.readPlain<T>(input, this.lexer.tokenize(input), options);
    const { result, wounds } = this.parseWounded<T>(input);
    if (!wounds) {
      noteIntact(result.value);
      return result;
    }
    noteDamage(result.value, wounds.flaws, wounds.marks, wounds.lost);
    return { ...result, lexerErrors: [], parserErrors: errorsOf(wounds.flaws, input) };
  }

  /** Parses any text, and says what is damaged or unknown in it. */
  parseWounded<T extends AstNode = AstNode>(input: string): { result: ParseResult<T>; wounds: Wounds | undefined } {
    const lexed = this.lexer.tokenize(input);
    const plain = isPromising(lexed) ? this.readPlain<T>(input, lexed, {}) : undefined;
    const isIntact = plain?.parserErrors.length === 0 && lexed.errors.length === 0;
    if (plain && isIntact && !this.sawUnknown) return { result: plain, wounds: undefined };
    const mended = this.mend(input, lexed);
    const { result, further } = this.readMended<T>(input, lexed, mended, {});
    if (isIntact && further.length > 0)
      return { result: this.readPlain(input, lexed, {}), wounds: { flaws: [], marks: [], lost: new Set() } };
    const { flaws, marks, lost } = mended;
    return { result, wounds: { flaws: [...flaws, ...further], marks: [...marks, ...further], lost } };
  }

  /** Parses a text that is not damaged and has nothing unknown in it; `undefined` of any other. */
  parseIntact<T extends AstNode = AstNode>(input: string): ParseResult<T> | undefined {
    const lexed = this.lexer.tokenize(input);
    const plain = isPromising(lexed) ? this.readPlain<T>(input, lexed, {}) : undefined;
    return plain?.parserErrors.length === 0 && !this.sawUnknown ? plain : undefined;
  }

  /**
   * Parses mended tokens. What the automaton reads the parser should read too; where they differ (both are free to choose
   * between two readings of the same words) the line is cut out.
   */
  private readMended<T extends AstNode>(
    input: string,
    lexed: LexerResult,
    { tokens, stretches, flaws }: Mended,
    options: ParserOptions,
  ): { result: ParseResult<T>; further: Flaw[] } {
    const further: Flaw[] = [];
    const left: (IToken | undefined)[] = [...tokens];
    for (;;) {
      const rest = left.filter((token) => token !== undefined);
      const result = this.read<T>(input, { ...lexed, tokens: rest, errors: [] }, options);
      const [error] = result.parserErrors;
      if (!error) return { result, further };
      const found = left.indexOf(error.token);
      const at = found < 0 ? left.findLastIndex((token) => token !== undefined) : found;
      const stretch = stretches.find(
        ({ start, end }) => start <= at && at < end && left.slice(start, end).some((token) => token),
      );
      if (!stretch || further.length >= MOST_CUTS) return { result, further };
      const cut = left.slice(stretch.start, stretch.end).filter((token) => token && !token.isInsertedInRecovery);
      left.fill(undefined, stretch.start, stretch.end);
      const flaw = misreadFlaw(cut as IToken[]);
      if (flaw && !flaws.some(({ start, end }) => flaw.start <= start && end <= flaw.end)) further.push(flaw);
    }
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

  private readPlain<T extends AstNode>(input: string, lexed: LexerResult, options: ParserOptions): ParseResult<T> {
    this.sawUnknown = false;
    return this.read<T>(input, lexed, options);
  }

  private misread(tokens: readonly IToken[]): IToken | 'end' | undefined {
    const deep =
      tokens.filter(({ image }) => nesting.has(image))[DEEPEST] ??
      tokens.filter(({ image }) => joining.has(image))[MOST_OPERANDS];
    if (deep) return deep;
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

/**
 * Where none of many alternatives fits, the parser would list them all, three tokens deep, for a message that nobody sees:
 * that takes longer than reading a small file.
 */
function withoutMessages(wrapper: object): void {
  const parser = wrapper as {
    LA(ahead: number): IToken;
    SAVE_ERROR(error: Error): Error;
    raiseNoAltException(): never;
  };
  parser.raiseNoAltException = () => {
    throw parser.SAVE_ERROR(new NoViableAltException('', parser.LA(1), parser.LA(0)));
  };
}

/** Whether a text may be without an error: nothing in it is unreadable or too deep, and its braces are as many. */
function isPromising({ tokens, errors }: LexerResult): boolean {
  let open = 0;
  let nested = 0;
  let joined = 0;
  for (const { image } of tokens) {
    if (image === '{' || image === '}') {
      open += image === '{' ? 1 : -1;
      nested = joined = 0;
    } else if (nesting.has(image)) nested++;
    else if (joining.has(image)) joined++;
    if (open < 0 || open > DEEPEST || nested > DEEPEST || joined > MOST_OPERANDS) return false;
  }
  return open === 0 && errors.length === 0;
}

function misreadFlaw(tokens: readonly IToken[]): Flaw | undefined {
  const [first] = tokens;
  if (!first) return undefined;
  const end = first.startOffset + first.image.length;
  const message = `This cannot be read: two statements run together here, or \`${first.image}\` is not what was meant.`;
  return {
    kind: 'cut',
    message,
    start: first.startOffset,
    end,
    rule: undefined,
    item: first.startOffset,
    owner: -1,
    loses: true,
  };
}

/** Flaws of a text in the form in which Langium reports errors of a parser. */
export function errorsOf(flaws: readonly Flaw[], text: string): IRecognitionException[] {
  const positions = positionsIn(text);
  return flaws.map((flaw) => asError(flaw, text, positions));
}

function asError({ message, start, end }: Flaw, text: string, positions: Positions): IRecognitionException {
  const from = positions.of(start);
  const to = positions.of(Math.max(start, end - 1));
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
