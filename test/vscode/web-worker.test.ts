import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRepo } from '../../scripts/lib/repo.ts';
import { exampleText } from '../support/topology.ts';
import { openBrowser } from './harness/browser.ts';
import { describeInEditor } from './harness/rig.ts';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly diagnostics?: readonly { readonly code: string }[]; readonly version?: number };
  readonly result?: { readonly capabilities?: Readonly<Record<string, unknown>> };
}

describeInEditor('the server that ships, in a worker of a real browser', () => {
  let browser: Browser;
  let files: Server;

  beforeAll(async () => {
    const script = readFileSync(inRepo('out', 'server', 'main.js'));
    files = createServer(({ url }, answer) => {
      const isScript = url === '/main.js';
      answer.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
      answer.end(isScript ? script : '<!doctype html><title>worker</title>');
    });
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    files?.close();
  });

  it('starts and says what breaks a rule', async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('console', (line) => faults.push(line.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`http://127.0.0.1:${(files.address() as AddressInfo).port}/`);
    const text = exampleText('avaya-duplication').replace('  nic eth2 -> duplication via vmnic2\n', '');
    const received = await page.evaluate(
      (opened) =>
        new Promise<readonly Message[]>((resolve, reject) => {
          const messages: Message[] = [];
          const worker = new Worker('/main.js');
          const send = (message: object) => worker.postMessage({ jsonrpc: '2.0', ...message });
          worker.onerror = (event) => reject(new Error(event.message));
          worker.onmessage = ({ data }: { data: Message }) => {
            messages.push(data);
            if (data.id === 1 && data.result) {
              send({ method: 'initialized', params: {} });
              send({
                method: 'textDocument/didOpen',
                params: { textDocument: { uri: 'untitled:one', languageId: 'hatopo', version: 1, text: opened } },
              });
            } else if (data.method && data.id !== undefined) send({ id: data.id, result: null });
            if (data.method === 'textDocument/publishDiagnostics' && data.params?.diagnostics?.length)
              resolve(messages);
          };
          const params = { processId: null, rootUri: null, capabilities: {}, workspaceFolders: null };
          send({ id: 1, method: 'initialize', params });
        }),
      text,
    );
    expect(faults).toEqual([]);
    expect(received.find(({ id }) => id === 1)?.result?.capabilities).toMatchObject({ hoverProvider: true });
    const codes = received.at(-1)?.params?.diagnostics?.map(({ code }) => code);
    expect(codes).toContain('avaya/dup-link-present');
  });
});
