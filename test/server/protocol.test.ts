import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CodeAction, CompletionList, Hover, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { oneFile } from '../../bench/topologies.ts';
import { applied } from '../../language/edits/text-edit.ts';
import type { Outline, PanelView, Place, Places, RunChoice, ScenarioText } from '../../server/protocol.ts';
import { exampleText } from '../support/topology.ts';
import { serverBundleFile } from './support/bundle.ts';
import { TestClient } from './support/client.ts';
import { onlyRules } from './support/configuration.ts';

let client: TestClient;
let folder: string;
const uriOf = (name: string) => pathToFileURL(join(folder, name)).toString();

let server: string;

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  server = await serverBundleFile();
}, 60_000);
afterAll(() => rmSync(dirname(server), { recursive: true, force: true }));
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hatopo-server-'));
  client = await TestClient.start({ folder, args: [server, '--stdio'] });
}, 60_000);
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

const avaya = exampleText('avaya-duplication');
const nic = '  nic eth2 -> duplication via vmnic2\n';
const present = 'avaya/dup-link-present';
const configure = (severity?: string) =>
  writeFileSync(join(folder, 'hatopo.config.json'), onlyRules({ [present]: severity }));

describe('a session', () => {
  test('initialize, open, break, read, fix, simulate, shut down', async () => {
    expect(client.initialized.serverInfo?.name).toBe('hatopo');
    expect(client.initialized.capabilities.codeActionProvider).toEqual({
      codeActionKinds: [
        ...['quickfix', 'source.fixAll.hatopo'],
        ...['refactor.extract', 'refactor.inline', 'refactor.rewrite', 'refactor.move', 'source.organizeImports'],
      ],
      resolveProvider: true,
    });

    configure();
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    expect(await client.until(uri, ({ version }) => version === 1)).toEqual([]);

    const broken = avaya.replace(nic, '');
    await client.change(uri, broken);
    const [diagnostic, ...more] = await client.until(uri, ({ version }) => version === 2);
    expect(more).toEqual([]);
    expect(diagnostic).toMatchObject({
      source: 'hatopo',
      code: 'avaya/dup-link-present',
      codeDescription: { href: expect.stringMatching(/docs\/rules\/avaya\/dup-link-present\.md$/) },
      severity: 1,
      relatedInformation: [{ location: { uri } }, { location: { uri } }],
      data: { code: 'avaya/dup-link-present' },
    });

    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: diagnostic?.range.start,
    });
    expect(hover.contents).toMatchObject({ value: expect.stringContaining('mirrors the state of every call') });

    const [fix] = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostic?.range,
      context: { diagnostics: [diagnostic] },
    });
    const fixed = textAfter(uri, broken, fix?.edit);
    expect(fixed).toBe(avaya);
    await client.change(uri, fixed);
    expect(await client.until(uri, ({ version }) => version === 3)).toEqual([]);

    const position = TextDocument.create(uri, '', 0, avaya).positionAt(avaya.indexOf('host Host1') + 8);
    const outline = await client.request<Outline>('hatopo/outline', { uri, position });
    expect(outline.title).toBe('Communication Manager duplication over two HA clusters');
    expect(outline.components).toContainEqual({
      id: 'DataCenter.Host1',
      name: 'Host1',
      kind: 'host',
      detail: 'site DataCenter, cluster DataClusterA',
    });
    expect(outline.atCursor[0]).toBe('DataCenter.Host1');

    const view = await client.request<PanelView>('hatopo/simulate', {
      uri,
      choice: { scenario: "Active virtual machine's host fails" },
    });
    expect(view.problems).toEqual([]);
    expect(view.scene.boxes.some(({ name }) => name === 'Host1')).toBe(true);
    expect(view.run?.expectations).toHaveLength(6);
    expect(view.run?.expectations.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
    expect(view.run?.events[0]).toMatchObject({ mechanism: 'injection', name: 'Host1', time: 0 });

    const failure = await client.request<PanelView>('hatopo/simulate', {
      uri,
      choice: { steps: [{ at: 0, verb: 'fail', id: 'DataCenter.Host4' }] },
    });
    expect(failure.run?.events[0]).toMatchObject({ name: 'Host4' });

    expect(await client.stop()).toBe(0);
    expect(client.messages).toEqual([]);
  });

  test('the topology is announced when it is another, not for every edit elsewhere', async () => {
    const [one, other] = [uriOf('one.hatopo'), uriOf('other.hatopo')];
    await client.open(one, 'host a');
    await client.open(other, 'host b');
    await client.until(other, ({ version }) => version === 1);
    await client.change(other, 'host b\nhost c');
    await client.until(other, ({ version }) => version === 2);
    await client.eventually(() => client.topologies.length >= 3);
    expect(client.topologies).toEqual([
      { uri: one, version: 1 },
      { uri: other, version: 1 },
      { uri: other, version: 2 },
    ]);
  });
});

describe('findings', () => {
  test('each once, with code, source and place', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, 'host a { memory: 64 }\nvm v on nowhere\nhost a\n$');
    const found = await client.until(uri, ({ version }) => version === 1);
    const codes = found.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining([
        'hatopo/missing-unit',
        'hatopo/unresolved-name',
        'hatopo/duplicate-name',
        'hatopo/syntax',
      ]),
    );
    expect(new Set(found.map((each) => JSON.stringify([each.range, each.code]))).size).toBe(found.length);
    for (const { source } of found) expect(source).toBe('hatopo');
  });

  test('of imported files, and what an edit there mends or breaks here', async () => {
    const [main, other] = [uriOf('main.hatopo'), uriOf('other.hatopo')];
    writeFileSync(join(folder, 'other.hatopo'), 'host far { memory: 64 }\n');
    await client.open(main, 'import "./other.hatopo"\nvm v on far');
    expect(await client.until(other, () => true)).toMatchObject([{ code: 'hatopo/missing-unit' }]);
    expect(await client.until(main, () => true)).toEqual([]);

    await client.open(other, 'host near { memory: 64 GB }\n');
    await client.until(other, ({ version, diagnostics }) => version === 1 && diagnostics.length === 0);
    await client.until(main, ({ diagnostics }) => diagnostics.length === 1);
    expect(client.shown(main)).toMatchObject([{ code: 'hatopo/unresolved-name' }]);

    // Closed without saving, the file counts again as it is on disk.
    await client.close(other);
    await client.until(main, ({ diagnostics }) => diagnostics.length === 0);
    await client.until(other, ({ diagnostics }) => diagnostics[0]?.code === 'hatopo/missing-unit');

    // No file that shows something is left over when nobody looks any more.
    await client.close(main);
    await client.until(other, ({ diagnostics }) => diagnostics.length === 0);
    expect(client.shown(main)).toEqual([]);
  });

  test('of rules over two files, shown in the file where they stand', async () => {
    const split = avaya.indexOf('vm CMVM_01');
    const site = avaya.slice(0, split);
    const rest = avaya.slice(split).replace(nic, '');
    writeFileSync(join(folder, 'rest.hatopo'), `import "./site.hatopo"\n${rest}`);
    writeFileSync(join(folder, 'site.hatopo'), site);
    const [main, part] = [uriOf('main.hatopo'), uriOf('rest.hatopo')];
    await client.open(main, 'import "./rest.hatopo"\nimport "./site.hatopo"');
    await client.until(part, ({ diagnostics }) => diagnostics.some(({ code }) => code === 'avaya/dup-link-present'));
    expect(client.shown(main)).toEqual([]);
    // Opened too, it shows the same, not twice.
    await client.open(part, `import "./site.hatopo"\n${rest}`);
    const found = await client.until(part, ({ version }) => version === 1);
    expect(found.filter(({ code }) => code === 'avaya/dup-link-present')).toHaveLength(1);
  });

  test('of a file that comes and goes on disk', async () => {
    const main = uriOf('main.hatopo');
    await client.open(main, 'import "./late.hatopo"\nvm v on late');
    const before = await client.until(main, ({ version }) => version === 1);
    expect(before.map(({ code }) => code)).toEqual(expect.arrayContaining(['hatopo/import', 'hatopo/unresolved-name']));
    writeFileSync(join(folder, 'late.hatopo'), 'host late');
    await watched('late.hatopo', 1);
    await client.until(main, ({ diagnostics }) => diagnostics.length === 0);
    unlinkSync(join(folder, 'late.hatopo'));
    await watched('late.hatopo', 3);
    await client.until(main, ({ diagnostics }) => diagnostics.length === before.length);
  });

  test('with the severities of hatopo.config.json, as it is on disk now', async () => {
    configure('warning');
    const main = uriOf('main.hatopo');
    await client.open(main, avaya.replace(nic, ''));
    const shown = await client.until(main, ({ version }) => version === 1);
    expect(shown.map(({ code, severity }) => [code, severity])).toEqual([[present, 2]]);
    configure('off');
    await watched('hatopo.config.json', 2);
    await client.until(main, ({ diagnostics }) => diagnostics.length === 0);
    unlinkSync(join(folder, 'hatopo.config.json'));
    await watched('hatopo.config.json', 3);
    await client.until(main, ({ diagnostics }) =>
      diagnostics.some(({ code, severity }) => code === present && severity === 1),
    );
  });

  test('none of product files, which open read-only', async () => {
    const uri = 'hatopo-library:/avaya.hatopo';
    const text = await client.request<string>('hatopo/library', { uri });
    expect(text).toContain('product avaya.communication-manager');
    await client.open(uri, text);
    const main = uriOf('main.hatopo');
    await client.open(main, avaya);
    await client.until(main, ({ version }) => version === 1);
    expect(client.published.filter((params) => params.uri === uri)).toEqual([]);
    await expect(client.request('hatopo/library', { uri: 'hatopo-library:/none.hatopo' })).rejects.toThrow(
      /no product file/,
    );
    const start = { line: 0, character: 0 };
    const actions = { textDocument: { uri }, range: { start, end: start }, context: { diagnostics: [] } };
    expect(await client.request('textDocument/codeAction', actions)).toEqual([]);
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: TextDocument.create(uri, '', 0, text).positionAt(text.indexOf('product avaya.comm') + 12),
    });
    expect(hover.contents).toMatchObject({ value: expect.stringContaining('avaya.communication-manager') });
  });

  test('after many edits in a row those of the last text alone', async () => {
    configure();
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    for (let length = 0; length < 60; length++) await client.change(uri, avaya.slice(0, avaya.length - 60 + length));
    const version = await client.change(uri, `${avaya}\nvm v on nowhere`);
    const found = await client.until(uri, (params) => params.version === version);
    expect(found.map(({ code }) => code)).toEqual(['hatopo/unresolved-name']);
    expect(client.messages).toEqual([]);
  });
});

describe('the panel', () => {
  test('a choice that is gone gives a clear error', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    await expect(client.request('hatopo/simulate', { uri, choice: { scenario: 'Gone' } })).rejects.toThrow(
      /no scenario "Gone" any more. It has "Active virtual machine's host fails"/,
    );
    await expect(
      client.request('hatopo/simulate', { uri, choice: { steps: [{ at: 0, verb: 'fail', id: 'DataCenter.Host9' }] } }),
    ).rejects.toThrow(/DataCenter.Host9/);
    await expect(client.request('hatopo/draw', { uri: uriOf('none.hatopo') })).rejects.toThrow(/none.hatopo/);
    expect(client.messages).toEqual([]);
  });

  test('a scenario whose title is edited stays the one that is shown', async () => {
    const uri = uriOf('main.hatopo');
    const titles = ["Active virtual machine's host fails", 'Active', 'Active host', 'The host of the active one'];
    const other = '\nscenario "Another" { at 0 s fail Host2 }\n';
    await client.open(uri, avaya + other);
    let choice: RunChoice = { scenario: titles[0] ?? '' };
    for (const title of titles) {
      await client.change(uri, avaya.replace(titles[0] ?? '', title) + other);
      const view = await client.request<PanelView>('hatopo/simulate', { uri, choice });
      expect(view.run?.title).toBe(title);
      if (view.choice) choice = view.choice;
      expect(choice).toEqual({ scenario: title });
    }
    await client.change(uri, avaya.replace(`scenario "${titles[0]}" {`, '//') + other);
    await expect(client.request('hatopo/simulate', { uri, choice })).rejects.toThrow(/no scenario "The host of/);
    // one that is taken out is not followed to another
    await client.change(uri, other);
    await expect(client.request('hatopo/simulate', { uri, choice })).rejects.toThrow(/no scenario "The host of/);
  });

  test('what was done by hand is shown whenever the scenario that it was written as is not in the text', async () => {
    const uri = uriOf('main.hatopo');
    const otherwise = { steps: [{ at: 0, verb: 'fail', id: 'DataCenter.Host1' }] } as const;
    const choice: RunChoice = { scenario: 'By me', otherwise };
    await client.open(uri, avaya);
    const byHand = await client.request<PanelView>('hatopo/simulate', { uri, choice });
    expect([byHand.run?.title, byHand.choice]).toEqual(['Failure of Host1', otherwise]);
    const again = { uri, choice, known: byHand.id };
    expect(await client.request('hatopo/simulate', again)).toBeNull();
    await client.change(uri, `${avaya}\nscenario "By me" { at 0 s fail Host1 }`);
    const written = await client.request<PanelView>('hatopo/simulate', again);
    expect([written.run?.title, written.choice]).toEqual(['By me', undefined]);
  });

  test('a run beside another is told only when it is another', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    const fail = (host: string) => ({
      uri,
      choice: { steps: [{ at: 0, verb: 'fail', id: `DataCenter.${host}` }] },
    });
    const one = await client.request<PanelView>('hatopo/simulate', fail('Host1'));
    const other = await client.request<PanelView>('hatopo/simulate', fail('Host2'));
    expect(await client.request('hatopo/simulate', { ...fail('Host1'), known: one.id })).toBeNull();
    expect(await client.request('hatopo/simulate', { ...fail('Host2'), known: other.id })).toBeNull();
  });

  test('what is intact is drawn and run, and the panel says what is not', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya.replace('vm CMVM_02 on Host4', 'vm CMVM_02 on Host44'));
    const view = await client.request<PanelView>('hatopo/draw', { uri });
    expect(view.scene.boxes.some(({ name }) => name === 'CMVM_01')).toBe(true);
    expect(view.run).toBeUndefined();
    expect(view.problems.map(({ message }) => message).join('\n')).toMatch(/CMVM_02[\s\S]*Host44/);
    for (const { place } of view.problems) expect(place.uri).toBe(uri);
    const run = await client.request<PanelView>('hatopo/simulate', {
      uri,
      choice: { steps: [{ at: 0, verb: 'fail', id: 'DataCenter.Host1' }] },
    });
    expect(run.run?.events.length).toBeGreaterThan(1);
  });

  test('what a service needs is told, and nothing of what it does not', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    const ids = await client.request<string[]>('hatopo/dependencies', { uri, id: 'CommunicationManager' });
    expect(ids).toEqual(
      expect.arrayContaining(['CommunicationManager', 'CMVM_01', 'DataCenter.Host3', 'DataCenter.san']),
    );
    expect(ids).not.toContain('Phones');
    expect(await client.request('hatopo/dependencies', { uri, id: 'gone' })).toEqual([]);
  });

  test('what is folded in a large topology is opened, and an edit leaves the picture as it was', async () => {
    const uri = uriOf('main.hatopo');
    const text = (vms: number) =>
      `cluster C { ha ${Array.from({ length: 20 }, (_, host) => `host h${host}`).join(' ')} }
      ${Array.from({ length: vms }, (_, vm) => `vm v${vm} on h${vm % 20}`).join('\n')}`;
    const room = { width: 900, height: 600 };
    await client.open(uri, text(1600));
    const draw = (expanded: readonly string[]) => client.request<PanelView>('hatopo/draw', { uri, room, expanded });
    const { scene } = await draw([]);
    expect(scene.folds.map(({ of, name }) => `${of}: ${name}`).slice(0, 2)).toEqual(['h0: 80 VMs', 'h1: 80 VMs']);
    const opened = (await draw(['h1', 'gone'])).scene;
    expect(opened.folds.some(({ of }) => of === 'h1')).toBe(false);
    expect(opened.boxes.filter(({ parent }) => parent === 'h1')).toHaveLength(80);
    // a few VMs less would need no counts in a picture that nobody has seen yet
    await client.change(uri, text(1450));
    const edited = (await draw([])).scene;
    expect(edited.kept.folding).toBe(1);
    expect(edited.boxes.map(({ id, x, y }) => ({ id, x, y }))).toEqual(
      scene.boxes.map(({ id, x, y }) => ({ id, x, y })),
    );
  });

  test('an element is found in the text as it is now', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, 'host a');
    expect(await client.request<Place>('hatopo/locate', { uri, id: 'a' })).toEqual({
      uri,
      range: { start: { line: 0, character: 5 }, end: { line: 0, character: 6 } },
    });
    await client.change(uri, '\n\nhost a');
    expect(await client.request<Place>('hatopo/locate', { uri, id: 'a' })).toMatchObject({
      range: { start: { line: 2 } },
    });
    expect(await client.request('hatopo/locate', { uri, id: 'b' })).toBeNull();
  });

  test('what is asked with an edit is answered once, and with the errors where there are some', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    await client.until(uri, ({ version }) => version === 1);
    const choice = { steps: [{ at: 0, verb: 'fail', id: 'DataCenter.Host1' }] };
    const ask = (known?: string) => client.request<PanelView | null>('hatopo/simulate', { uri, choice, known });
    const first = await ask();
    expect(await ask(first?.id)).toBeNull();
    expect((await ask('another'))?.id).not.toBe(first?.id);

    await client.change(uri, avaya.replace('vcpu: 3', 'vcpu: 4'));
    const early = await ask(first?.id);
    expect(early).toMatchObject({ version: 2, problems: [] });
    await client.until(uri, ({ version }) => version === 2);
    expect(await ask(early?.id)).toBeNull();

    // the language alone finds this one when it checks the text: asked then, it is told
    await client.change(uri, avaya.replace('memory: 128 GB', 'memory: 128'));
    const unchecked = await ask(early?.id);
    await client.until(uri, ({ version }) => version === 3);
    const checked = (await ask(unchecked?.id)) ?? unchecked; // a short text may be checked at once
    expect(checked?.problems.map(({ message }) => message).join()).toMatch(/unit/);
    // and the next time awaited
    await client.change(uri, avaya.replace('memory: 128 GB', 'memory: 64'));
    expect((await ask(checked?.id))?.problems).toHaveLength(1);
    await client.change(uri, avaya.replace('host Host3 : Esxi', 'host Host3 : '));
    expect((await ask(checked?.id))?.problems.length).toBeGreaterThan(0);
    await client.change(uri, avaya);
    expect(await ask(checked?.id)).toMatchObject({ version: 6, problems: [] });
    expect(client.messages).toEqual([]);
  });

  test('what is asked with an edit of a large text is answered before it is checked', async () => {
    const uri = uriOf('main.hatopo');
    const text = oneFile(600);
    await client.open(uri, text);
    await client.until(uri, ({ version }) => version === 1);
    await client.change(uri, text.replace('memory: 4 GB', 'memory: 8 GB'));
    const view = await client.request<PanelView>('hatopo/draw', { uri });
    expect(view.version).toBe(2);
    expect(client.published.some(({ version }) => version === 2)).toBe(false);
    await client.until(uri, ({ version }) => version === 2);
  });

  test('after many edits and questions the last is answered about the last text', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    const answers: Promise<PanelView | null>[] = [];
    for (let number = 0; number < 30; number++) {
      await client.change(uri, avaya.replace('count: 1200', `count: ${1200 + number}`));
      answers.push(client.request<PanelView | null>('hatopo/draw', { uri }));
    }
    const views = await Promise.all(answers);
    expect(views.at(-1)?.version).toBe(31);
  });

  test('elements are found by where the cursor stands, and where they are declared all at once', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    const document = TextDocument.create(uri, 'hatopo', 1, avaya);
    const at = (text: string) =>
      client.request<string | null>('hatopo/elementAt', {
        uri,
        position: document.positionAt(avaya.indexOf(text) + 1),
      });
    expect(await at('vcpu: 3')).toBe('CMVM_01');
    expect(await at('nic eth2')).toBe('CMVM_01.eth2');
    expect(await at('host Host3')).toBe('DataCenter.Host3');
    expect(await at('Host1\n\n  expect')).toBe('DataCenter.Host1');
    expect(await at('topology "')).toBeNull();
    const places = await client.request<Places>('hatopo/places', { uri, ids: ['DataCenter.Host1', 'gone', 'Phones'] });
    expect(Object.keys(places)).toEqual(['DataCenter.Host1', 'Phones']);
    expect(places.Phones).toEqual(await client.request<Place>('hatopo/locate', { uri, id: 'Phones' }));
  });

  test('what was done by hand is written into the text as it is now, of which the edit says the version', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, avaya);
    await client.change(uri, `// more\n${avaya}`);
    const { title, version, edit } = await client.request<ScenarioText>('hatopo/scenarioText', {
      uri,
      choice: { steps: [{ at: 0, verb: 'fail', id: 'DataCenter.Host1' }] },
    });
    expect({ title, version }).toEqual({ title: 'Host1 fails', version: 2 });
    await client.change(uri, textAfter(uri, `// more\n${avaya}`, { changes: { [uri]: [edit] } }));
    const view = await client.request<PanelView>('hatopo/simulate', { uri, choice: { scenario: title } });
    expect(view.problems).toEqual([]);
    expect(view.run?.expectations.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds', 'holds']);
  });

  test('a file that nobody has opened is read from disk', async () => {
    writeFileSync(join(folder, 'shut.hatopo'), 'topology "Shut"\nhost a');
    const outline = await client.request<Outline>('hatopo/outline', { uri: uriOf('shut.hatopo') });
    expect(outline).toMatchObject({ title: 'Shut', components: [{ id: 'a' }] });
  });
});

describe('the author goes on typing', () => {
  test('a question that follows an edit at once is about the text after it', async () => {
    const uri = uriOf('main.hatopo');
    await client.open(uri, 'host a');
    const names = async () =>
      (await client.request<{ name: string }[]>('textDocument/documentSymbol', { textDocument: { uri } })).map(
        ({ name }) => name,
      );
    expect(await names()).toEqual(['a']);
    for (let count = 0; count < 20; count++) {
      await client.change(uri, `host b${count}`);
      expect(await names()).toEqual([`b${count}`]);
    }
  });

  test('names of the workspace are found', async () => {
    writeFileSync(join(folder, 'far.hatopo'), 'site Denver { host far }');
    await watched('far.hatopo', 1);
    const found = await client.request<{ name: string }[]>('workspace/symbol', { query: 'far' });
    expect(found.map(({ name }) => name)).toEqual(['far']);
  });

  test('completion, symbols and rename answer over the wire, in damaged text too', async () => {
    const uri = uriOf('main.hatopo');
    const damaged = avaya
      .replace('  standby: CMVM_02\n', '  standby: \n')
      .replace('cluster DataClusterB {', 'cluster DataClusterB');
    await client.open(uri, damaged);
    const document = TextDocument.create(uri, 'hatopo', 1, damaged);
    const list = await client.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position: document.positionAt(damaged.indexOf('standby: ') + 'standby: '.length),
    });
    expect(list.items.map(({ label }) => label)).toContain('CMVM_02');
    const symbols = await client.request<{ name: string }[]>('textDocument/documentSymbol', { textDocument: { uri } });
    expect(symbols.map(({ name }) => name)).toContain('CommunicationManager');
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
      textDocument: { uri },
      position: document.positionAt(damaged.indexOf('vm CMVM_01') + 4),
      newName: 'First',
    });
    expect(textAfter(uri, damaged, edit).match(/\bFirst\b/g)).toHaveLength(avaya.match(/\bCMVM_01\b/g)?.length ?? 0);
    await expect(
      client.request('textDocument/rename', {
        textDocument: { uri },
        position: document.positionAt(damaged.indexOf('vm CMVM_01') + 4),
        newName: 'CMVM_02',
      }),
    ).rejects.toThrow(/CMVM_02 is taken/);
  });
});

async function watched(name: string, type: 1 | 2 | 3): Promise<void> {
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(name), type }],
  });
}

function textAfter(uri: string, text: string, edit: WorkspaceEdit | undefined): string {
  const document = TextDocument.create(uri, 'hatopo', 0, text);
  const changes = (edit?.changes?.[uri] ?? []).map(({ range, newText }) => ({
    start: document.offsetAt(range.start),
    end: document.offsetAt(range.end),
    newText,
  }));
  return applied(text, changes);
}
