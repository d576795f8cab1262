import { mkdirSync, mkdtempSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { URI } from 'langium';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { applied } from '../../language/edits/text-edit.ts';
import { importsAfter } from '../../language/refactor/rename-files.ts';
import { TestClient } from './support/client.ts';
import { onlyRules } from './support/configuration.ts';
import { inMemory, opened } from './support/services.ts';

let folder: string;
let client: TestClient | undefined;

const uriOf = (name: string) => pathToFileURL(join(folder, name)).toString();

function write(name: string, text: string): string {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  return uriOf(name);
}

const start = async (scope?: string) => {
  client = await TestClient.start({ folder, ...(scope && { settings: { diagnostics: { scope } } }) });
  return client;
};

/** 1 created, 3 deleted. */
const tell = (name: string, type: number) =>
  client?.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(name), type }] });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hatopo-workspace-'));
  write('hatopo.config.json', onlyRules({ 'topology/pair-same-host': undefined }));
});

afterEach(async () => {
  await client?.stop();
  client = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const site = 'site S { network lan  host h1 { nic n -> lan }  host h2 { nic n -> lan } }\n';
const system = (two: string) => `import "./site.hatopo"
vm a on h1 { nic e -> lan via n }
vm b on ${two} { nic e -> lan via n }
service Pair : switchover { primary: a  backup: b }
`;

const codes = (uri: string) => (client?.shown(uri) ?? []).map(({ code }) => code);

describe('findings of the workspace', () => {
  test('of files that nobody opened, of the language and of rules over files; no file twice', async () => {
    const broken = write('one/broken.hatopo', 'host a { memory: 64 }\n');
    write('two/site.hatopo', site);
    const pair = write('two/system.hatopo', system('h1'));
    const { until } = await start('workspace').then((each) => ({ until: each.until.bind(each) }));
    await until(broken, ({ diagnostics }) => diagnostics.length === 1);
    const found = await until(pair, ({ diagnostics }) => diagnostics.length > 0);
    expect(found.map(({ code }) => code)).toEqual(['topology/pair-same-host']);
    expect(codes(uriOf('two/site.hatopo'))).toEqual([]);
  });

  test('only of what is open where that is chosen', async () => {
    const broken = write('broken.hatopo', 'host a { memory: 64 }\n');
    const other = write('other.hatopo', 'host b { memory: 64 }\n');
    const running = await start('openFiles');
    await running.open(other, 'host b { memory: 64 }\n');
    await running.until(other, ({ diagnostics }) => diagnostics.length === 1);
    expect(running.shown(broken)).toBeUndefined();
  });

  test('vanish with their file, come with it, and follow it where it moves', async () => {
    write('site.hatopo', site);
    const pair = write('system.hatopo', system('h1'));
    const running = await start('workspace');
    await running.until(pair, ({ diagnostics }) => diagnostics.length === 1);
    unlinkSync(join(folder, 'site.hatopo'));
    await tell('site.hatopo', 3);
    await running.until(pair, ({ diagnostics }) => diagnostics.some(({ code }) => code === 'hatopo/import'));
    write('site.hatopo', site);
    await tell('site.hatopo', 1);
    await running.until(pair, ({ diagnostics }) => diagnostics[0]?.code === 'topology/pair-same-host');
    renameSync(join(folder, 'system.hatopo'), join(folder, 'moved.hatopo'));
    await tell('system.hatopo', 3);
    await tell('moved.hatopo', 1);
    await running.until(pair, ({ diagnostics }) => diagnostics.length === 0);
    await running.until(uriOf('moved.hatopo'), ({ diagnostics }) => diagnostics.length === 1);
  });

  test('several topologies do not disturb each other: the same names, each by its own', async () => {
    write('one/site.hatopo', site);
    write('two/site.hatopo', site);
    const good = write('one/system.hatopo', system('h2'));
    const bad = write('two/system.hatopo', system('h1'));
    const running = await start('workspace');
    await running.until(bad, ({ diagnostics }) => diagnostics.length === 1);
    expect(codes(good)).toEqual([]);
    await running.open(good, system('h1'));
    await running.until(good, ({ diagnostics }) => diagnostics.length === 1);
    const before = running.published.filter(({ uri }) => uri === bad).length;
    await running.change(good, system('h2'));
    await running.until(good, ({ diagnostics }) => diagnostics.length === 0);
    expect(running.published.filter(({ uri }) => uri === bad)).toHaveLength(before);
    expect(codes(bad)).toEqual(['topology/pair-same-host']);
  });

  test('of files that import each other, by the one with the title; not of what is left out', async () => {
    write(
      'hatopo.config.json',
      onlyRules({ 'topology/pair-same-host': undefined }).replace('{', '{ "exclude": ["drafts"], '),
    );
    write('site.hatopo', `import "./system.hatopo"\n${site}`);
    const pair = write('system.hatopo', `topology "T"\n${system('h1')}`);
    const draft = write('drafts/d.hatopo', 'host a { memory: 64 }\n');
    const running = await start('workspace');
    await running.until(pair, ({ diagnostics }) => diagnostics.length === 1);
    expect(running.shown(draft) ?? []).toEqual([]);
  });
});

describe('folders', () => {
  test('that come and go, with a dot in their name too, are read with all that is in them', async () => {
    const running = await start('workspace');
    write('v1.0/sites/broken.hatopo', 'host a { memory: 64 }\n');
    await tell('v1.0', 1);
    const broken = uriOf('v1.0/sites/broken.hatopo');
    await running.until(broken, ({ diagnostics }) => diagnostics.length === 1);
    rmSync(join(folder, 'v1.0'), { recursive: true });
    await tell('v1.0', 3);
    await running.until(broken, ({ diagnostics }) => diagnostics.length === 0);
  });

  test('that join the workspace and leave it again; what is open or imported stays', async () => {
    const other = mkdtempSync(join(tmpdir(), 'hatopo-joins-'));
    const inOther = (name: string) => pathToFileURL(join(other, name)).toString();
    writeFileSync(join(other, 'site.hatopo'), `${site}host a { memory: 64 }\n`);
    writeFileSync(join(other, 'alone.hatopo'), 'host a { memory: 64 }\n');
    writeFileSync(join(other, 'open.hatopo'), 'host a { memory: 64 }\n');
    const pair = write('pair.hatopo', system('h1').replace('./site.hatopo', inOther('site.hatopo').slice(7)));
    client = await TestClient.start({
      folder,
      settings: { diagnostics: { scope: 'workspace' } },
      capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    });
    const running = client;
    expect(running.initialized.capabilities.workspace?.workspaceFolders?.changeNotifications).toBe(true);
    const change = (event: { added?: object[]; removed?: object[] }) =>
      running.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: [], removed: [], ...event },
      });
    const joined = { uri: pathToFileURL(other).toString(), name: 'other' };
    await running.until(pair, ({ diagnostics }) => diagnostics.length > 0);
    expect(running.shown(inOther('alone.hatopo'))).toBeUndefined();
    await change({ added: [joined] });
    await running.until(inOther('alone.hatopo'), ({ diagnostics }) => diagnostics.length === 1);
    await running.open(inOther('open.hatopo'), 'host a { memory: 64 }\n');
    await change({ removed: [joined] });
    await running.until(inOther('alone.hatopo'), ({ diagnostics }) => diagnostics.length === 0);
    expect(codes(inOther('open.hatopo'))).toEqual(['hatopo/missing-unit']);
    expect(codes(pair)).toEqual(['topology/pair-same-host']);
    rmSync(other, { recursive: true });
  });
});

describe('files that move', () => {
  test('imports in them and of them are put right by the edit of the editor', async () => {
    write('site.hatopo', site);
    write('system.hatopo', system('h2'));
    const running = await start();
    const files = [{ oldUri: uriOf('site.hatopo'), newUri: uriOf('sites/first.hatopo') }];
    const edit = await running.request<WorkspaceEdit | null>('workspace/willRenameFiles', { files });
    const edits: TextEdit[] = edit?.changes?.[uriOf('system.hatopo')] ?? [];
    expect(edits.map(({ newText }) => newText)).toEqual(['"./sites/first.hatopo"']);
    expect(Object.keys(edit?.changes ?? {})).toEqual([uriOf('system.hatopo')]);
    expect(running.initialized.capabilities.workspace?.fileOperations?.willRename?.filters).toHaveLength(2);
  });

  async function textsAfter(moves: readonly (readonly [string, string])[], texts: Readonly<Record<string, string>>) {
    const services = inMemory();
    const { 'main.hatopo': main = '', ...others } = texts;
    await opened(services, main, others);
    const { LangiumDocuments } = services.shared.workspace;
    const uri = (name: string) => URI.parse(`file:///${name}`);
    const edits = importsAfter(
      moves.map(([from, to]) => ({ from: uri(from), to: uri(to) })),
      LangiumDocuments,
    );
    return Object.fromEntries(
      [...new Set(edits.map((edit) => edit.uri))].map((each) => [
        each,
        applied(
          LangiumDocuments.getDocument(URI.parse(each))?.textDocument.getText() ?? '',
          edits.filter((edit) => edit.uri === each),
        ),
      ]),
    );
  }

  test('a folder with what imports each other in it; the importing file itself; nothing that needs no change', async () => {
    const texts = {
      'main.hatopo': 'import "./in/a.hatopo"   // first\nimport "b.hatopo"\n',
      'in/a.hatopo': 'import "./c.hatopo"\nimport "../b.hatopo"\n',
      'in/c.hatopo': 'host c\n',
      'b.hatopo': 'host b\n',
    };
    expect(await textsAfter([['in', 'out/deep']], texts)).toEqual({
      'file:///main.hatopo': 'import "./out/deep/a.hatopo"   // first\nimport "b.hatopo"\n',
      'file:///in/a.hatopo': 'import "./c.hatopo"\nimport "../../b.hatopo"\n',
    });
    expect(await textsAfter([['main.hatopo', 'in/main.hatopo']], texts)).toEqual({
      'file:///main.hatopo': 'import "./a.hatopo"   // first\nimport "../b.hatopo"\n',
    });
    expect(await textsAfter([['in/c.hatopo', 'in/d.hatopo']], texts)).toEqual({
      'file:///in/a.hatopo': 'import "./d.hatopo"\nimport "../b.hatopo"\n',
    });
  });
});
