/** Renaming in a workspace of several topologies, in which names collide. */
import fc from 'fast-check';
import { AstUtils, type LangiumDocument, URI } from 'langium';
import { expect, test } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Topology } from '../../engine/topology/model.ts';
import { buildTopology } from '../../language/builder/index.ts';
import { applied } from '../../language/edits/text-edit.ts';
import { isDeclaration, isProduct } from '../../language/generated/ast.ts';
import { nameNode } from '../../server/text.ts';
import { type InMemory, inMemory, positionIn } from './support/services.ts';

type Texts = Readonly<Record<string, string>>;

const site = (racks: string) => `site HQ {
  network lan
  ${racks}
  template Blade { memory: 64 GB  nic n -> lan }
  cluster C { ha  host h1 : Blade { rack: R1 }  host h2 : Blade { rack: R2  nic n -> lan } }
}
`;
const system = `import "./sites/hq.hatopo"
import "../shared/rules.hatopo"
vm a on h1 { nic e -> lan via n }
vm b on HQ.h2 { nic e -> lan via n }
service Pair : switchover { primary: a  backup: b }
scenario "one" { at 0 s fail HQ.h1, h2.n  expect Pair active on b  expect a down }
objective "all" { any host fails: Pair up within 1 h }
`;
const texts: Texts = {
  'one/main.hatopo': `topology "One"\n${system}`,
  'one/sites/hq.hatopo': site('rack R1  rack R2'),
  'two/main.hatopo': `topology "Two"\n${system}network R9\n`,
  'two/sites/hq.hatopo': site('rack R1  circuit X  rack R2 { circuits: X }'),
  'shared/rules.hatopo': `rule apart warning "{p.primary} and {p.backup}" { all p in services: p.primary.host.rack != p.backup.host.rack }
// hatopo-ignore author/apart: not here
rule first info "{h} stands in X" { all h in hosts: not (any c in h.rack.circuits: c = X) }
`,
};

async function workspace(files: Texts): Promise<InMemory> {
  const services = inMemory();
  for (const [name, text] of Object.entries(files)) services.files.set(uriOf(name), text);
  const { DocumentBuilder, LangiumDocuments } = services.shared.workspace;
  const documents = await Promise.all(
    Object.keys(files).map((name) => LangiumDocuments.getOrCreateDocument(uriOf(name))),
  );
  await DocumentBuilder.build(documents);
  return services;
}

const uriOf = (name: string) => URI.parse(`file:///${name}`);

function documentOf(services: InMemory, name: string): LangiumDocument {
  return services.shared.workspace.LangiumDocuments.getDocument(uriOf(name)) as LangiumDocument;
}

interface Place {
  readonly file: string;
  /** Which of the names that the file declares. */
  readonly index: number;
}

function nameAt(services: InMemory, { file, index }: Place) {
  const declared = AstUtils.streamAst(documentOf(services, file).parseResult.value)
    .filter(isDeclaration)
    .filter((each) => !isProduct(each))
    .toArray();
  const declaration = declared[index % declared.length];
  const node = declaration && nameNode(declaration);
  if (!node) throw new Error(`${file} declares nothing`);
  return { name: declaration.name, offset: node.offset };
}

/** The texts after a renaming; nothing where it is refused. */
async function renamed(services: InMemory, before: Texts, file: string, offset: number, newName: string) {
  const document = documentOf(services, file);
  const params = { textDocument: { uri: document.uri.toString() }, position: positionIn(document, offset), newName };
  let edit: WorkspaceEdit | undefined;
  try {
    edit = await services.hatopo.lsp.RenameProvider?.rename(document, params);
  } catch (error) {
    expect(String(error)).toMatch(/Choose another name|rename both by hand/);
    return undefined;
  }
  const after: Record<string, string> = { ...before };
  for (const [uri, edits] of Object.entries(edit?.changes ?? {})) {
    const name = URI.parse(uri).path.slice(1);
    const { textDocument } = documentOf(services, name);
    const changes = edits.map(({ range, newText }) => ({
      start: textDocument.offsetAt(range.start),
      end: textDocument.offsetAt(range.end),
      newText,
    }));
    after[name] = applied(before[name] ?? '', changes);
  }
  return after;
}

/** What a whole says, names called alike. */
function saidBy(services: InMemory, file: string, same: ReadonlySet<string>): string {
  const topology: Topology = buildTopology(documentOf(services, file), services.hatopo);
  const { elements, scenarios, objectives, rules, unbuilt } = topology;
  const plain = JSON.stringify({ elements: [...elements], scenarios, objectives, rules, unbuilt }, (key, value) =>
    key === 'text' || key === 'title' || key === 'source' ? undefined : value,
  );
  return plain.replace(/[\w-]+/g, (word) => (same.has(word) ? 'same' : word));
}

const files = Object.keys(texts);
const places: fc.Arbitrary<Place> = fc.record({ file: fc.constantFrom(...files), index: fc.nat(40) });
const names = fc.constantFrom('Zz9', 'R1', 'R2', 'R9', 'X', 'HQ', 'h1', 'a', 'n', 'lan', 'apart', 'C', 'Blade', 'p');

test('says the same but for the name, in every topology, and back again gives the same texts; or is refused', async () => {
  const services = await workspace(texts);
  let done = 0;
  await fc.assert(
    fc.asyncProperty(places, names, async (place, newName) => {
      const { name, offset } = nameAt(services, place);
      const after = await renamed(services, texts, place.file, offset, newName);
      if (newName === 'Zz9' && place.file.startsWith('one/main')) expect(after).toBeDefined();
      if (!after || newName === name) return;
      done++;
      const renewed = await workspace(after);
      const same = new Set([name, newName]);
      for (const main of ['one/main.hatopo', 'two/main.hatopo'])
        expect(saidBy(renewed, main, same), `${name} to ${newName}`).toBe(saidBy(services, main, same));
      const { offset: at } = nameAt(renewed, place);
      expect(await renamed(renewed, after, place.file, at, name), `${newName} to ${name}`).toEqual(texts);
    }),
    { numRuns: 25, examples: [[{ file: 'one/main.hatopo', index: 0 }, 'Zz9']] },
  );
  expect(done).toBeGreaterThan(2);
}, 120_000);
