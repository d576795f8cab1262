/** Ways from a word to what it means: definition, declaration, type, and who takes a template or runs a product. */
import { DocumentState, type LangiumDocument, type MaybePromise } from 'langium';
import { createServerRequestHandler } from 'langium/lsp';
import type { Connection, DefinitionParams, Location, LocationLink } from 'vscode-languageserver';
import { understood } from './providers/locations.ts';
import type { ServerServices } from './services.ts';

/** @param libraryOnDisk the address of a product file that ships, for editors that open files alone */
export function addNavigation(
  connection: Connection,
  { shared, lsp }: ServerServices,
  libraryOnDisk: (uri: string) => string,
): void {
  const { Client } = shared.server;
  const place = (uri: string) => (Client.opensLibrary ? uri : libraryOnDisk(uri));
  type Find = (document: LangiumDocument, params: DefinitionParams) => MaybePromise<LocationLink[] | undefined>;
  type Places = Location[] | LocationLink[];
  const ways = (find: Find, knowsLinks: () => boolean) =>
    createServerRequestHandler<DefinitionParams, Places, Places, void>(
      async (_services, document, params) => understood((await find(document, params)) ?? [], knowsLinks(), place),
      shared,
      DocumentState.Linked,
    );
  const definition = ways(
    (document, params) => lsp.DefinitionProvider?.getDefinition(document, params),
    () => Client.definitionLinks,
  );
  connection.onDefinition(definition);
  // what is declared is defined there: editors have a key for either
  connection.onDeclaration(definition);
  connection.onTypeDefinition(
    ways(
      (document, params) => lsp.TypeProvider?.getTypeDefinition(document, params),
      () => Client.typeDefinitionLinks,
    ),
  );
  connection.onImplementation(
    ways(
      (document, params) => lsp.ImplementationProvider?.getImplementation(document, params),
      () => Client.implementationLinks,
    ),
  );
}
