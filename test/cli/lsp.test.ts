import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClient } from '../server/support/client.ts';
import { type Installed, installCommandLine } from '../server/support/command-line.ts';
import { exampleText } from '../support/topology.ts';
import { call } from './call.ts';

let installed: Installed;
beforeAll(async () => {
  installed = await installCommandLine();
}, 120_000);
afterAll(() => installed?.remove());

test.each([[[]], [['--stdio']]])(
  'hatopo lsp %j serves over the standard streams and ends with its editor',
  { timeout: 60_000 },
  async (args) => {
    const client = await TestClient.start({ args: [installed.program, 'lsp', ...args] });
    expect(client.initialized).toMatchObject({ serverInfo: { name: 'hatopo' }, capabilities: { hoverProvider: true } });
    const text = exampleText('avaya-duplication').replace('  nic eth2 -> duplication via vmnic2\n', '');
    await client.open('file:///pair.hatopo', text);
    const found = await client.until('file:///pair.hatopo', ({ version }) => version === 1);
    expect(found.map(({ code }) => code)).toContain('avaya/dup-link-present');
    expect(await client.stop()).toBe(0);
    expect(client.stderr).toBe('');
  },
);

test('says what it cannot do', async () => {
  expect(await call(['lsp', '--stdio', '--socket', '4000'])).toEqual({
    code: 2,
    out: '',
    err: 'Name one way to talk: --stdio, --socket or --pipe.\nhatopo lsp --help tells how it is called.\n',
  });
  expect(await call(['lsp'], undefined, { server: '/nowhere/main.js' })).toEqual({
    code: 2,
    out: '',
    err: 'The language server is not built: there is no /nowhere/main.js. npm run build makes it.\n',
  });
  expect((await call(['lsp', '--tcp'])).code).toBe(2);
});

test('carries no second server: it starts the one beside it', async () => {
  const bundle = readFileSync(installed.program, 'utf8');
  expect(bundle).not.toContain('hatopo/playScenario');
});
