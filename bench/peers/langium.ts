/** Langium as it comes: the grammar with the default services; names need our tokens, without which nothing parses. */
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type LangiumParser,
} from 'langium';
import { HatopoGeneratedModule, HatopoGeneratedSharedModule } from '../../language/generated/module.ts';
import { HatopoTokenBuilder } from '../../language/tokens.ts';

export function langiumParser(): LangiumParser {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), HatopoGeneratedSharedModule);
  const language = inject(createDefaultCoreModule({ shared }), HatopoGeneratedModule, {
    parser: { TokenBuilder: () => new HatopoTokenBuilder() },
  });
  shared.ServiceRegistry.register(language);
  return language.parser.LangiumParser;
}
