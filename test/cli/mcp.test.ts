/** The command line as an assistant's client meets it: the SDK's own client, over the standard streams. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rules } from '../../engine/rules/index.ts';
import { type Installed, installCommandLine } from '../server/support/command-line.ts';
import { exampleText } from '../support/topology.ts';
import { parseXml } from '../support/xml.ts';
import { call } from './call.ts';

let installed: Installed;
let folder: string;
let client: Client;
let transport: StdioClientTransport;
let stderr = '';

const nic = '  nic eth2 -> duplication via vmnic2\n';
const good = exampleText('avaya-duplication');
const broken = good.replace(nic, '');
const present = 'avaya/dup-link-present';

beforeAll(async () => {
  installed = await installCommandLine({ withServer: false });
  folder = mkdtempSync(join(tmpdir(), 'hatopo-mcp-'));
  writeFileSync(join(folder, 'pair.hatopo'), broken);
  writeFileSync(join(folder, 'site.hatopo'), 'site Here { network lan }\n');
  writeFileSync(join(folder, 'notes.txt'), 'no topology\n');
  client = new Client({ name: 'test', version: '1.0.0' });
  transport = new StdioClientTransport({
    command: process.execPath,
    args: [installed.program, 'mcp'],
    cwd: folder,
    stderr: 'pipe',
  });
  transport.stderr?.on('data', (data) => {
    stderr += data;
  });
  await client.connect(transport);
}, 120_000);
afterAll(async () => {
  await client?.close();
  installed?.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Content {
  readonly type: string;
  readonly text?: string;
  readonly resource?: { readonly uri: string; readonly mimeType: string; readonly text: string };
}

async function ask(name: string, input: Record<string, unknown>) {
  const result = await client.callTool({ name, arguments: input });
  const content = result.content as readonly Content[];
  return { text: content[0]?.text ?? '', content, isError: result.isError === true };
}

describe('hatopo mcp', { timeout: 60_000 }, () => {
  test('says who it is, and offers four tools with typed inputs', async () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'hatopo', version: expect.stringMatching(/^\d/) });
    expect(client.getInstructions()).toContain('check');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['check', 'simulate', 'explain_rule', 'draw']);
    for (const { name, description, inputSchema, annotations } of tools) {
      expect(description?.length, name).toBeGreaterThan(80);
      expect(annotations?.readOnlyHint).toBe(true);
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      const fields = Object.entries(inputSchema.properties ?? {}) as [string, { type: string; description: string }][];
      expect(fields.map(([field]) => field)).toEqual(expect.arrayContaining(['file', 'text']));
      for (const [, field] of fields) expect(field.description.length).toBeGreaterThan(20);
    }
    expect(tools.find(({ name }) => name === 'explain_rule')?.inputSchema.required).toEqual(['rule']);
  });

  test('checks a file: places, reasons, fixes with their edits', async () => {
    for (const file of ['pair.hatopo', join(folder, 'pair.hatopo'), pathToFileURL(join(folder, 'pair.hatopo')).href]) {
      const { text, isError } = await ask('check', { file, rules: [present] });
      expect(isError).toBe(false);
      const line = broken.split('\n').findIndex((each) => each.startsWith('vm CMVM_01')) + 1;
      expect(text).toContain(`pair.hatopo:${line}:4 error ${present}: CMVM_01 has no adapter on duplication`);
      expect(text).toMatch(
        /fix \(safe\): Add nic eth2 .*: pair\.hatopo:\d+:\d+ insert ".*nic eth2 -> duplication via vmnic2/,
      );
      expect(text).toMatch(/^1 error, 0 warnings, 0 for information\.$/m);
    }
    const { text } = await ask('check', { file: 'pair.hatopo', format: 'json' });
    expect(JSON.parse(text)).toMatchObject({ version: 1, files: ['pair.hatopo'], errors: 1 });
  });

  test('checks a text, alone and in place of a file, with what it imports', async () => {
    expect((await ask('check', { text: 'host a on nowhere' })).text).toMatch(/^text\.hatopo:1:\d+ error hatopo\//);
    const instead = await ask('check', { file: 'pair.hatopo', text: good, rules: [present] });
    expect(instead.text).toBe('0 errors, 0 warnings, 0 for information.');
    const importing = 'import "./site.hatopo"\nhost A { nic v -> lan }\n';
    const imported = await ask('check', { text: importing, rules: ['hatopo/*'] });
    expect(imported.text).toMatch(/^0 errors/);
    expect((await ask('check', { text: importing.replace('site', 'sight') })).text).toContain('sight.hatopo');
  });

  test('tells the gravest of very many findings, and how many there are besides', async () => {
    const hosts = Array.from({ length: 80 }, (_, index) => `host H${index} { storage: none${index} }`).join('\n');
    const { text } = await ask('check', { text: hosts, rules: ['hatopo/*'] });
    expect(text.split('\n').filter((line) => line.startsWith('text.hatopo:'))).toHaveLength(50);
    expect(text).toMatch(/^And \d+ more, none graver/m);
  });

  test('simulates all scenarios, one, and losses by hand', async () => {
    const all = await ask('simulate', { text: good });
    expect(all.text).toContain("Active virtual machine's host fails");
    expect(all.text).toMatch(/All \d+ expectations hold\.$/);
    const one = await ask('simulate', { text: good, scenario: "Active virtual machine's host fails", timing: 'worst' });
    expect(one.text).toMatch(/^Active virtual machine's host fails\n/);
    const byHand = await ask('simulate', { file: 'pair.hatopo', fail: ['Host1', 'san@5min'] });
    expect(byHand.text).toMatch(/0:00 +Host1/);
    expect(byHand.text).toMatch(/5:00 +san/);
    expect(byHand.text).toMatch(/Nothing was expected\.$/);
    const json = JSON.parse((await ask('simulate', { text: good, format: 'json', fail: ['Host4'] })).text);
    expect(json.scenarios[0].events[0]).toMatchObject({ time: 0, mechanism: 'injection' });
  });

  test('explains rules, those of authors too', async () => {
    const page = await ask('explain_rule', { rule: 'pair-same-host' });
    expect(page.text).toContain('# topology/pair-same-host');
    expect((await ask('explain_rule', { rule: 'hatopo/unresolved-name' })).text).toContain('# hatopo/unresolved-name');
    const text = exampleText('avaya-duplication');
    const own = `${text}\nrule separate-hosts "A pair on two hosts" {\n  no duplication pair shares host\n}\n`;
    const written = await ask('explain_rule', { rule: 'author/separate-hosts', text: own });
    expect(written.text).toMatch(/separate-hosts/);
  });

  test('draws graphs as text, pictures as files', async () => {
    expect((await ask('draw', { text: good })).text).toMatch(/^```mermaid\n---\ntitle:[\s\S]*flowchart LR/);
    expect((await ask('draw', { text: good, format: 'dot' })).text).toMatch(/^```dot\ndigraph/);
    const moment = await ask('draw', { text: good, fail: ['Host1'], at: '30s', theme: 'dark', width: 900 });
    const [said, drawing] = moment.content;
    expect(said?.text).toMatch(/as SVG\.$/);
    expect(drawing?.resource).toMatchObject({ mimeType: 'image/svg+xml', uri: expect.stringMatching(/\.svg$/) });
    expect(parseXml(drawing?.resource?.text ?? '').attributes['aria-label']).toMatch(/, 0:30$/);
    const timeline = await ask('draw', { text: good, fail: ['Host1'], timeline: true });
    expect(parseXml(timeline.content[1]?.resource?.text ?? '').name).toBe('svg');
    const damaged = await ask('draw', { text: `${good}\nhost X on nowhere`, format: 'svg' });
    expect(damaged.text).toMatch(/has \d+ error/);
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['check', {}, /^Name a file, or give a text\.$/],
    ['check', { file: 'gone.hatopo' }, /^There is no file or folder gone\.hatopo\.$/],
    ['check', { file: 'notes.txt' }, /^notes\.txt is no \.hatopo file\.$/],
    ['check', { file: '.' }, /is a folder: name one file in it/],
    ['check', { file: 7 }, /^file is a text, and 7 is none\.$/],
    ['check', { test: 'x' }, /^There is no input test\. Did you mean text\?$/],
    ['check', { text: 'x', rules: 'vsphere' }, /^rules is a list of texts/],
    ['check', { text: 'x', rules: ['pair-on-host'] }, /^There is no rule pair-on-host/],
    ['check', { text: 'x', objectives: 'no' }, /^objectives is true or false/],
    ['check', { text: 'x', format: 'xml' }, /^format is text or json, not "xml"\.$/],
    ['simulate', { text: 'host A' }, /^The text has no scenario/],
    ['simulate', { text: 'host Alpha', fail: ['Alhpa'] }, /^Nothing is called Alhpa\. Did you mean Alpha\?$/],
    ['simulate', { text: 'host A', fail: ['A@5'] }, /needs a unit/],
    ['simulate', { text: 'host A', scenario: 'B' }, /^No scenario is called "B"/],
    ['explain_rule', {}, /^rule is missing\.$/],
    ['explain_rule', { rule: 'author/x' }, /name the file/],
    ['draw', { text: 'host A', timeline: true }, /^A timeline is of a run/],
    ['draw', { text: 'host A', width: 7 }, /^width is a whole number from 200 to 20000/],
    ['draw', { text: 'host A', width: 700 }, /^width is of pictures: ask for svg\.$/],
    ['draw', { text: 'host A', fail: ['A'], format: 'dot' }, /^dot draws the topology, not a run/],
    ['paint', {}, /^There is no tool paint\. There is: check, simulate, explain_rule, draw\.$/],
  ])('%s %j is refused with a sentence', async (name, input, sentence) => {
    const { text, isError } = await ask(name, input);
    expect(text).toMatch(sentence);
    expect(isError).toBe(true);
  });

  test('hands out the reference of the language, the rules, and the page of each', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(['hatopo:///language', 'hatopo:///rules']);
    const textOf = async (uri: string) => {
      const [content] = (await client.readResource({ uri })).contents;
      expect(content).toMatchObject({ uri, mimeType: 'text/markdown' });
      return (content as { readonly text: string }).text;
    };
    const language = await textOf('hatopo:///language');
    expect(language).toMatch(/^# The language\n/);
    expect(language).toContain('| `takeover: 200 ms` | time |');
    expect(language).not.toContain('<!--');
    const list = await textOf('hatopo:///rules');
    for (const { id } of rules) expect(list).toContain(`\`${id}\` (`);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['hatopo:///rules/{pack}/{name}']);
    expect(await textOf(`hatopo:///rules/${present}`)).toContain(`# ${present}`);
    await expect(client.readResource({ uri: 'hatopo:///rules/avaya/dup-link-presnt' })).rejects.toThrow(/Did you mean/);
    await expect(client.readResource({ uri: 'hatopo:///nowhere' })).rejects.toThrow(/There is no resource/);
    const ref = { type: 'ref/resource', uri: 'hatopo:///rules/{pack}/{name}' } as const;
    const packs = await client.complete({ ref, argument: { name: 'pack', value: 'a' } });
    expect(packs.completion.values).toEqual(['avaya']);
    const names = await client.complete({
      ref,
      argument: { name: 'name', value: 'dup-link-p' },
      context: { arguments: { pack: 'avaya' } },
    });
    expect(names.completion.values).toContain('dup-link-present');
  });

  test('ends with its client, and prints nothing besides', async () => {
    const second = new StdioClientTransport({
      command: process.execPath,
      args: [installed.program, 'mcp'],
      stderr: 'pipe',
    });
    const other = new Client({ name: 'test', version: '1.0.0' });
    await other.connect(second);
    const { pid } = second;
    expect(pid).toBeTypeOf('number');
    const asked = performance.now();
    await other.close();
    // after two seconds the client would end it by force
    expect(performance.now() - asked).toBeLessThan(1_900);
    expect(stderr).toBe('');
  });

  test('takes no arguments', async () => {
    expect((await call(['mcp', '--stdio'])).code).toBe(2);
    expect((await call(['mcp', '--help'])).out).toContain('explain_rule');
  });
});
