/** Scenarios as tests, and the lenses in the text, as an editor over stdio has them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CodeLens, type Diagnostic, LSPErrorCodes } from 'vscode-languageserver-protocol';
import {
  LensCommands,
  type Played,
  type ResultsChangedParams,
  type Scenarios,
  type ToFail,
} from '../../server/protocol.ts';
import { exampleText } from '../support/topology.ts';
import { serverBundleFile } from './support/bundle.ts';
import { TestClient, withEdits } from './support/client.ts';

let client: TestClient;
let folder: string;
let server: string;
let refreshes: number;
let results: ResultsChangedParams[];
const uriOf = (name: string) => pathToFileURL(join(folder, name)).toString();
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  server = await serverBundleFile();
}, 60_000);
afterAll(() => rmSync(dirname(server), { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hatopo-playing-'));
});
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function start(commands: readonly string[] = Object.values(LensCommands)): Promise<void> {
  const { workspace, ...capabilities } = withEdits;
  client = await TestClient.start({
    folder,
    args: [server, '--stdio'],
    capabilities: {
      ...capabilities,
      workspace: { ...workspace, codeLens: { refreshSupport: true } },
      experimental: { commands },
    },
  });
  refreshes = 0;
  results = [];
  client.connection.onRequest('workspace/codeLens/refresh', () => {
    refreshes++;
    return null;
  });
  client.connection.onNotification('hatopo/resultsChanged', (params: ResultsChangedParams) => {
    results.push(params);
  });
}

const avaya = exampleText('avaya-duplication');
const false_ = avaya.replace('expect CommunicationManager active on CMVM_02', 'expect CommunicationManager down');
const hostFails = "Active virtual machine's host fails";
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length - 1;
const play = (uri: string, scenario: string) => client.request<Played>('hatopo/playScenario', { uri, scenario });
const sites = `site S {
  network lan
  network wan
  switch sw
  host one { nic n -> lan }
  host two { nic n -> lan }
  storage san
}
link way between S.lan, S.wan
server box { nic n -> S.lan }
`;
const pair = `vm V on one { nic e -> lan }
service Lone : standalone { member: V }
service Idle : standalone { member: box }
`;

/** What the lenses of a file say, with the line of each, as an editor asks for it. */
async function lenses(
  uri: string,
): Promise<readonly (readonly [line: number, title: string | undefined, command?: string])[]> {
  const found = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  const said = [];
  for (const lens of found) {
    const { range, command } = lens.command ? lens : await client.request<CodeLens>('codeLens/resolve', lens);
    said.push([range.start.line, command?.title, command?.command] as const);
  }
  return said;
}

describe('a scenario as a test', () => {
  test('of a file that nobody opened: held, with the run as the command line prints it', async () => {
    write('main.hatopo', avaya);
    await start();
    const uri = uriOf('main.hatopo');
    const { scenarios, files } = await client.request<Scenarios>('hatopo/scenarios', { uri });
    expect(scenarios.map(({ title, place }) => [title, place.range.start.line])).toEqual([
      [hostFails, lineOf(avaya, `scenario "${hostFails}`)],
      ['Duplication link is cut', lineOf(avaya, 'scenario "Duplication')],
      ...scenarios.slice(2).map(({ title, place }) => [title, place.range.start.line]),
    ]);
    expect(files).toEqual([uri]);
    const played = await play(uri, hostFails);
    expect(played).toMatchObject({ outcome: 'passed', expectations: 6, failures: [], problems: [] });
    expect(played.output).toMatch(/0:00 .*Host1 fails.*✓ CommunicationManager active on CMVM_02 within 1 s: /s);
  });

  test('that fails says what was expected and what was seen, at the place of the expectation', async () => {
    write('main.hatopo', false_);
    await start();
    const uri = uriOf('main.hatopo');
    const { outcome, failures } = await play(uri, hostFails);
    expect(outcome).toBe('failed');
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({
      expectation: 'CommunicationManager down within 1 s',
      expected: 'down within 1 s',
      actual: expect.stringMatching(/^active on CMVM_02/),
      place: { uri, range: { start: { line: lineOf(false_, 'expect CommunicationManager down') } } },
    });
    await vi.waitFor(() =>
      expect(results).toEqual([
        { uri, results: [{ scenario: hostFails, outcome: 'failed', expectations: 6, failures: 1 }] },
      ]),
    );
  });

  test('of a text that does not build is not played, and says why: opened or not, in what it imports too', async () => {
    write('main.hatopo', `import "./sites.hatopo"\n${pair}scenario "S" { at 0 s fail one }\n`);
    write('sites.hatopo', sites.replace('host one { nic n -> lan', 'host one { nic n -> nowhere'));
    write('broken.hatopo', 'host h {\nscenario "T" { at 0 s fail h }\nvm V on nobody\n');
    await start();
    const closed = await play(uriOf('main.hatopo'), 'S');
    expect(closed.outcome).toBe('errored');
    expect(closed.problems[0]).toMatchObject({
      message: expect.stringMatching(/nowhere/),
      place: { uri: uriOf('sites.hatopo'), range: { start: { line: 4 } } },
    });
    const broken = await play(uriOf('broken.hatopo'), 'T');
    expect(broken.outcome).toBe('errored');
    expect(broken.problems.map(({ message }) => message).join('\n')).toMatch(/nobody/);
    await client.open(uriOf('main.hatopo'), `import "./sites.hatopo"\n${pair}scenario "S" { at 0 s fail one }\n`);
    const opened = await play(uriOf('main.hatopo'), 'S');
    expect(opened.problems.map(({ message }) => message)).toEqual(closed.problems.map(({ message }) => message));
  });

  test('is played on the text as the editor has it; one that is gone says which there are', async () => {
    write('main.hatopo', false_);
    await start();
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    expect(await play(uri, hostFails)).toMatchObject({ outcome: 'passed' });
    await client.change(uri, false_);
    expect(await play(uri, hostFails)).toMatchObject({ outcome: 'failed' });
    await expect(play(uri, 'Gone')).rejects.toThrow(/no scenario "Gone" any more. It has "Active virtual/);
    await expect(play(uriOf('none.hatopo'), 'Gone')).rejects.toThrow(/none.hatopo cannot be read/);
  });

  test('is none where a configuration leaves the file out', async () => {
    write('main.hatopo', avaya);
    write('hatopo.config.json', '{ "exclude": ["main.hatopo"] }');
    await start();
    const uri = uriOf('main.hatopo');
    const titles = async () => (await client.request<Scenarios>('hatopo/scenarios', { uri })).scenarios.length;
    expect(await titles()).toBe(0);
    await client.open(uri, avaya);
    expect(await titles()).toBeGreaterThan(0);
  });

  test('many in a row give way to what is typed, and end when nobody wants them any more', async () => {
    write('main.hatopo', avaya);
    await start();
    const uri = uriOf('other.hatopo');
    await client.open(uri, 'host h');
    await client.until(uri, () => true);
    const ended: string[] = [];
    const all = Array.from({ length: 200 }, () =>
      play(uriOf('main.hatopo'), hostFails).then(() => ended.push('played')),
    );
    await client.change(uri, 'hst h');
    await client.until(uri, ({ diagnostics }) =>
      diagnostics.some(({ message }: Diagnostic) => /hst/.test(String(message))),
    );
    expect(ended.length).toBeLessThan(200);
    await Promise.all(all);
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const source = new CancellationTokenSource();
    const late = client.connection.sendRequest(
      'hatopo/playScenario',
      { uri: uriOf('main.hatopo'), scenario: hostFails },
      source.token,
    );
    source.cancel();
    await expect(late).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });
});

describe('lenses', () => {
  test('on scenarios say what the last run came to, and that the text is another since', async () => {
    write('main.hatopo', false_);
    await start();
    const uri = uriOf('main.hatopo');
    await client.open(uri, false_);
    const line = lineOf(false_, `scenario "${hostFails}`);
    const said = async () => (await lenses(uri)).filter(([at]) => at === line).map(([, title]) => title);
    expect(await said()).toEqual(['▶ Simulate']);
    await play(uri, hostFails);
    expect(await said()).toEqual(['▶ Simulate', '✗ 1 of 6 fails']);
    await vi.waitFor(() => expect(refreshes).toBe(1));
    await client.change(uri, avaya);
    expect(await said()).toEqual(['▶ Simulate', '✗ 1 of 6 fails, before the last edit']);
    await client.request('hatopo/simulate', { uri, choice: { scenario: hostFails } });
    expect(await said()).toEqual(['▶ Simulate', '✓ held']);
    // what is done by hand is no run of the scenario
    const steps = [{ at: 0, verb: 'fail', id: 'DataCenter.Host2' }];
    await client.request('hatopo/simulate', { uri, choice: { scenario: hostFails, steps } });
    expect(await said()).toEqual(['▶ Simulate', '✓ held']);
  });

  test('let hosts, servers, sites, switches, links and storage fail, in the whole that they are part of', async () => {
    write('sites.hatopo', sites);
    write('main.hatopo', `import "./sites.hatopo"\n${pair}scenario "S" { at 0 s fail one }\n`);
    await start();
    const uri = uriOf('sites.hatopo');
    await client.open(uri, sites);
    const fails = (await lenses(uri)).filter(([, title]) => title?.startsWith('Fail '));
    expect(fails.map(([line, title]) => `${line} ${title}`)).toEqual([
      '0 Fail this',
      '3 Fail this',
      // hosts line under line have theirs above the first
      '4 Fail one',
      '4 Fail two',
      '6 Fail this',
      '8 Fail this',
      '9 Fail this',
    ]);
    const toFail = (line: number, character: number) =>
      client.request<ToFail | null>('hatopo/toFail', { uri, position: { line, character } });
    expect(await toFail(4, 7)).toEqual({ uri: uriOf('main.hatopo'), id: 'sites.hatopo#S.one' });
    expect(await toFail(0, 5)).toMatchObject({ id: 'sites.hatopo#S' });
  });

  test('on services count the scenarios that concern them, of files that import it too, and show them', async () => {
    const services = `import "./sites.hatopo"\n${pair}`;
    write('sites.hatopo', sites);
    write('services.hatopo', services);
    write(
      'main.hatopo',
      'import "./services.hatopo"\nimport "./sites.hatopo"\nscenario "A" { at 0 s fail one }\nscenario "B" { at 0 s fail box expect Idle down }\nscenario "C" { at 0 s fail S }\n',
    );
    await start();
    const uri = uriOf('services.hatopo');
    await client.open(uri, services);
    expect(await lenses(uri)).toEqual([
      [2, '2 scenarios', 'hatopo.peek'],
      [3, '2 scenarios', 'hatopo.peek'],
    ]);
    await client.change(uri, services.replace('Idle : standalone { member: box }', 'Idle : standalone'));
    expect((await lenses(uri))[1]).toEqual([3, '1 scenario', 'hatopo.peek']);
  });

  test('are words without a deed where the editor has no such command, and none in damaged text is in the way', async () => {
    write('main.hatopo', avaya);
    await start([]);
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    expect((await lenses(uri)).map(([, title]) => title)).toEqual([expect.stringMatching(/^\d scenarios$/)]);
    await client.change(uri, 'scenario "" {\nscenario "x\nservice {\nsite { host h ');
    expect(await lenses(uri)).toEqual([]);
    expect(client.messages).toEqual([]);
  });
});
