/** What an edit has linked and built anew: little, and all that may mean something else (test/server/incremental.test.ts). */
import { type LangiumDocument, URI } from 'langium';
import { expect, test, vi } from 'vitest';
import { oneFile } from '../../../bench/topologies.ts';
import { buildTopology } from '../../../language/builder/index.ts';
import { MemoryFiles } from '../../../language/memory-files.ts';
import { createHatopoServices } from '../../../language/module.ts';

const uri = URI.parse('file:///main.hatopo');
const text = oneFile(200);

/** What is linked for an edit, in the order of the text, and the topologies before and after. */
async function after(from: string, to: string) {
  const files = new MemoryFiles();
  files.set(uri, text);
  const { shared, hatopo } = createHatopoServices({ fileSystemProvider: () => files });
  const { DocumentBuilder: builder, LangiumDocuments: documents } = shared.workspace;
  builder.updateBuildOptions = { validation: true };
  const document: LangiumDocument = await documents.getOrCreateDocument(uri);
  await builder.build([document], { validation: true });
  const before = buildTopology(document, hatopo);
  const linked = vi.spyOn(hatopo.references.Linker, 'getCandidate');
  files.set(uri, text.replace(from, to));
  await builder.update([uri], []);
  const names = linked.mock.calls.map(([{ reference }]) => reference.$refText);
  return { names, references: document.references.length, before, now: buildTopology(document, hatopo) };
}

test('of an edit within a statement, what it names and who names it', async () => {
  const { names, references } = await after('vm Vm5_A on Host1 {\n  vcpu: 2', 'vm Vm5_A on Host1 {\n  vcpu: 4');
  expect(references).toBeGreaterThan(1500);
  expect(names.length).toBeLessThan(60);
  expect(names).toContain('Vm5_A');
});

test('of another name, those that named the old one', async () => {
  const { names } = await after('vm Vm5_A on', 'vm Vm5_C on');
  expect(names).toContain('Vm5_A');
  expect(names.length).toBeLessThan(100);
});

test('elements of what means the same are the same', async () => {
  const { before, now } = await after('vm Vm5_A on Host1 {\n  vcpu: 2', 'vm Vm5_A on Host1 {\n  vcpu: 4');
  const kept = now.vms.filter((vm) => before.elements.get(vm.id) === vm);
  expect(now.vms).toHaveLength(200);
  expect(kept.length).toBeGreaterThan(190);
  expect(now.elements.get('Vm5_A')).toMatchObject({ vcpu: 4 });
});
