import { AstUtils, type LangiumDocument, URI } from 'langium';
import { describe, expect, test } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Topology } from '../../engine/topology/model.ts';
import { buildTopology } from '../../language/builder/index.ts';
import { applied } from '../../language/edits/text-edit.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { loadText } from '../../language/load.ts';
import { nameNode } from '../../server/text.ts';
import { exampleNames, exampleText } from '../support/topology.ts';
import { type InMemory, inMemory, marked, opened, positionIn } from './support/services.ts';

async function renameAt(input: string, newName: string, files: Readonly<Record<string, string>> = {}) {
  const services = inMemory();
  const { text, offsets } = marked(input);
  const document = await opened(services, text, files);
  const edit = await rename(services, document, offsets[0] ?? 0, newName);
  return textsAfter(services, edit);
}

function rename({ hatopo }: InMemory, document: LangiumDocument, offset: number, newName: string) {
  return hatopo.lsp.RenameProvider?.rename(document, {
    textDocument: { uri: document.uri.toString() },
    position: positionIn(document, offset),
    newName,
  });
}

/** The texts of all files that an edit changes. */
function textsAfter({ shared }: InMemory, edit: WorkspaceEdit | undefined): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [uri, edits] of Object.entries(edit?.changes ?? {})) {
    const document = shared.workspace.LangiumDocuments.getDocument(URI.parse(uri)) as LangiumDocument;
    const changes = edits.map(({ range, newText }) => ({
      start: document.textDocument.offsetAt(range.start),
      end: document.textDocument.offsetAt(range.end),
      newText,
    }));
    texts[uri] = applied(document.textDocument.getText(), changes);
  }
  return texts;
}

describe('what is renamed', () => {
  test('a declaration and every segment that names it', async () => {
    const text = `site S<|> { network lan  host h { nic n -> S.lan } }
endpoint E : sip { on: S.lan }
scenario "X" { at 0 s fail S.h.n  at 5 s fail site S }`;
    const { 'file:///main.hatopo': after } = await renameAt(text, 'Denver');
    expect(after).toBe(`site Denver { network lan  host h { nic n -> Denver.lan } }
endpoint E : sip { on: Denver.lan }
scenario "X" { at 0 s fail Denver.h.n  at 5 s fail site Denver }`);
  });

  test('from a reference, over files', async () => {
    const texts = await renameAt('import "./o.hatopo"\nvm v on f<|>ar', 'near', {
      'o.hatopo': 'host far\nvm w on far',
    });
    expect(texts).toEqual({
      'file:///main.hatopo': 'import "./o.hatopo"\nvm v on near',
      'file:///o.hatopo': 'host near\nvm w on near',
    });
  });

  test('an adapter on all hosts where a VM that names it may run, and its `via`', async () => {
    const text = `network lan
cluster C { host a { nic n<|> -> lan }  host b { nic n -> lan } }
cluster D { host c { nic n -> lan } }
vm v on b { nic e -> lan via n }
vm w on c { nic e -> lan via n }`;
    const { 'file:///main.hatopo': after } = await renameAt(text, 'up');
    expect(after).toBe(`network lan
cluster C { host a { nic up -> lan }  host b { nic up -> lan } }
cluster D { host c { nic n -> lan } }
vm v on b { nic e -> lan via up }
vm w on c { nic e -> lan via n }`);
  });

  test('an adapter of a template, and those that replace it', async () => {
    const text = `network lan
template T { nic n -> lan }
cluster C { host a : T  host b : T { nic n -> lan { speed: 1 Gbps } } }
vm v on a { nic e -> lan via <|>n }`;
    const { 'file:///main.hatopo': after } = await renameAt(text, 'up');
    expect(after?.match(/\bup\b/g)).toHaveLength(3);
    expect(after).not.toMatch(/nic n\b|via n\b/);
  });

  test('a product that an author declares, as a whole', async () => {
    const text = 'product acme.pbx { title: "PBX" }\nservice S : standalone { product: acme.<|>pbx }';
    const { 'file:///main.hatopo': after } = await renameAt(text, 'acme.exchange');
    expect(after).toBe('product acme.exchange { title: "PBX" }\nservice S : standalone { product: acme.exchange }');
  });

  test('to a word of the language, where it is still understood', async () => {
    const { 'file:///main.hatopo': after } = await renameAt('host h<|>\nvm v on h', 'host');
    expect(after).toBe('host host\nvm v on host');
    const text = 'network lan<|>\nhost h { nic n -> lan }\nscenario "S" {\n  at 0 s fail lan\n  expect h running\n}';
    const { 'file:///main.hatopo': failing = '' } = await renameAt(text, 'network');
    const { topology, diagnostics } = await loadText(failing);
    expect(diagnostics).toEqual([]);
    expect(topology.scenarios[0]?.steps[0]).toMatchObject({ targets: [{ id: 'network' }] });
  });
});

describe('what is refused, and why', () => {
  test.each([
    ['a name that is taken in the same place', 'host a<|>\nhost b', 'b', /b is taken: line 2 .* host b/],
    ['an adapter that the host has', 'network l\nhost h { nic a<|> -> l  nic b -> l }', 'b', /b is taken/],
    [
      'a name that would mean another',
      'site S { network x<|>  host h { nic n -> x } }\nsite T { network y }\nendpoint E : sip { on: x }',
      'y',
      /line 3 of main.hatopo would/,
    ],
    ['no name', 'host a<|>', '9 lives', /"9 lives" is no name/],
    ['a hyphen at the end', 'host a<|>', 'a-', /is no name/],
    ['a product that ships', 'service S : standalone { product: microsoft.sql-<|>server }', 'x.y', /ships with hatopo/],
  ])('%s', async (_, input, newName, reason) => {
    await expect(renameAt(input, newName)).rejects.toThrow(reason);
  });

  test('a reference that another declaration would catch', async () => {
    const text = 'site S {\n  network x\n  host h { nic n -> lan }\n}\nnetwork lan<|>';
    await expect(renameAt(text, 'x')).rejects.toThrow(/line 3 of main.hatopo would mean the network x/);
    await expect(renameAt(text.replace('<|>', '').replace('x\n', 'x<|>\n'), 'lan')).rejects.toThrow(
      /would mean the network lan/,
    );
  });

  test('before the new name is asked for', async () => {
    const services = inMemory();
    const { text, offsets } = marked('service S : standalone { product: microsoft.sql-<|>server }\nhost <|>h { <|>}');
    const document = await opened(services, text);
    const prepare = async (index: number) =>
      services.hatopo.lsp.RenameProvider?.prepareRename(document, {
        textDocument: { uri: document.uri.toString() },
        position: positionIn(document, offsets[index] ?? 0),
      });
    await expect(prepare(0)).rejects.toThrow(/ships with hatopo/);
    expect(await prepare(1)).toEqual({ start: { line: 1, character: 5 }, end: { line: 1, character: 6 } });
    expect(await prepare(2)).toBeUndefined();
  });
});

/** The topology as text in which `before` is called `after`; what names are made of is left apart. */
function shapeOf(topology: Topology, names: ReadonlyMap<string, string>): string {
  const rename = (text: string) => text.replace(/[\w-]+/g, (word) => names.get(word) ?? word);
  const plain = JSON.stringify({ ...topology, elements: [...topology.elements.entries()] }, (key, value) =>
    key === 'documentation' || key === 'text' || key === 'title' ? undefined : value,
  );
  return rename(plain);
}

describe.each(exampleNames)('%s: every declaration renamed', (name) => {
  test('gives the same topology but for the name', async () => {
    const services = inMemory();
    const text = exampleText(name);
    const document = await opened(services, text);
    const before = buildTopology(document, services.hatopo);
    const declarations = AstUtils.streamAst(document.parseResult.value)
      .filter(ast.isDeclaration)
      .toArray() as Declaration[];
    expect(declarations.length).toBeGreaterThan(5);
    const again = inMemory();
    for (const [index, declaration] of declarations.entries()) {
      const cst = nameNode(declaration);
      if (!cst) throw new Error(`${declaration.$type} has no name`);
      const edit = await rename(services, document, cst.offset, 'Zz9');
      const after = textsAfter(services, edit)['file:///main.hatopo'] ?? '';
      const renamed = await opened(again, after, {}, `file:///${index}.hatopo`);
      expect(renamed.diagnostics, declaration.name).toEqual([]);
      // Names that others have too stay as they are where they are not meant: compare with both called the same.
      const same = new Map([
        [declaration.name, 'same'],
        ['Zz9', 'same'],
      ]);
      expect(shapeOf(buildTopology(renamed, again.hatopo), same), declaration.name).toBe(shapeOf(before, same));
    }
  }, 120_000);
});
