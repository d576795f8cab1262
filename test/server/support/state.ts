/** Everything that an editor can be told of some opened files, to be compared with what another server tells. */
import { type LangiumDocument, TextDocument, URI } from 'langium';
import { buildTopology } from '../../../language/builder/index.ts';
import type { Document } from '../../../language/generated/ast.ts';
import { symbolsOf } from '../../../language/scope/symbols.ts';
import { locate, nodeOf } from '../../../language/source.ts';
import { watchedDocuments } from '../../../server/workspace/open-documents.ts';
import { type InMemory, inMemory } from './services.ts';

/** Texts by address, opened ones first; `closed` are on disk alone. */
export interface Texts {
  readonly open: ReadonlyMap<string, string>;
  readonly closed: ReadonlyMap<string, string>;
}

/** A server without a connection, with these files open. */
export async function serverWith({ open, closed }: Texts): Promise<InMemory> {
  const services = inMemory();
  const { shared, hatopo, files } = services;
  const { DocumentUpdateHandler } = shared.lsp;
  DocumentUpdateHandler.afterUpdate = (token) => hatopo.server.Publisher.publish(token);
  shared.workspace.DocumentBuilder.updateBuildOptions = { validation: true };
  await shared.workspace.WorkspaceManager.initializeWorkspace([]);
  for (const [uri, text] of [...open, ...closed]) files.set(uri, text);
  for (const [uri, text] of open) shared.workspace.TextDocuments.set(TextDocument.create(uri, 'hatopo', 1, text));
  await DocumentUpdateHandler.update(
    [...open.keys()].map((uri) => URI.parse(uri)),
    [],
  );
  return services;
}

/** The files have other texts now; those that are open were typed, the others written. */
export async function change({ shared, files }: InMemory, texts: ReadonlyMap<string, string>): Promise<void> {
  for (const [uri, text] of texts) {
    files.set(uri, text);
    const opened = shared.workspace.TextDocuments.get(uri);
    if (opened) TextDocument.update(opened, [{ text }], opened.version + 1);
  }
  await shared.lsp.DocumentUpdateHandler.update(
    [...texts.keys()].map((uri) => URI.parse(uri)),
    [],
  );
}

/** What is told of each opened file and of what it imports. `at` chooses the places where something is asked, from 0 to 1. */
export async function stateOf(services: InMemory, at: readonly number[]): Promise<object> {
  const documents = [...watchedDocuments(services.shared.workspace)];
  const states = documents.map(async (document) => [document.uri.toString(), await told(services, document, at)]);
  return Object.fromEntries(await Promise.all(states));
}

async function told(
  { hatopo }: InMemory,
  document: LangiumDocument,
  at: readonly number[],
): Promise<Record<string, unknown>> {
  const { lsp, server } = hatopo;
  const textDocument = { uri: document.uri.toString() };
  const length = document.textDocument.getText().length;
  const places = at.map((part) => document.textDocument.positionAt(Math.floor(part * length)));
  const asked = places.map((position) => ({ textDocument, position }));
  return {
    shown: server.Publisher.shownIn(document.uri.toString())?.diagnostics,
    found: server.RuleFindings.inFile(document).map(({ code, start, end, fixes }, index) =>
      // looking for a fix may try many topologies
      index < 6 ? { code, start, end, fixes } : { code, start, end },
    ),
    topology: topologyOf(document, hatopo),
    names: namesIn(document),
    symbols: await lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument }),
    colours: await lsp.SemanticTokenProvider?.semanticHighlight(document, { textDocument }),
    folds: await lsp.FoldingRangeProvider?.getFoldingRanges(document, { textDocument }),
    hovers: await Promise.all(asked.map((params) => lsp.HoverProvider?.getHoverContent(document, params))),
    definitions: await Promise.all(asked.map((params) => lsp.DefinitionProvider?.getDefinition(document, params))),
    references: await Promise.all(
      asked.map((params) =>
        lsp.ReferencesProvider?.findReferences(document, { ...params, context: { includeDeclaration: true } }),
      ),
    ),
  };
}

/** All that was built, with the place of everything in the text. */
function topologyOf(document: LangiumDocument, hatopo: InMemory['hatopo']): unknown {
  const { elements, scenarios, objectives, rules, unbuilt, title } = buildTopology(document, hatopo);
  const plain = JSON.stringify(
    { title, elements: [...elements], scenarios, objectives, rules, unbuilt },
    function (this: Record<string, unknown>, key, value) {
      if (value instanceof Map) return [...value];
      // a source shows nothing of itself
      const raw = this[key] as object | undefined;
      return key === 'source' && raw !== undefined ? undefined : value;
    },
  );
  return { plain, places: [...elements.values()].map(({ id, source }) => [id, nodeOf(source).$type, locate(source)]) };
}

function namesIn(document: LangiumDocument): unknown {
  const { top, sites, products, declarations, doubtful } = symbolsOf(document as LangiumDocument<Document>);
  const tables = [top, ...sites.values(), products];
  return {
    tables: tables.map((table) =>
      [...table].map(([name, same]) => [name, same.map(({ $type, $cstNode }) => [$type, $cstNode?.offset])]),
    ),
    declarations: declarations.map(({ $type, $cstNode }) => [$type, $cstNode?.offset]),
    doubtful: [...doubtful],
    references: document.references
      .map((reference) => [
        reference.$refNode?.offset,
        reference.$refText,
        reference.error !== undefined,
        'ref' in reference ? reference.ref?.$cstNode?.offset : undefined,
      ])
      .sort(([one], [other]) => Number(one) - Number(other)),
  };
}
