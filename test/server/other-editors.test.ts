/** What editors other than VS Code get, which say less of themselves. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClientCapabilities, Location, LocationLink, RegistrationParams } from 'vscode-languageserver-protocol';
import { libraryText } from '../../language/library/index.ts';
import { TestClient } from './support/client.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const uri = 'file:///others/main.hatopo';
const text = `template T { cpu: 4 }
host h : T
server s : T
service P : standalone { product: avaya.session-manager  member: s }
`;
const at = (line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });
const onProduct = at(3, text.split('\n')[3]?.indexOf('session') ?? 0);

let client: TestClient | undefined;
let cache: string;
const before = process.env.XDG_CACHE_HOME;
const registered: string[] = [];

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'hatopo-cache-'));
  process.env.XDG_CACHE_HOME = cache;
  registered.length = 0;
});
afterEach(() => {
  client?.kill();
  rmSync(cache, { recursive: true, force: true });
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
});

async function start(capabilities: ClientCapabilities): Promise<TestClient> {
  client = await TestClient.start({
    capabilities,
    before: (connection) =>
      connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
        registered.push(...registrations.map(({ method }) => method));
      }),
  });
  await client.open(uri, text);
  await client.until(uri, ({ version }) => version === 1);
  return client;
}

test('a product file that ships is a file to an editor that opens nothing else, and cannot be written by mistake', async () => {
  const { request } = await start({}).then((each) => ({ request: each.request.bind(each) }));
  for (const method of ['textDocument/definition', 'textDocument/declaration', 'textDocument/typeDefinition']) {
    const [place] = await request<Location[]>(method, method.endsWith('typeDefinition') ? at(3, 8) : onProduct);
    expect(place?.uri, method).toMatch(/^file:.*\/hatopo\/library\/avaya\.hatopo$/);
    const file = fileURLToPath(place?.uri ?? '');
    expect(readFileSync(file, 'utf8')).toBe(libraryText('hatopo-library:/avaya.hatopo'));
    expect(statSync(file).mode & 0o222).toBe(0);
    const line = readFileSync(file, 'utf8').split('\n')[place?.range.start.line ?? 0];
    expect(line).toContain('product avaya.session-manager');
  }
});

test('an editor that opens product files by their address is given that', async () => {
  const other = await start({ experimental: { library: true }, textDocument: { definition: { linkSupport: true } } });
  const [link] = await other.request<LocationLink[]>('textDocument/definition', onProduct);
  expect(link?.targetUri).toBe('hatopo-library:/avaya.hatopo');
});

test('implementations of a template are those who take it, of a product the services that run it', async () => {
  const other = await start({});
  const lines = async (line: number, character: number) =>
    (await other.request<Location[]>('textDocument/implementation', at(line, character))).map(
      ({ range }) => range.start.line,
    );
  expect(await lines(0, 9)).toEqual([1, 2]);
  expect(await lines(1, 9)).toEqual([1, 2]);
  expect(await lines(3, onProduct.position.character)).toEqual([3]);
  expect(await lines(1, 5)).toEqual([]);
});

test('nobody is asked to tell of settings that change who does not say that this can be asked', async () => {
  await start({ workspace: { configuration: true } });
  expect(registered).not.toContain('workspace/didChangeConfiguration');
  client?.kill();
  await start({ workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } });
  await vi.waitFor(() => expect(registered).toContain('workspace/didChangeConfiguration'));
});
