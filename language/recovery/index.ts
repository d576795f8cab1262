/** Damaged text: what it still says, and what is said of it. */
import type { IParserConfig, LangiumCoreServices } from 'langium';
import { createRecoveringParser } from './parser.ts';
import { ReplayingLexer } from './replaying-lexer.ts';

export { type Damage, damageOf, type Flaw } from './damage.ts';

/** The parsers of the language, for its module. The generated parser's own recovery is off: with keywords as names it goes astray. */
export const recoveringParsers = {
  ParserConfig: (): IParserConfig => ({ recoveryEnabled: false, nodeLocationTracking: 'full' }),
  Lexer: (services: LangiumCoreServices) => new ReplayingLexer(services),
  LangiumParser: (services: LangiumCoreServices) => createRecoveringParser(services),
};
