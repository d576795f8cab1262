// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are snippets of the protocol
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompletionItem, CompletionList, Hover, InlayHint } from 'vscode-languageserver-protocol';
import { oneFile } from '../../bench/topologies.ts';
import { exampleText } from '../support/topology.ts';
import { TestClient } from './support/client.ts';

let client: TestClient;
let refreshed = 0;
let settings: Record<string, unknown> = {};

beforeAll(async () => {
  client = await TestClient.start({
    capabilities: {
      textDocument: {
        completion: { completionItem: { snippetSupport: true, resolveSupport: { properties: ['documentation'] } } },
      },
      workspace: {
        configuration: true,
        inlayHint: { refreshSupport: true },
        didChangeConfiguration: { dynamicRegistration: true },
      },
    },
  });
  client.connection.onRequest('workspace/inlayHint/refresh', () => {
    refreshed++;
    return null;
  });
  client.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => settings),
  );
}, 60_000);
afterAll(() => client.kill());

const whole = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
const hintsIn = async (uri: string) =>
  (await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri }, range: whole })).map(
    ({ label }) => String(label),
  );

describe('an editor', () => {
  test('is told what the server can do', () => {
    const { completionProvider, hoverProvider, inlayHintProvider } = client.initialized.capabilities;
    expect(completionProvider?.resolveProvider).toBe(true);
    expect(hoverProvider).toBe(true);
    expect(inlayHintProvider).toBeTruthy();
  });

  test('asks for items, then for what one says of itself', async () => {
    const uri = 'file:///items.hatopo';
    await client.open(uri, 'host h {\n  \n}');
    const list = await client.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 1, character: 2 },
    });
    const memory = list.items.find(({ label }) => label === 'memory');
    expect(memory).toMatchObject({ textEdit: { newText: 'memory: ${1:128} GB' }, data: {} });
    expect(memory?.documentation).toBeUndefined();
    const resolved = await client.request<CompletionItem>('completionItem/resolve', memory);
    expect(resolved.documentation).toMatchObject({ value: expect.stringContaining('memory: 128 GB') });
  });

  test('shows hover and hints of a pair', async () => {
    const uri = 'file:///pair.hatopo';
    const text = exampleText('avaya-duplication');
    await client.open(uri, text);
    const line = text.split('\n').findIndex((each) => each.includes('host Host1'));
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line, character: 11 },
    });
    expect(hover.contents).toMatchObject({ value: expect.stringContaining('protected again at 5:30') });
    expect(await hintsIn(uri)).toContain('takes over in 0.2 s, protected again 5:30');
  });

  test('is told when hints are there that took longer', async () => {
    const uri = 'file:///large.hatopo';
    await client.open(uri, oneFile(600));
    const before = refreshed;
    const takeovers = async () => (await hintsIn(uri)).filter((label) => label.includes('protected')).length;
    expect(await takeovers()).toBeLessThan(150);
    await until(() => refreshed > before);
    await until(async () => (await takeovers()) >= 290);
  });

  test('switches kinds of hints off', async () => {
    const uri = 'file:///off.hatopo';
    await client.open(uri, exampleText('avaya-duplication'));
    settings = { inlayHints: { takeover: false, restart: false } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { hatopo: settings } });
    await until(async () => !(await hintsIn(uri)).some((label) => label.includes('takes over')));
    const left = await hintsIn(uri);
    expect(left.length).toBeGreaterThan(0);
    expect(left.every((label) => label.startsWith('N+1'))).toBe(true);
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come to be');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
