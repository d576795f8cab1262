/** After any edits a document has the findings that it has when it is opened anew. */
import fc from 'fast-check';
import { DocumentState, type LangiumDocument, URI } from 'langium';
import { expect, test, vi } from 'vitest';
import { oneFile } from '../../../bench/topologies.ts';
import { checkDocument } from '../../../language/findings.ts';
import { diagnosticsOf, loadText } from '../../../language/load.ts';
import { MemoryFiles } from '../../../language/memory-files.ts';
import { createHatopoServices } from '../../../language/module.ts';
import { isIntact } from '../../../language/reparse/intact.ts';
import { exampleText } from '../../support/topology.ts';
import { type Edit, edited, edits } from './edits.ts';

vi.setConfig({ testTimeout: 120_000 });

const cases = [
  { name: 'a file alone', text: exampleText('avaya-geo-redundancy'), other: '' },
  { name: 'a file that imports another', text: importing(exampleText('avaya-duplication')), other: oneFile(4) },
  {
    name: 'a file of conditions',
    text: importing(exampleText('virtualcenter-mns')),
    other: exampleText('mx-one-fault-tolerance'),
  },
];

function importing(text: string): string {
  return `import "./other.hatopo"\n${text}`;
}

test.each(cases)('$name', async ({ text, other }) => {
  let kept = 0;
  const sequences = fc.array(fc.tuple(edits, fc.boolean()), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      kept += await follow(text, other, sequence);
    }),
    { numRuns: Number(process.env.HATOPO_RUNS ?? 12) },
  );
  expect(kept).toBeGreaterThan(5);
});

/** Follows edits of the file or of what it imports; after how many of them the tree kept a statement of the one before. */
async function follow(text: string, other: string, sequence: readonly (readonly [Edit, boolean])[]): Promise<number> {
  const files = new MemoryFiles();
  const main = URI.parse('file:///main.hatopo');
  const imported = URI.parse('file:///other.hatopo');
  files.set(main, text);
  files.set(imported, other);
  const { shared, hatopo } = createHatopoServices({ fileSystemProvider: () => files });
  const { DocumentBuilder: builder, LangiumDocuments: documents } = shared.workspace;
  const document = await documents.getOrCreateDocument(main);
  builder.updateBuildOptions = { validation: true };
  await builder.build([document], { validation: true });

  let kept = 0;
  const texts = new Map([
    [main, text],
    [imported, other],
  ]);
  for (const [edit, inOther] of sequence) {
    const uri = inOther && other ? imported : main;
    const next = edited(texts.get(uri) ?? '', edit, uri === main ? text : other);
    const before = documents.getDocument(uri)?.parseResult.value as unknown as { items: readonly object[] };
    const statements = new Set(before.items);
    texts.set(uri, next);
    files.set(uri, next);
    await builder.update([uri], []);
    await builder.waitUntil(DocumentState.Validated, main);
    const root = documents.getDocument(uri)?.parseResult.value as unknown as typeof before;
    if (isIntact(root as never) && root.items.some((item) => statements.has(item))) kept++;

    const anew = await loadText(texts.get(main) ?? '', { files: { './other.hatopo': texts.get(imported) ?? '' } });
    expect(findingsOf(document, hatopo), next).toEqual(findingsOf(anew.document, anew.services));
  }
  return kept;
}

function findingsOf(document: LangiumDocument, services: Parameters<typeof checkDocument>[1]): unknown[] {
  const rules = checkDocument(document, services).map(({ uri, start, end, code, message }) => ({
    uri,
    start,
    end,
    code,
    message,
  }));
  return [...diagnosticsOf(document), ...rules];
}
