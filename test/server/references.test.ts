import type { LangiumDocument } from 'langium';
import { describe, expect, test } from 'vitest';
import type { Range } from 'vscode-languageserver-protocol';
import { exampleText } from '../support/topology.ts';
import { inMemory, marked, opened, positionIn } from './support/services.ts';

async function asked(input: string, files: Readonly<Record<string, string>> = {}) {
  const services = inMemory();
  const { text, offsets } = marked(input);
  const document = await opened(services, text, files);
  const params = {
    textDocument: { uri: document.uri.toString() },
    position: positionIn(document, offsets[0] ?? 0),
  };
  const { LangiumDocuments } = services.shared.workspace;
  const textAt = (uri: string, range: Range) => {
    const file = LangiumDocuments.all.find((each) => each.uri.toString() === uri) as LangiumDocument;
    const line = file.textDocument.getText().split('\n')[range.start.line] ?? '';
    const { character } = range.start;
    return `${line.slice(0, character).trimStart()}[${file.textDocument.getText(range)}]${line.slice(range.end.character)}`;
  };
  return { lsp: services.hatopo.lsp, server: services.hatopo.server, document, params, textAt };
}

async function referencesAt(input: string, files: Readonly<Record<string, string>> = {}, includeDeclaration = true) {
  const { lsp, document, params, textAt } = await asked(input, files);
  const found = await lsp.ReferencesProvider?.findReferences(document, { ...params, context: { includeDeclaration } });
  return (found ?? []).map(({ uri, range }) => textAt(uri, range)).sort();
}

describe('references', () => {
  test('in templates, scenarios, objectives, rules of a cluster and other files', async () => {
    const text = `import "./far.hatopo"
network lan
template T { nic n0 -> l<|>an }
host One : T
endpoint E : sip { on: lan }
scenario "S" { at 0 s fail network lan  expect E in-service }`;
    const files = { 'far.hatopo': 'import "./main.hatopo"\nhost far { nic n0 -> lan }' };
    expect(await referencesAt(text, files)).toEqual([
      'endpoint E : sip { on: [lan] }',
      'host far { nic n0 -> [lan] }',
      'network [lan]',
      'scenario "S" { at 0 s fail network [lan]  expect E in-service }',
      'template T { nic n0 -> [lan] }',
    ]);
    expect(await referencesAt(text, files, false)).not.toContain('network [lan]');
  });

  test('of a template, and of a product with its declaration in what ships', async () => {
    expect(await referencesAt('template T { cpu: 4 }\nhost h : <|>T\nhost i : T')).toEqual([
      'host h : [T]',
      'host i : [T]',
      'template [T] { cpu: 4 }',
    ]);
    const product = 'service S : standalone { product: microsoft.sql-<|>server }';
    expect(await referencesAt(product)).toEqual([
      'product [microsoft.sql-server] {',
      'service S : standalone { product: [microsoft.sql-server] }',
    ]);
  });

  const cluster = `network lan
cluster C {
  host one { nic n -> lan }
  host two { nic n -> lan }
}
host alone { nic n -> lan }
vm v on two { nic e -> lan via n }
scenario "S" { at 0 s fail one.n  at 1 s fail alone.n }`;

  test('of an adapter where `via` means it, on whichever host of the cluster', async () => {
    expect(await referencesAt(cluster.replace('one { nic n', 'one { nic <|>n'))).toEqual([
      'host one { nic [n] -> lan }',
      'scenario "S" { at 0 s fail one.[n]  at 1 s fail alone.n }',
      'vm v on two { nic e -> lan via [n] }',
    ]);
    expect(await referencesAt(cluster.replace('alone { nic n', 'alone { nic <|>n'))).toEqual([
      'host alone { nic [n] -> lan }',
      'scenario "S" { at 0 s fail one.n  at 1 s fail alone.[n] }',
    ]);
    expect(await referencesAt(cluster.replace('via n', 'via <|>n'))).toEqual([
      'host one { nic [n] -> lan }',
      'host two { nic [n] -> lan }',
      'scenario "S" { at 0 s fail one.[n]  at 1 s fail alone.n }',
      'vm v on two { nic e -> lan via [n] }',
    ]);
  });

  test('of a template’s adapter where a VM means that of a host that takes the template', async () => {
    const text = `network lan
template T { nic <|>n -> lan }
cluster C { host one : T  host two { nic n -> lan } }
template V { nic e -> lan via n }
vm v on one : V`;
    expect(await referencesAt(text)).toEqual(['template T { nic [n] -> lan }', 'template V { nic e -> lan via [n] }']);
  });

  test('of a word without a meaning are none', async () => {
    expect(await referencesAt('host h { c<|>pu: 4 }')).toEqual([]);
    expect(await referencesAt('vm v on no<|>where')).toEqual([]);
  });
});

test('highlights: written where it is declared, read where it is named, in this file alone', async () => {
  const text = 'import "./far.hatopo"\nhost h<|>ere\nvm v on here\nscenario "S" { at 0 s fail here }';
  const { lsp, document, params, textAt } = await asked(text, {
    'far.hatopo': 'import "./main.hatopo"\nvm w on here',
  });
  const found = await lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params);
  expect(found?.map(({ range, kind }) => `${kind} ${textAt(document.uri.toString(), range)}`)).toEqual([
    '3 host [here]',
    '2 vm v on [here]',
    '2 scenario "S" { at 0 s fail [here] }',
  ]);
});

describe('go to type definition', () => {
  const types = async (input: string, files: Readonly<Record<string, string>> = {}) => {
    const { lsp, document, params, textAt } = await asked(input, files);
    const links = await lsp.TypeProvider?.getTypeDefinition(document, params);
    return (links ?? []).map((link) => textAt(link.targetUri, link.targetSelectionRange));
  };

  test('of a machine is its template, from wherever it is named', async () => {
    const files = { 'far.hatopo': 'template Big { cpu: 64 }\nhost far : Big' };
    expect(await types('template T { cpu: 4 }\nhost <|>h : T')).toEqual(['template [T] { cpu: 4 }']);
    expect(await types('import "./far.hatopo"\nvm v on f<|>ar', files)).toEqual(['template [Big] { cpu: 64 }']);
    expect(await types('host h<|>')).toEqual([]);
  });

  test('of a service is its product, else its mode; of clients and resources their kind', async () => {
    const own = 'product my.thing { title: "Mine" }\nservice S : standalone { product: my.thing }\n';
    expect(await types(`${own}scenario "A" { expect <|>S up }`)).toEqual(['product [my.thing] { title: "Mine" }']);
    expect(await types('service S : dupli<|>cation { product: avaya.communication-manager }')).toEqual([
      'product [avaya.communication-manager] {',
    ]);
    expect(await types('service <|>S : duplication')).toEqual(['service S : [duplication]']);
    expect(await types('endpoint <|>E : h323')).toEqual(['endpoint E : [h323]']);
  });
});

describe('linked editing', () => {
  const linked = async (input: string, files: Readonly<Record<string, string>> = {}) => {
    const { server, document, params, textAt } = await asked(input, files);
    const ranges = server.LinkedEditing.getRanges(document, params)?.ranges;
    return ranges?.map((range) => textAt(document.uri.toString(), range)).sort();
  };

  test('of a declaration’s name goes with everything that names it in the file', async () => {
    expect(await linked('host <|>h\nvm v on h\nvm w on h')).toEqual(['host [h]', 'vm v on [h]', 'vm w on [h]']);
  });

  test('stays with the declaration where another file names it', async () => {
    const files = { 'far.hatopo': 'import "./main.hatopo"\nvm w on h' };
    expect(await linked('import "./far.hatopo"\nhost <|>h\nvm v on h', files)).toEqual(['host [h]']);
  });

  test('is not for a name that is only used: another one there means another thing', async () => {
    expect(await linked('host h\nvm v on <|>h')).toBeUndefined();
    expect(await linked('service S : standalone { product: avaya.<|>communication-manager }')).toBeUndefined();
  });

  test('holds the same text everywhere', async () => {
    const text = exampleText('avaya-duplication');
    let places = 0;
    for (const { index } of text.matchAll(/(?<=(?:host|vm|nic|network|cluster|service) )\w/g)) {
      const { server, document, params } = await asked(`${text.slice(0, index)}<|>${text.slice(index)}`);
      const ranges = server.LinkedEditing.getRanges(document, params)?.ranges ?? [];
      expect(new Set(ranges.map((range) => document.textDocument.getText(range))).size).toBeLessThan(2);
      places += ranges.length;
    }
    expect(places).toBeGreaterThan(30);
  }, 30_000);
});
