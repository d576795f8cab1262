import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import type { PanelView } from '../../server/protocol.ts';
import { exampleText } from '../support/topology.ts';
import { serverBundleFile } from './support/bundle.ts';
import { onlyRules } from './support/configuration.ts';

/** What a worker of a browser has and one of Node has not. */
const shim = `
const { parentPort } = require('node:worker_threads');
globalThis.self = globalThis;
globalThis.importScripts = () => {};
globalThis.postMessage = (message) => parentPort.postMessage(message);
globalThis.addEventListener ??= () => {};
parentPort.on('message', (data) => globalThis.onmessage?.({ data }));
for (const name of ['Buffer', 'setImmediate']) delete globalThis[name];
`;

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

let folder: string;
let worker: Worker;
const received: Message[] = [];
const waiting = new Set<() => void>();
/** Files that the editor has. */
const files: Record<string, string> = {};

beforeAll(async () => {
  const script = await serverBundleFile(shim);
  folder = dirname(script);
  worker = new Worker(script);
  worker.on('message', (message: Message) => {
    received.push(message);
    if (message.method && message.id !== undefined) answer(message);
    for (const wake of [...waiting]) wake();
  });
}, 60_000);

afterAll(async () => {
  await worker.terminate();
  rmSync(folder, { recursive: true, force: true });
});

function answer({ id, method, params }: Message): void {
  worker.postMessage({ jsonrpc: '2.0', id, result: said(method, params) });
}

/** What the editor says to a question of the server. */
function said(method: string | undefined, params: unknown): unknown {
  const { uri = '' } = (params ?? {}) as { uri?: string };
  const text = files[uri];
  if (method === 'hatopo/readFile') return text === undefined ? null : { text };
  if (method === 'hatopo/findFiles') return Object.keys(files).filter((name) => name.startsWith(`${uri}/`));
  if (method === 'workspace/configuration') return [{ diagnostics: { scope: 'workspace' } }];
  return null;
}

async function until<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
    });
  }
}

let next = 1;
async function request<R>(method: string, params: unknown): Promise<R> {
  const id = next++;
  worker.postMessage({ jsonrpc: '2.0', id, method, params });
  const reply = await until(() => received.find((message) => message.id === id && message.method === undefined));
  if (reply.error) throw new Error(reply.error.message);
  return reply.result as R;
}

function notify(method: string, params: unknown): void {
  worker.postMessage({ jsonrpc: '2.0', method, params });
}

const shown = (uri: string) =>
  received
    .filter(({ method }) => method === 'textDocument/publishDiagnostics')
    .map(({ params }) => params as PublishDiagnosticsParams)
    .findLast((params) => params.uri === uri);

test('the worker reads a folder through the editor, and finds what is wrong in files that nobody opened', async () => {
  const closed = 'vscode-vfs://host/branch/deep/closed.hatopo';
  files[closed] = 'host a { memory: 64 }\n';
  const { capabilities } = await request<{ capabilities: object }>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    workspaceFolders: [{ uri: 'vscode-vfs://host', name: 'host' }],
  });
  expect(capabilities).toMatchObject({ hoverProvider: true });
  notify('initialized', {});
  const found = await until(() => shown(closed));
  expect(found.diagnostics).toMatchObject([{ code: 'hatopo/missing-unit' }]);

  // a folder that came
  const moved = 'vscode-vfs://host/moved/other.hatopo';
  files[moved] = 'host b { cpu: none }\n';
  notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'vscode-vfs://host/moved', type: 1 }] });
  expect((await until(() => shown(moved))).diagnostics).toHaveLength(1);
}, 30_000);

test('the worker checks, imports through the editor, and simulates', async () => {
  const text = exampleText('avaya-duplication');
  const split = text.indexOf('vm CMVM_01');
  files['vscode-vfs://host/site.hatopo'] = text.slice(0, split);
  files['vscode-vfs://host/hatopo.config.json'] = onlyRules({ 'avaya/dup-link-present': 'warning' });
  const uri = 'vscode-vfs://host/main.hatopo';
  const main = `import "./site.hatopo"\n${text.slice(split)}`;
  notify('textDocument/didOpen', { textDocument: { uri, languageId: 'hatopo', version: 1, text: main } });
  expect((await until(() => shown(uri))).diagnostics).toEqual([]);

  const broken = main.replace('  nic eth2 -> duplication via vmnic2\n', '');
  notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: broken }] });
  const found = await until(() => (shown(uri)?.version === 2 ? shown(uri) : undefined));
  expect(found.diagnostics).toMatchObject([{ code: 'avaya/dup-link-present', severity: 2 }]);

  const view = await request<PanelView>('hatopo/simulate', {
    uri,
    choice: { scenario: "Active virtual machine's host fails" },
  });
  expect(view.run?.events.length).toBeGreaterThan(2);
}, 30_000);
