import { PassThrough } from 'node:stream';
import { EmptyFileSystemProvider } from 'langium';
import { afterEach, expect, test } from 'vitest';
import { createConnection } from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { ServerServices } from '../../server/services.ts';
import { startServer } from '../../server/start.ts';

let client: ProtocolConnection;
let services: ServerServices;
const messages: string[] = [];
const published: PublishDiagnosticsParams[] = [];

/** A server in this process, so that a fault can be put into it. */
async function start(): Promise<void> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  services = startServer({ connection, fileSystemProvider: () => new EmptyFileSystemProvider() });
  client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.onNotification('window/showMessage', ({ message }: { message: string }) => {
    messages.push(message);
  });
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
  });
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {}, workspaceFolders: null });
  await client.sendNotification('initialized', {});
}

const uri = 'file:///main.hatopo';
const open = (text: string) =>
  client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'hatopo', version: 1, text } });
const hover = () =>
  client.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 1 } });

afterEach(() => {
  client.dispose();
  messages.length = 0;
  published.length = 0;
});

test('a fault in a provider is said once, with what to do, and the others answer', async () => {
  await start();
  await open('host h');
  const provider = services.lsp.HoverProvider;
  const sound = provider?.getHoverContent;
  if (provider) provider.getHoverContent = () => Promise.reject(new Error('a wire is loose'));
  expect(await hover()).toBeNull();
  expect(await hover()).toBeNull();
  expect(messages).toEqual([
    expect.stringMatching(/^hatopo met an internal error while explaining a word: a wire is loose.*report it/),
  ]);
  const symbols = await client.sendRequest<{ name: string }[]>('textDocument/documentSymbol', {
    textDocument: { uri },
  });
  expect(symbols.map(({ name }) => name)).toEqual(['h']);
  if (provider && sound) provider.getHoverContent = sound;
  expect(await hover()).toMatchObject({ contents: { value: expect.stringContaining('host') } });
});

test('a fault in the rules leaves the findings of the language', async () => {
  await start();
  services.server.RuleFindings.of = () => {
    throw new Error('a rule fell over');
  };
  await open('host h { memory: 64 }');
  await expect.poll(() => published.length).toBe(1);
  expect(published[0]?.diagnostics).toMatchObject([{ code: 'hatopo/missing-unit' }]);
  await client.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: 'host h { memory: 64 GB }' }],
  });
  await expect.poll(() => published.length).toBe(2);
  expect(published[1]?.diagnostics).toEqual([]);
  expect(messages).toEqual([expect.stringContaining('a rule fell over')]);
});
