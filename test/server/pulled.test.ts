/** What an editor asks for or waits for: findings that are pulled, progress of long work, questions that are cancelled. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { oneFile } from '../../bench/topologies.ts';
import { exampleText } from '../support/topology.ts';
import { TestClient } from './support/client.ts';
import { onlyRules } from './support/configuration.ts';

vi.setConfig({ testTimeout: 60_000 });

const good = exampleText('avaya-duplication');
const broken = good.replace('  nic eth2 -> duplication via vmnic2\n', '');
const present = 'avaya/dup-link-present';

let folder: string;
let client: TestClient | undefined;
const uriOf = (name: string) => pathToFileURL(join(folder, name)).toString();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hatopo-pulled-'));
  writeFileSync(join(folder, 'hatopo.config.json'), onlyRules({ [present]: 'error' }));
});
afterEach(() => {
  client?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** An editor that can ask; `isTold`: and that can be told. */
const pulling = (isTold: boolean): ClientCapabilities => ({
  textDocument: { diagnostic: { relatedDocumentSupport: true }, ...(isTold && { publishDiagnostics: {} }) },
  workspace: { diagnostics: { refreshSupport: true } },
});

const pull = (of: TestClient, uri: string, previousResultId?: string) =>
  of.request<DocumentDiagnosticReport & { readonly items: readonly { readonly code: string }[] }>(
    'textDocument/diagnostic',
    { textDocument: { uri }, ...(previousResultId !== undefined && { previousResultId }) },
  );

describe('findings', () => {
  test.each([
    ['can only ask', pulling(false), undefined],
    ['wants to ask', pulling(true), { diagnostics: 'pull' }],
  ])('are pulled by an editor that %s, and never pushed', async (_, capabilities, initializationOptions) => {
    let refreshed = 0;
    const before = (connection: TestClient['connection']) =>
      connection.onRequest('workspace/diagnostic/refresh', () => {
        refreshed += 1;
        return null;
      });
    client = await TestClient.start({ folder, capabilities, initializationOptions, before });
    expect(client.initialized.capabilities.diagnosticProvider).toEqual({
      identifier: 'hatopo',
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    const uri = uriOf('main.hatopo');
    await client.open(uri, broken);
    const first = await pull(client, uri);
    expect(first).toMatchObject({ kind: 'full', items: [{ code: present }], resultId: expect.any(String) });
    expect(await pull(client, uri, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });

    // a question right behind an edit is about the text after it
    await client.change(uri, good);
    const mended = await pull(client, uri, first.resultId);
    expect(mended).toMatchObject({ kind: 'full', items: [] });
    expect(mended.resultId).not.toBe(first.resultId);
    await vi.waitFor(() => expect(refreshed).toBeGreaterThan(1));
    expect(client.published).toEqual([]);
    expect(await pull(client, uriOf('unopened.hatopo'))).toMatchObject({ kind: 'full', items: [] });
  });

  test('of the whole workspace are asked for at once: what changed, what did not, what holds no more', async () => {
    const [one, two] = [uriOf('one.hatopo'), uriOf('two.hatopo')];
    writeFileSync(join(folder, 'one.hatopo'), 'host A { storage: nowhere }\n');
    writeFileSync(join(folder, 'two.hatopo'), 'host B { memory: 64 }\n');
    client = await TestClient.start({ folder, capabilities: pulling(false) });
    const all = async (previousResultIds: readonly { uri: string; value: string }[]) =>
      (await client?.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds }))?.items ?? [];
    const first = await all([]);
    expect(first).toHaveLength(2);
    expect(first).toContainEqual(
      expect.objectContaining({ uri: one, version: null, kind: 'full', items: [expect.anything()] }),
    );
    const known = first.map(({ uri, resultId = '' }) => ({ uri, value: resultId }));
    await client.open(two, 'host B { memory: 64 GB }\n');
    const second = await all(known);
    expect(second.map(({ uri, kind, version }) => [uri, kind, version])).toEqual(
      expect.arrayContaining([
        [one, 'unchanged', null],
        [two, 'full', 1],
      ]),
    );
    expect(second).toHaveLength(2);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: two } });
    writeFileSync(join(folder, 'one.hatopo'), 'host A\n');
    const changes = [{ uri: one, type: 2 }];
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    const third = await all(known);
    expect(third).toContainEqual({ uri: one, version: null, kind: 'full', items: [] });
  });

  test('of a file come with those of what it imports', async () => {
    client = await TestClient.start({ folder, capabilities: pulling(false) });
    writeFileSync(join(folder, 'other.hatopo'), 'host A { storage: nowhere }\n');
    const uri = uriOf('main.hatopo');
    await client.open(uri, 'import "./other.hatopo"\nhost B\n');
    expect(await pull(client, uri)).toMatchObject({
      kind: 'full',
      relatedDocuments: { [uriOf('other.hatopo')]: { kind: 'full', items: [{ code: 'hatopo/unresolved-name' }] } },
    });
  });

  test('are pushed to an editor that can be told, though it could ask', async () => {
    client = await TestClient.start({ folder, capabilities: pulling(true) });
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
    await client.open(uriOf('main.hatopo'), broken);
    const found = await client.until(uriOf('main.hatopo'), ({ version }) => version === 1);
    expect(found.map(({ code }) => code)).toEqual([present]);
  });
});

interface Told {
  readonly kind: 'begin' | 'report' | 'end';
  readonly message?: string;
  readonly percentage?: number;
}

async function progressOf(files: number, workDoneProgress: boolean): Promise<readonly Told[]> {
  for (let index = 0; index < files; index++)
    writeFileSync(join(folder, `site${index}.hatopo`), `site S${index} {\n  network lan\n}\n`);
  const told: Told[] = [];
  let isCreated = false;
  client = await TestClient.start({
    folder,
    capabilities: { window: { workDoneProgress } },
    before: (connection) => {
      connection.onRequest('window/workDoneProgress/create', () => {
        isCreated = true;
        return null;
      });
      connection.onNotification('$/progress', ({ value }: { value: Told }) => {
        told.push(value);
      });
    },
  });
  await client.open(uriOf('site0.hatopo'), 'site S0 {\n  network lan\n}\n');
  await client.until(uriOf('site0.hatopo'), ({ version }) => version === 1);
  expect(isCreated).toBe(told.length > 0);
  return told;
}

describe('the reading of a workspace', () => {
  test('of many files tells how far it is, and ends', async () => {
    const told = await progressOf(80, true);
    expect(told[0]).toMatchObject({ kind: 'begin', message: 'reading 80 files', percentage: 0 });
    await vi.waitFor(() => expect(told.at(-1)).toEqual({ kind: 'end' }), { timeout: 20_000 });
    const reports = told.slice(1, -1);
    expect(reports.every(({ kind }) => kind === 'report')).toBe(true);
    expect(reports.at(-1)).toMatchObject({ message: 'linking names', percentage: 100 });
    const percents = reports.map(({ percentage = 0 }) => percentage);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
  });

  test.each([
    ['of few files', 5, true],
    ['in an editor that shows no progress', 80, false],
  ])('%s tells nothing', async (_, files, shows) => {
    expect(await progressOf(files, shows)).toEqual([]);
  });
});

test.each(['textDocument/completion', 'textDocument/hover', 'textDocument/diagnostic', 'hatopo/simulate'])(
  'a cancelled %s ends at once, and the next is answered',
  async (method) => {
    client = await TestClient.start({ folder, capabilities: pulling(false) });
    const uri = uriOf('large.hatopo');
    const text = oneFile(1_000);
    await client.open(uri, text);
    const at = { line: 1, character: 0 };
    const params = { textDocument: { uri }, position: at, uri, choice: { steps: [] } };
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(method, params, source.token);
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(await client.request('textDocument/hover', { textDocument: { uri }, position: at })).toBeDefined();
    expect(client.messages).toEqual([]);
  },
);
