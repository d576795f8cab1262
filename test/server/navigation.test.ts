import type { LangiumDocument } from 'langium';
import { describe, expect, test } from 'vitest';
import { exampleNames, exampleText } from '../support/topology.ts';
import { inMemory, marked, opened, positionIn } from './support/services.ts';

/** The texts that definitions at the mark lead to, with their files. */
async function definitionsAt(input: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const services = inMemory();
  const { text, offsets } = marked(input);
  const document = await opened(services, text, files);
  const links = await services.hatopo.lsp.DefinitionProvider?.getDefinition(document, {
    textDocument: { uri: document.uri.toString() },
    position: positionIn(document, offsets[0] ?? 0),
  });
  const { LangiumDocuments } = services.shared.workspace;
  return (links ?? []).map(({ targetUri, targetSelectionRange, targetRange }) => {
    const target = LangiumDocuments.all.find(({ uri }) => uri.toString() === targetUri) as LangiumDocument;
    const name = target.textDocument.getText(targetSelectionRange);
    return `${targetUri} ${targetRange.start.line}:${targetRange.start.character} ${name}`;
  });
}

describe('go to definition', () => {
  test('of a name, and of what stands before a dot', async () => {
    const text = 'site S {\n  network lan\n}\nhost h { nic n -> S.lan }\nendpoint E : sip { on: S.lan }';
    expect(await definitionsAt(text.replace('-> S.lan', '-> S.l<|>an'))).toEqual(['file:///main.hatopo 1:2 lan']);
    expect(await definitionsAt(text.replace('-> S.lan', '-> <|>S.lan'))).toEqual(['file:///main.hatopo 0:0 S']);
  });

  test('of a template, a resource, a host behind a qualified adapter', async () => {
    expect(await definitionsAt('template T { cpu: 4 }\nhost h : <|>T')).toEqual(['file:///main.hatopo 0:0 T']);
    const group =
      'service G : failover-group {\n  resource ip : ip-address\n  resource n : network-name { after: <|>ip }\n}';
    expect(await definitionsAt(group)).toEqual(['file:///main.hatopo 1:2 ip']);
    const nic = 'network lan\nhost h {\n  nic n -> lan\n}\nscenario "S" { at 0 s fail h.<|>n }';
    expect(await definitionsAt(nic)).toEqual(['file:///main.hatopo 2:2 n']);
  });

  test('of a product in the file that ships', async () => {
    const [link, ...more] = await definitionsAt('service S : standalone { product: microsoft.sql-<|>server }');
    expect(link).toMatch(/^hatopo-library:\/\S+ \d+:0 microsoft\.sql-server$/);
    expect(more).toEqual([]);
  });

  test('of an adapter behind `via`, on every host that may run the VM', async () => {
    const text = `network lan
cluster C {
  host one { nic n -> lan }
  host two { nic n -> lan }
}
vm v on two { nic e -> lan via <|>n }`;
    expect(await definitionsAt(text)).toEqual(['file:///main.hatopo 3:13 n', 'file:///main.hatopo 2:13 n']);
  });

  test('of an import the file, and of a name in it', async () => {
    const files = { 'other.hatopo': '\n\nhost far' };
    expect(await definitionsAt('import "./oth<|>er.hatopo"', files)).toEqual(['file:///other.hatopo 0:0 ']);
    expect(await definitionsAt('import "./other.hatopo"\nvm v on f<|>ar', files)).toEqual([
      'file:///other.hatopo 2:0 far',
    ]);
    expect(await definitionsAt('import "./no<|>ne.hatopo"', files)).toEqual([]);
  });
});

describe('go to definition over files', () => {
  const files = {
    'a.hatopo':
      'import "./b.hatopo"\nimport "./main.hatopo"\nproduct my.thing { title: "Mine" }\nsite Far {\n  host there\n  template T { cpu: 4 }\n}',
    'b.hatopo': 'site Hidden { host deep }',
  };
  const main = 'import "./a.hatopo"\n';

  test('of a product, a template and a site of a file that is imported', async () => {
    expect(await definitionsAt(`${main}service S : standalone { product: my.<|>thing }`, files)).toEqual([
      'file:///a.hatopo 2:0 my.thing',
    ]);
    expect(await definitionsAt(`${main}host h : Far.<|>T`, files)).toEqual(['file:///a.hatopo 5:2 T']);
    expect(await definitionsAt(`${main}vm v on <|>Far.there`, files)).toEqual(['file:///a.hatopo 3:0 Far']);
  });

  test('of a name in a scenario, an objective and a rule of a cluster', async () => {
    const text = `${main}cluster C { host a  drs { keep v on a must } }\nvm v on there`;
    expect(await definitionsAt(`${text}\nscenario "S" { at 0 s fail host th<|>ere }`, files)).toEqual([
      'file:///a.hatopo 4:2 there',
    ]);
    expect(await definitionsAt(text.replace('keep v', 'keep <|>v'), files)).toEqual(['file:///main.hatopo 2:0 v']);
  });

  test('leads nowhere from what an import does not make visible, from a declaration to itself', async () => {
    expect(await definitionsAt(`${main}vm v on de<|>ep`, files)).toEqual([]);
    expect(await definitionsAt(`${main}host h<|>ere`, files)).toEqual(['file:///main.hatopo 1:0 here']);
  });

  test('of a product from the file that ships to itself, where that is opened', async () => {
    const services = inMemory();
    await opened(services, '');
    const library = services.shared.workspace.LangiumDocuments.all.find(({ uri }) => uri.path.endsWith('avaya.hatopo'));
    if (!library) throw new Error('no product file is loaded');
    const at = library.textDocument.getText().indexOf('product avaya.') + 'product av'.length;
    const params = { textDocument: { uri: library.uri.toString() }, position: positionIn(library, at) };
    const links = await services.hatopo.lsp.DefinitionProvider?.getDefinition(library, params);
    expect(links).toMatchObject([{ targetUri: library.uri.toString() }]);
  });
});

test('references: every place, in other files too', async () => {
  const services = inMemory();
  const main = await opened(services, 'import "./other.hatopo"\nvm v on far\nvm w on far', {
    'other.hatopo': 'host far',
  });
  const found = await services.hatopo.lsp.ReferencesProvider?.findReferences(main, {
    textDocument: { uri: main.uri.toString() },
    position: { line: 1, character: 9 },
    context: { includeDeclaration: true },
  });
  expect(found?.map(({ uri, range }) => `${uri} ${range.start.line}`).sort()).toEqual([
    'file:///main.hatopo 1',
    'file:///main.hatopo 2',
    'file:///other.hatopo 0',
  ]);
});

describe('outline', () => {
  const services = inMemory();
  let count = 0;
  const outlineOf = async (text: string) => {
    const document = await opened(services, text, {}, `file:///${count++}.hatopo`);
    return services.hatopo.lsp.DocumentSymbolProvider?.getSymbols(document, {
      textDocument: { uri: document.uri.toString() },
    });
  };

  test('is nested as the text is, with details', async () => {
    const symbols = await outlineOf(exampleText('avaya-duplication'));
    expect(symbols?.map(({ name }) => name)).toEqual([
      'DataCenter',
      'CMVM_01',
      'CMVM_02',
      'CommunicationManager',
      'Phones',
      "Active virtual machine's host fails",
      'Duplication link is cut',
    ]);
    const site = symbols?.[0];
    expect(site?.children?.map(({ name, detail }) => `${detail} ${name}`)).toEqual([
      'network lan',
      'network duplication',
      'storage san',
      'template Esxi',
      'cluster DataClusterA',
      'cluster DataClusterB',
    ]);
    expect(symbols?.[1]).toMatchObject({ detail: 'vm on Host1' });
    expect(symbols?.[3]).toMatchObject({ detail: 'duplication' });
  });

  test('every range holds its name and its children, in damaged text too', async () => {
    type Symbols = NonNullable<Awaited<ReturnType<typeof outlineOf>>>;
    const check = (symbols: Symbols): void => {
      for (const { range, selectionRange, children } of symbols) {
        const inside = (inner: typeof range) =>
          inner.start.line >= range.start.line &&
          inner.end.line <= range.end.line &&
          (inner.start.line > range.start.line || inner.start.character >= range.start.character) &&
          (inner.end.line < range.end.line || inner.end.character <= range.end.character);
        expect(inside(selectionRange)).toBe(true);
        for (const child of children ?? []) expect(inside(child.range)).toBe(true);
        check(children ?? []);
      }
    };
    for (const name of exampleNames) {
      const lines = exampleText(name).split('\n');
      for (let removed = 0; removed < lines.length; removed += 6) {
        const symbols = await outlineOf(lines.filter((_, index) => index !== removed).join('\n'));
        expect(symbols?.length).toBeGreaterThan(0);
        check(symbols ?? []);
      }
    }
  });
});
