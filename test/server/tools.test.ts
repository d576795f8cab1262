/** What assistants ask in the editor: over stdio, with texts as the editor has them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Requests, type ToolAnswer } from '../../server/protocol.ts';
import { exampleText } from '../support/topology.ts';
import { serverBundleFile } from './support/bundle.ts';
import { TestClient } from './support/client.ts';

vi.setConfig({ testTimeout: 60_000 });

const good = exampleText('avaya-duplication');
const broken = good.replace('  nic eth2 -> duplication via vmnic2\n', '');
const present = 'avaya/dup-link-present';
let folder: string;
let client: TestClient;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hatopo-tools-'));
  mkdirSync(join(folder, 'sites'));
  writeFileSync(join(folder, 'sites/pair 1.hatopo'), good);
  client = await TestClient.start({ folder });
}, 60_000);
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (name: string, input: unknown) => client.request<ToolAnswer>(Requests.tool, { name, input });

test('reads a file of the workspace as the editor has it, saved or not', async () => {
  const file = 'sites/pair 1.hatopo';
  expect((await ask('check', { file, rules: [present] })).text).toMatch(/^0 errors/);
  const path = join(folder, file);
  await client.open(pathToFileURL(path).toString(), broken);
  for (const name of [file, path, pathToFileURL(path).toString()])
    expect((await ask('check', { file: name, rules: [present] })).text).toMatch(/^sites\/pair 1\.hatopo:\d+:4 error/);
});

test('simulates, explains and draws', async () => {
  expect((await ask('simulate', { text: good, fail: ['Host1'] })).text).toMatch(/^Failure of Host1/);
  expect((await ask('explain_rule', { rule: present })).text).toContain(`# ${present}`);
  expect((await ask('draw', { file: 'sites/pair 1.hatopo' })).text).toContain('flowchart LR');
  const { file } = await ask('draw', { text: good, fail: ['Host1'], timeline: true });
  expect(file).toMatchObject({ name: expect.stringMatching(/\.svg$/), mimeType: 'image/svg+xml' });
  expect(file?.content).toMatch(/^<svg/);
});

test('says where the examples of a rule stand, which the server that ships does not carry', async () => {
  const server = await serverBundleFile();
  const shipped = await TestClient.start({ folder, args: [server, '--stdio'] });
  const { text } = await shipped.request<ToolAnswer>(Requests.tool, { name: 'explain_rule', input: { rule: present } });
  expect(text).toMatch(new RegExp(`## Examples\\n\\n.*docs/rules/${present}\\.md`));
  expect(text).toContain('## Source');
  shipped.kill();
  rmSync(dirname(server), { recursive: true, force: true });
});

test('reads a virtual file through the editor', async () => {
  const asked: string[] = [];
  client.connection.onRequest('hatopo/readFile', ({ uri }: { uri: string }) => {
    asked.push(uri);
    return uri === 'memfs:/one.hatopo' ? { text: broken } : null;
  });
  expect((await ask('check', { file: 'memfs:/one.hatopo', rules: [present] })).text).toMatch(
    /^memfs:\/one\.hatopo:\d+:4 error/,
  );
  expect(asked).toContain('memfs:/one.hatopo');
});

test.each([
  ['check', { file: 'gone.hatopo' }, 'There is no file gone.hatopo in this workspace.'],
  ['check', { file: 'notes.txt' }, 'notes.txt is no .hatopo file.'],
  ['check', undefined, 'Name a file, or give a text.'],
  ['check', 'pair', 'An object with file, text, rules, objectives, format is expected.'],
  ['paint', {}, 'There is no tool paint. There is: check, simulate, explain_rule, draw.'],
])('%s %j is refused with a sentence, and is no fault', async (name, input, sentence) => {
  await expect(ask(name, input)).rejects.toThrow(sentence);
  expect(client.messages).toEqual([]);
});
