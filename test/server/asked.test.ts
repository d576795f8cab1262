/** What an editor may ask about a text, over the protocol. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type {
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  LinkedEditingRanges,
  Location,
  LocationLink,
  SelectionRange,
  SemanticTokens,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { TestClient } from './support/client.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const uri = 'file:///asked/main.hatopo';
const text = `template T { cpu: 4 }
host h : T
vm v on h {
  vcpu: 2
}
// https://example.com/a
`;
const textDocument = { uri };
const at = (line: number, character: number) => ({ textDocument, position: { line, character } });

let client: TestClient;
beforeAll(async () => {
  client = await TestClient.start();
  await client.open(uri, text);
  await client.until(uri, ({ version }) => version === 1);
});
afterAll(() => client.kill());

test('every question that the server says it answers is answered', async () => {
  expect(client.initialized.capabilities).toMatchObject({
    callHierarchyProvider: {},
    declarationProvider: true,
    documentHighlightProvider: true,
    implementationProvider: true,
    documentLinkProvider: {},
    documentRangeFormattingProvider: { rangesSupport: true },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    linkedEditingRangeProvider: true,
    referencesProvider: true,
    selectionRangeProvider: true,
    semanticTokensProvider: { full: { delta: true }, range: true },
    typeDefinitionProvider: true,
    workspaceSymbolProvider: {},
  });
  const edits = await client.request<readonly unknown[]>('textDocument/rangesFormatting', {
    textDocument,
    ranges: [{ start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }],
    options: { tabSize: 2, insertSpaces: true },
  });
  expect(edits).toEqual([]);
  const [item] = await client.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at(2, 3));
  expect(item).toMatchObject({ name: 'v', detail: 'vm on h' });
  const calls = await client.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item });
  expect(calls.map(({ to }) => to.name)).toEqual(['h']);
  const selection = await client.request<SelectionRange[]>('textDocument/selectionRange', {
    textDocument,
    positions: [{ line: 3, character: 9 }],
  });
  expect(selection[0]?.parent?.range.start).toEqual({ line: 3, character: 2 });
  const linked = await client.request<LinkedEditingRanges>('textDocument/linkedEditingRange', at(1, 5));
  expect(linked.ranges.map(({ start }) => start.line)).toEqual([1, 2]);
  expect(await client.request<unknown[]>('textDocument/foldingRange', { textDocument })).toMatchObject([
    { startLine: 2, endLine: 3 },
  ]);
  expect(await client.request<unknown[]>('textDocument/documentLink', { textDocument })).toMatchObject([
    { target: 'https://example.com/a' },
  ]);
  const { data } = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
  expect(data).toHaveLength(14 * 5);
  const symbols = await client.request<WorkspaceSymbol[]>('workspace/symbol', { query: 'T' });
  expect(symbols.map(({ name }) => name)).toEqual(['T']);
});

test('definitions are places for an editor that knows no links, and links for one that does', async () => {
  const asked = (editor: TestClient) => editor.request<unknown[]>('textDocument/typeDefinition', at(1, 5));
  expect(await asked(client)).toEqual([
    { uri, range: { start: { line: 0, character: 9 }, end: { line: 0, character: 10 } } } satisfies Location,
  ]);
  const other = await TestClient.start({
    capabilities: { textDocument: { definition: { linkSupport: true }, typeDefinition: { linkSupport: true } } },
  });
  try {
    await other.open(uri, text);
    await other.until(uri, ({ version }) => version === 1);
    const [link] = (await asked(other)) as LocationLink[];
    expect(link).toMatchObject({ targetUri: uri, originSelectionRange: { start: { line: 1, character: 5 } } });
    const [definition] = await other.request<LocationLink[]>('textDocument/definition', at(1, 9));
    expect(definition?.targetSelectionRange.start).toEqual({ line: 0, character: 9 });
  } finally {
    other.kill();
  }
});
