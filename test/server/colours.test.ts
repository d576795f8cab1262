/** Semantic tokens: the colours of names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { libraryFiles } from '../../language/library/index.ts';
import { standardOf, standardTypes, tokenModifiers, tokenTypes } from '../../server/providers/token-types.ts';
import { exampleNames, exampleText } from '../support/topology.ts';
import { type InMemory, inMemory, marked, opened, positionIn } from './support/services.ts';

const lineOf = (text: string, line: number) => text.split('\n')[line] ?? '';

/** `name type modifiers` of each token. */
function decoded(data: readonly number[], text: string, types: readonly string[] = tokenTypes): string[] {
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0, modifiers = 0] = data.slice(i, i + 5);
    character = lines > 0 ? characters : character + characters;
    line += lines;
    const said = tokenModifiers.filter((_, bit) => modifiers & (1 << bit));
    found.push([lineOf(text, line).slice(character, character + length), types[type], ...said].join(' '));
  }
  return found;
}

async function coloured(
  text: string,
  services: InMemory = inMemory(),
  files: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const document = await opened(services, text, files);
  const tokens = await services.hatopo.lsp.SemanticTokenProvider?.semanticHighlight(document, {
    textDocument: { uri: document.uri.toString() },
  });
  return decoded(tokens?.data ?? [], text);
}

describe('names are coloured by what they mean', () => {
  test('declared and used, whatever word they are, from other files too; what means nothing stays plain', async () => {
    const text = `import "./far.hatopo"
site S { network public }
template T { cpu: 4  nic n0 -> S.public }
host host : T
vm off on far { nic e0 -> S.public via n0  disk: nowhere }
service up : standalone { product: avaya.communication-manager  member: off }
scenario "S" { at 0 s fail vm off, network public  expect up up }`;
    expect(await coloured(text, inMemory(), { 'far.hatopo': 'host far { nic n0 -> lan }\nnetwork lan' })).toEqual([
      ...['S site declaration', 'public network declaration'],
      ...['T template declaration', 'n0 nic declaration', 'S site', 'public network'],
      ...['host host declaration', 'T template'],
      ...['off vm declaration', 'far host', 'e0 nic declaration', 'S site', 'public network', 'n0 nic'],
      ...['up service declaration', 'avaya.communication-manager product defaultLibrary', 'off vm'],
      ...['off vm', 'public network', 'up service'],
    ]);
  });

  test('of groups, clusters, resources, clients, links, rules and products of one’s own', async () => {
    const text = `switch w
storage d
rack r
circuit c
link l between w, w
cluster k
server s { rack: r  circuits: c  storage: d }
failover-cluster f { nodes: s }
service g : failover-group { cluster: f  resource ip : ip-address  resource n : network-name { after: ip } }
endpoint e : sip { registers: g }
product my.own { title: "x" }
rule apart warning "x" { any h in hosts }`;
    const found = await coloured(text);
    for (const [index, name] of [...'wdrclksfge'].entries())
      expect(found).toContain(
        `${name} ${['switch', 'storage', 'rack', 'circuit', 'link', 'cluster', 'server', 'failoverCluster', 'service', 'endpoint'][index]} declaration`,
      );
    expect(found).toEqual(
      expect.arrayContaining([
        'ip resource',
        'my.own product declaration',
        'apart authorRule declaration',
        'f failoverCluster',
      ]),
    );
  });

  test('what ships is told apart', async () => {
    const services = inMemory();
    await opened(services, '');
    const [file] = libraryFiles();
    const document = services.shared.workspace.LangiumDocuments.all.find(({ uri }) => uri.path === file?.uri.path);
    if (!document) throw new Error('no product file is loaded');
    const tokens = await services.hatopo.lsp.SemanticTokenProvider?.semanticHighlight(document, {
      textDocument: { uri: document.uri.toString() },
    });
    const products = decoded(tokens?.data ?? [], document.textDocument.getText());
    expect(products).toContain('avaya.communication-manager product declaration defaultLibrary');
  });
});

test('a part of a file has the tokens that the whole has there', async () => {
  const services = inMemory();
  const { text, offsets } = marked(
    exampleText('avaya-geo-redundancy').replace('\nvm CM01a', '\n<|>vm CM01a').replace('\nvm SM02', '\n<|>vm SM02'),
  );
  const document = await opened(services, text);
  const [start = 0, end = 0] = offsets;
  const provider = services.hatopo.lsp.SemanticTokenProvider;
  const textDocument = { uri: document.uri.toString() };
  const range = { start: positionIn(document, start), end: positionIn(document, end) };
  const part = await provider?.semanticHighlightRange(document, { textDocument, range });
  const whole = await provider?.semanticHighlight(document, { textDocument });
  const inPart = decoded(part?.data ?? [], text);
  expect(inPart[0]).toBe('CM01a vm declaration');
  expect(inPart.length).toBeGreaterThan(20);
  expect(decoded(whole?.data ?? [], text).join('\n')).toContain(inPart.join('\n'));
});

test('what changed is told against the last answer', async () => {
  const services = inMemory();
  const provider = services.hatopo.lsp.SemanticTokenProvider;
  const text = exampleText('mx-one-fault-tolerance');
  const document = await opened(services, text);
  const textDocument = { uri: document.uri.toString() };
  const first = await provider?.semanticHighlight(document, { textDocument });
  const again = await provider?.semanticHighlightDelta(document, {
    textDocument,
    previousResultId: first?.resultId ?? '',
  });
  expect(again).toMatchObject({ edits: [] });
  services.files.set(document.uri, text.replace('\nsite ', '\nrack R\nsite '));
  await services.shared.workspace.DocumentBuilder.update([document.uri], []);
  const now = services.shared.workspace.LangiumDocuments.getDocument(document.uri) as typeof document;
  const changed = await provider?.semanticHighlightDelta(now, {
    textDocument,
    previousResultId: again?.resultId ?? '',
  });
  const fresh = await provider?.semanticHighlight(now, { textDocument });
  const data = [...(first?.data ?? [])];
  for (const { start, deleteCount, data: added = [] } of changed && 'edits' in changed ? changed.edits : [])
    data.splice(start, deleteCount, ...added);
  expect(data).toEqual(fresh?.data);
  expect(data).not.toEqual(first?.data);
  expect(await provider?.semanticHighlightDelta(now, { textDocument, previousResultId: 'unknown' })).toHaveProperty(
    'data',
  );
});

test.each(exampleNames)(
  'tokens of %s are in order and never overlap, whatever line is missing',
  async (name) => {
    const lines = exampleText(name).split('\n');
    for (let removed = 0; removed < lines.length; removed += 11) {
      const text = lines.filter((_, index) => index !== removed).join('\n');
      const services = inMemory();
      const document = await opened(services, text);
      const { data } = (await services.hatopo.lsp.SemanticTokenProvider?.semanticHighlight(document, {
        textDocument: { uri: document.uri.toString() },
      })) ?? { data: [] };
      for (let i = 5; i < data.length; i += 5)
        if (data[i] === 0) expect(data[i + 1]).toBeGreaterThanOrEqual(data[i - 3] ?? 0);
      for (const token of decoded(data, text)) expect(token).toMatch(/^[\w.-]+ \w+/);
    }
  },
  30_000,
);

test('the extension tells the editor of every type', () => {
  const { contributes } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  expect(contributes.semanticTokenTypes.map(({ id }: { id: string }) => id)).toEqual(tokenTypes);
  expect(Object.keys(contributes.semanticTokenScopes[0].scopes)).toEqual(tokenTypes);
});

describe('an editor without a grammar', () => {
  async function inStandard(text: string): Promise<readonly string[]> {
    const services = inMemory();
    services.shared.server.Client.coloursWords = false;
    const document = await opened(services, text);
    const textDocument = { uri: document.uri.toString() };
    const provider = services.hatopo.lsp.SemanticTokenProvider;
    expect(provider?.semanticTokensOptions.legend?.tokenTypes).toEqual(standardTypes);
    return decoded(
      provider ? ((await provider.semanticHighlight(document, { textDocument })).data ?? []) : [],
      text,
      standardTypes,
    );
  }

  test('has every word coloured, in types that every theme knows', async () => {
    const text = `/// A system.
site S { network public }   // all
/* over
   lines */
host host { cpu: 4  memory: 64 GB  version: 7.0 }
vm off on host { restart-priority: high  nic e0 -> S.public via n0 }
service up : standalone { member: off }
scenario "Lost" { at 0 s fail vm off  expect up up within 5 min }
`;
    expect(await inStandard(text)).toEqual([
      '/// A system. comment',
      ...[
        'site keyword',
        'S namespace declaration',
        'network keyword',
        'public interface declaration',
        '// all comment',
      ],
      ...['/* over comment', '   lines */ comment'],
      ...['host keyword', 'host class declaration', 'cpu property', '4 number', 'memory property', '64 GB number'],
      ...['version property', '7.0 number'],
      ...['vm keyword', 'off variable declaration', 'on keyword', 'host class'],
      ...['restart-priority property', 'high enumMember', 'nic keyword', 'e0 property declaration', 'S namespace'],
      ...['public interface', 'via keyword'],
      ...['service keyword', 'up function declaration', 'standalone enumMember', 'member property', 'off variable'],
      ...[
        'scenario keyword',
        '"Lost" string',
        'at keyword',
        '0 s number',
        'fail keyword',
        'vm keyword',
        'off variable',
      ],
      ...['expect keyword', 'up function', 'up enumMember', 'within keyword', '5 min number'],
    ]);
  });

  test('keeps what can be read of a damaged text coloured', async () => {
    const found = await inStandard('host a { cpu 4 memory: }\n%%% vm b on a {\n  vcpu: 2');
    expect(found).toEqual(
      expect.arrayContaining(['host keyword', 'a class declaration', 'vm keyword', 'vcpu property', '2 number']),
    );
  });

  test('gets the types that VS Code falls back to', () => {
    const { contributes } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    const supers = contributes.semanticTokenTypes.map((each: { id: string; superType: string }) => [
      each.id,
      each.superType,
    ]);
    expect(Object.fromEntries(supers)).toEqual(standardOf);
  });
});
