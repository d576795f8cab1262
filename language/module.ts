/** Every service of the language, wired. Nothing here knows LSP or Node: `server/` adds the one, callers give a file system. */
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  type FileSystemProvider,
  inject,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
  type Module,
  type PartialLangiumCoreServices,
  type PartialLangiumSharedCoreServices,
} from 'langium';
import { registerChecks } from './checks/index.ts';
import { HatopoDocumentation } from './documentation.ts';
import { HatopoGeneratedModule, HatopoGeneratedSharedModule } from './generated/module.ts';
import { recoveringParsers } from './recovery/index.ts';
import { HatopoServiceRegistry } from './registry.ts';
import { HatopoDocumentFactory } from './reparse/document-factory.ts';
import { HatopoScopeComputation } from './scope/computation.ts';
import { HatopoLinker } from './scope/linker.ts';
import { HatopoScopeProvider } from './scope/scope-provider.ts';
import { HatopoDocumentBuilder, HatopoIndexManager } from './scope/workspace.ts';
import { HatopoTokenBuilder } from './tokens.ts';
import { HatopoDocumentValidator } from './validator.ts';

export type HatopoSharedServices = LangiumSharedCoreServices;
export type HatopoServices = LangiumCoreServices;

/** The language's own services, over Langium's. */
export const HatopoModule: Module<HatopoServices, PartialLangiumCoreServices> = {
  parser: {
    TokenBuilder: () => new HatopoTokenBuilder(),
    ...recoveringParsers,
  },
  documentation: {
    DocumentationProvider: () => new HatopoDocumentation(),
    CommentProvider: () => new HatopoDocumentation(),
  },
  references: {
    Linker: (services) => new HatopoLinker(services),
    ScopeProvider: (services) => new HatopoScopeProvider(services),
    ScopeComputation: (services) => new HatopoScopeComputation(services),
  },
  validation: {
    DocumentValidator: (services) => new HatopoDocumentValidator(services),
  },
};

/** What files share: which are loaded, and what an edit concerns. */
export const HatopoSharedModule: Module<HatopoSharedServices, PartialLangiumSharedCoreServices> = {
  ServiceRegistry: (services) => new HatopoServiceRegistry(services),
  workspace: {
    DocumentBuilder: (services) => new HatopoDocumentBuilder(services),
    LangiumDocumentFactory: (services) => new HatopoDocumentFactory(services),
    IndexManager: (services) => new HatopoIndexManager(services),
  },
};

/**
 * Services to read, check and build topologies, without a connection to an editor.
 * Product files and imported files are loaded by the first build of a document that needs them.
 */
export function createHatopoServices(context: { fileSystemProvider: () => FileSystemProvider }): {
  shared: HatopoSharedServices;
  hatopo: HatopoServices;
} {
  const shared = inject(createDefaultSharedCoreModule(context), HatopoGeneratedSharedModule, HatopoSharedModule);
  const hatopo = inject(createDefaultCoreModule({ shared }), HatopoGeneratedModule, HatopoModule);
  registerLanguage(shared, hatopo);
  // Without a client there is no configuration to wait for.
  void shared.workspace.ConfigurationProvider.initialized({});
  return { shared, hatopo };
}

/** To be called once for every set of services: makes files of the language known, and adds the checks. */
export function registerLanguage(shared: HatopoSharedServices, hatopo: HatopoServices): void {
  shared.ServiceRegistry.register(hatopo);
  registerChecks(hatopo);
}
