/** Whatever the text is, no question of an editor fails inside. */
import { expect, test, vi } from 'vitest';
import { exampleNames, exampleText } from '../support/topology.ts';
import { inMemory, opened } from './support/services.ts';

/** What typing leaves behind: an end that is not written yet, a brace, a name or a colon that is gone, two lines in one. */
function unfinished(text: string): readonly string[] {
  const cuts = [0.31, 0.57, 0.83].map((share) => text.slice(0, Math.floor(text.length * share)));
  return [
    ...cuts,
    `${cuts[1]} nic -> `,
    text.replace('{', ''),
    text.replaceAll('}', ''),
    text.replace(/(service|vm|host) \w+/g, '$1 '),
    text.replaceAll(':', ''),
    text.replaceAll('\n', ' '),
    text.replaceAll('"', ''),
    `import "\n${text}\nimport ./x`,
  ];
}

test.each(exampleNames)(
  'of unfinished texts like %s',
  async (name) => {
    const services = inMemory();
    const report = vi.spyOn(services.shared.server.Trouble, 'report');
    const { lsp, server } = services.hatopo;
    let answers = 0;
    for (const [index, text] of unfinished(exampleText(name)).entries()) {
      const document = await opened(services, text, {}, `file:///unfinished${index}.hatopo`);
      const textDocument = { uri: document.uri.toString() };
      const range = { start: { line: 3, character: 2 }, end: { line: 20, character: 0 } };
      const ofFile = [
        lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument }),
        lsp.FoldingRangeProvider?.getFoldingRanges(document, { textDocument }),
        lsp.DocumentLinkProvider?.getDocumentLinks(document, { textDocument }),
        lsp.SemanticTokenProvider?.semanticHighlight(document, { textDocument }),
        lsp.SemanticTokenProvider?.semanticHighlightRange(document, { textDocument, range }),
        services.shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query: name.slice(0, 2) }),
      ];
      for (const answer of ofFile) expect(await answer).toBeDefined();
      for (let offset = index; offset <= text.length; offset += Math.ceil(text.length / 25)) {
        const position = document.textDocument.positionAt(offset);
        const params = { textDocument, position };
        await lsp.DefinitionProvider?.getDefinition(document, params);
        await lsp.TypeProvider?.getTypeDefinition(document, params);
        await lsp.ReferencesProvider?.findReferences(document, { ...params, context: { includeDeclaration: true } });
        await lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params);
        server.LinkedEditing.getRanges(document, params);
        expect(server.SelectionRanges.getRanges(document, { textDocument, positions: [position] })).toHaveLength(1);
        const items = (await lsp.CallHierarchyProvider?.prepareCallHierarchy(document, params)) ?? [];
        for (const item of items.slice(0, 2)) {
          answers += (await lsp.CallHierarchyProvider?.outgoingCalls({ item }))?.length ?? 0;
          answers += (await lsp.CallHierarchyProvider?.incomingCalls({ item }))?.length ?? 0;
        }
      }
    }
    expect(report.mock.calls).toEqual([]);
    expect(answers).toBeGreaterThan(10);
  },
  60_000,
);
