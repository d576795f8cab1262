/** What may stand at the end of a text, however damaged it is before. */
import type { IToken } from 'chevrotain';
import {
  type CompletionParserResult,
  createParser,
  type GrammarAST,
  LangiumCompletionParser,
  type LangiumCoreServices,
} from 'langium';
import { automatonOf } from './automaton.ts';
import { beginsItem, isHungry, naming } from './boundaries.ts';
import { bestFit, type Step } from './fit.ts';
import { type Lexeme, lexemesOf, virtual } from './lexemes.ts';
import type { ReplayingLexer } from './replaying-lexer.ts';

/** A statement is a line or two: far more readings than one needs. */
const READINGS = 20_000;

/** Bodies that hold something else than statements and properties. */
const holds: Readonly<Record<string, string>> = {
  settings: 'Setting',
  limits: 'Setting',
  objective: 'ObjectiveClause',
  rule: 'Expression',
};

/**
 * Reads the last statement alone. Bodies hold the same items everywhere, so that what stands before it does not matter
 * to what may follow; nor does its damage.
 */
export class LastStatementParser extends LangiumCompletionParser {
  private readonly grammar: GrammarAST.Grammar;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.grammar = services.Grammar;
  }

  override parse(input: string): CompletionParserResult {
    const lexer = this.lexer as ReplayingLexer;
    const lexed = lexer.tokenize(input);
    const tokens = this.lastStatement(lexemesOf(input, lexed, lexer.definition));
    lexer.replay({ tokens, hidden: [], errors: [] });
    return super.parse(input);
  }

  private lastStatement(lexemes: readonly Lexeme[]): IToken[] {
    const header = headerOf(lexemes);
    const rule = holds[header[0]?.kind ?? ''] ?? 'Item';
    const last = lexemes.slice(startOf(lexemes, rule));
    const before = rule === 'Item' ? [] : header.map(({ token }) => token);
    return [...before, ...(rule === 'Expression' ? last.map(({ token }) => token) : this.lastItem(last, rule))];
  }

  /** The tokens of the last item among `lexemes`, mended where it is damaged before its end. */
  private lastItem(lexemes: readonly Lexeme[], rule: string): IToken[] {
    const { steps } = bestFit(lexemes, automatonOf(this.grammar), rule, { left: READINGS });
    const begin = steps.findLastIndex(({ begins }) => begins);
    if (begin < 0) return lexemes.map(({ token }) => token);
    const item = steps.slice(begin);
    const read = item.findLastIndex(({ edit }) => edit === undefined);
    const mended = item.slice(0, read + 1).flatMap((step) => this.tokenOf(step, lexemes));
    const end = (item[Math.max(read, 0)]?.at ?? 0) + 1;
    return [...mended, ...lexemes.slice(end).map(({ token }) => token)];
  }

  private tokenOf({ edit, at, move }: Step, lexemes: readonly Lexeme[]): IToken[] {
    const lexeme = lexemes[at];
    if (edit === undefined && lexeme) return [lexeme.token];
    if (!move || move.label.is === 'body') return [];
    return [virtual(this.lexer.definition, move.label.is === 'word' ? 'ID' : move.label.kind)];
  }
}

export function createLastStatementParser(services: LangiumCoreServices): LastStatementParser {
  const parser = createParser(services.Grammar, new LastStatementParser(services), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

/** Index at which the last statement of a text begins. */
function startOf(lexemes: readonly Lexeme[], rule: string): number {
  for (let at = lexemes.length - 1; at >= 0; at--) {
    const lexeme = lexemes[at] as Lexeme;
    if (lexeme.kind === '{' || lexeme.kind === '}') return at + 1;
    if (beginsItem(lexeme, lexemes[at - 1], lexemes[at + 1], rule)) return at;
  }
  return 0;
}

/** The line that opens the body in which a text ends, its `{` included; nothing at top level. */
function headerOf(lexemes: readonly Lexeme[]): readonly Lexeme[] {
  let depth = 0;
  for (let at = lexemes.length - 1; at >= 0; at--) {
    const { kind } = lexemes[at] as Lexeme;
    if (kind === '}') depth++;
    else if (kind === '{' && depth-- === 0) return lexemes.slice(keywordBefore(lexemes, at), at + 1);
  }
  return [];
}

function keywordBefore(lexemes: readonly Lexeme[], brace: number): number {
  for (let at = brace - 1; at >= 0; at--) {
    const { kind, first } = lexemes[at] as Lexeme;
    const before = lexemes[at - 1];
    if (kind === '{' || kind === '}') break;
    const isName = before !== undefined && !first && (naming.has(before.kind) || isHungry(before));
    if (!isName && (naming.has(kind) || kind in holds)) return at;
  }
  return brace;
}
