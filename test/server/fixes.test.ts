/** Configurations, silencing and fixes of whole files, as an editor meets them. */
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type {
  CodeAction,
  Diagnostic,
  Hover,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FixAllAnswer, Fixable } from '../../server/protocol.ts';
import { exampleText } from '../support/topology.ts';
import { serverBundleFile } from './support/bundle.ts';
import { TestClient, withEdits } from './support/client.ts';

let client: TestClient;
let folder: string;
let server: string;

const uriOf = (name: string) => pathToFileURL(join(folder, name)).toString();
const present = 'avaya/dup-link-present';
const fewHosts = 'vsphere/ha-min-hosts';
const avaya = exampleText('avaya-duplication');
const nic = '  nic eth2 -> duplication via vmnic2\n';
/** The same example with one adapter missing: a finding whose fix is safe. */
const broken = avaya.replace(nic, '');
const lonely = (name: string) => `cluster ${name} { ha  host ${name}1 }\n`;

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  server = await serverBundleFile();
}, 60_000);
afterAll(() => rmSync(dirname(server), { recursive: true, force: true }));
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hatopo-fixes-'));
  client = await TestClient.start({ folder, args: [server, '--stdio'], capabilities: withEdits });
}, 60_000);
afterEach(async () => {
  expect(client.messages).toEqual([]);
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

async function changedOnDisk(name: string, type: 1 | 2 | 3): Promise<void> {
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(name), type }],
  });
}

const codesOf = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

/** Opens a text and waits for what it shows. */
async function opened(name: string, text: string): Promise<readonly Diagnostic[]> {
  const uri = uriOf(name);
  await client.open(uri, text);
  return client.until(uri, ({ version }) => version === 1);
}

async function actions(name: string, diagnostic: Diagnostic, only?: readonly string[]): Promise<CodeAction[]> {
  return client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: uriOf(name) },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic], ...(only && { only }) },
  });
}

/** The text of a file after an action that was chosen, with the version that it is for. */
async function chosen(name: string, text: string, action: CodeAction | undefined) {
  const { edit } = action?.edit
    ? action
    : await client.request<CodeAction>('codeAction/resolve', action ?? { title: 'none' });
  const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  const own = changes.find(({ textDocument }) => textDocument.uri === uriOf(name));
  const edits = (own?.edits ?? []).map((change) =>
    'snippet' in change
      ? { range: change.range, newText: (change as SnippetTextEdit).snippet.value.replace(/\$\{1:(.*?)\}/, '$1') }
      : (change as TextEdit),
  );
  return {
    text: TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits),
    version: own?.textDocument.version,
    files: changes.map(({ textDocument }) => textDocument.uri),
  };
}

describe('hatopo.config.json', () => {
  test('what is wrong with it is shown in it, and taken back when it is mended or gone', async () => {
    write('hatopo.config.json', `{\n  "rules": { "${fewHosts}x": "off", "${fewHosts}": "info" }\n}\n`);
    const [finding] = await opened('main.hatopo', lonely('A'));
    expect(finding).toMatchObject({ code: fewHosts, severity: 3 });
    const config = uriOf('hatopo.config.json');
    expect(await client.until(config, () => true)).toMatchObject([
      {
        source: 'hatopo',
        severity: 2,
        message: `There is no rule ${fewHosts}x. Did you mean ${fewHosts}?`,
        range: { start: { line: 1, character: 13 }, end: { line: 1, character: 13 + fewHosts.length + 3 } },
      },
    ]);

    write('hatopo.config.json', `{ "rules": { "vsphere/*": "off" } }`);
    await changedOnDisk('hatopo.config.json', 2);
    await client.until(config, ({ diagnostics }) => diagnostics.length === 0);
    await client.until(uriOf('main.hatopo'), ({ diagnostics }) => !codesOf(diagnostics).includes(fewHosts));

    write('hatopo.config.json', '{');
    await changedOnDisk('hatopo.config.json', 2);
    await client.until(config, ({ diagnostics }) => diagnostics.length === 1);
    await client.until(uriOf('main.hatopo'), ({ diagnostics }) => diagnostics[0]?.severity === 1);

    unlinkSync(join(folder, 'hatopo.config.json'));
    await changedOnDisk('hatopo.config.json', 3);
    await client.until(config, ({ diagnostics }) => diagnostics.length === 0);
  });

  test('a file that it leaves out shows what is in it only when it is opened', async () => {
    write('hatopo.config.json', '{ "exclude": ["drafts"] }');
    write('drafts/draft.hatopo', `${lonely('D')}host H { memory: 64 }\n`);
    await opened('main.hatopo', `import "./drafts/draft.hatopo"\n${lonely('A')}`);
    const draft = uriOf('drafts/draft.hatopo');
    expect(client.shown(draft) ?? []).toEqual([]);
    await client.open(draft, `${lonely('D')}host H { memory: 64 }\n`);
    const found = await client.until(draft, ({ diagnostics }) => diagnostics.length > 0);
    expect(codesOf(found)).toEqual(expect.arrayContaining([fewHosts, 'hatopo/missing-unit']));
    await client.close(draft);
    await client.until(draft, ({ diagnostics }) => diagnostics.length === 0);
  });

  test('the hover of a finding says where its severity is from', async () => {
    const said = async (name: string) => {
      const [diagnostic] = await opened(name, lonely('A'));
      const hover = await client.request<Hover>('textDocument/hover', {
        textDocument: { uri: uriOf(name) },
        position: diagnostic?.range.start,
      });
      return (hover.contents as { value: string }).value;
    };
    expect(await said('main.hatopo')).toContain('*Error: the rule’s own severity.*');
    write('chosen/hatopo.config.json', `{\n  "rules": {\n    "${fewHosts}": "warning"\n  }\n}`);
    expect(await said('chosen/main.hatopo')).toContain(
      `*Warning: chosen in [hatopo.config.json](${uriOf('chosen/hatopo.config.json')}#L3).*`,
    );
  });
});

describe('files that several import', () => {
  const both = 'import "./shared.hatopo"\n';

  test('a finding that both say is shown once, one that only one of them says as long as that one is open', async () => {
    const storage = 'storage san { kind: san }\n';
    write(
      'shared.hatopo',
      `${storage}${lonely('S')}host X { storage: san }\nvm V1 on X { disk: san }\nvm V2 on X { disk: san }\n`,
    );
    await opened('one.hatopo', both);
    await opened('two.hatopo', `${both}service P : switchover { primary: V1  backup: V2 }\n`);
    const shared = uriOf('shared.hatopo');
    const found = await client.until(shared, ({ diagnostics }) => diagnostics.length > 0);
    expect(codesOf(found).filter((code) => code === fewHosts)).toEqual([fewHosts]);
    // what two.hatopo makes a pair runs on one host: said by it alone
    const pair = 'topology/pair-same-host';
    const everywhere = () =>
      ['one', 'two', 'shared'].flatMap((name) => codesOf(client.shown(uriOf(`${name}.hatopo`)) ?? []));
    expect(everywhere().filter((code) => code === pair)).toHaveLength(1);
    await client.close(uriOf('two.hatopo'));
    await client.eventually(() => !everywhere().includes(pair));
    expect(codesOf(client.shown(shared) ?? []).filter((code) => code === fewHosts)).toEqual([fewHosts]);
  });

  test('that a comment silences nothing is said only where all agree', async () => {
    const idle = 'hatopo/unused-suppression';
    const ignored = (vm: string) => `// hatopo-ignore topology/pair-same-host: a laboratory\nvm ${vm} on X\n`;
    const shared = `host X { memory: 64 GB }\nvm V1 on X\n${ignored('V2')}`;
    const pair = `${both}service P : switchover { primary: V1  backup: V2 }\n`;
    write('shared.hatopo', shared);
    const shows = (name: string) => codesOf(client.shown(uriOf(name)) ?? []).includes(idle);
    expect(codesOf(await opened('shared.hatopo', shared))).toContain(idle);
    // somebody else needs it, opened or not
    write('two.hatopo', pair);
    await changedOnDisk('two.hatopo', 1);
    await client.until(uriOf('shared.hatopo'), () => !shows('shared.hatopo'));
    await opened('two.hatopo', pair);
    expect(shows('shared.hatopo')).toBe(false);
    await client.change(uriOf('two.hatopo'), both);
    await client.until(uriOf('shared.hatopo'), () => shows('shared.hatopo'));
  });
});

describe('silencing', () => {
  test('writes the comment, leaves the cursor in the reason, and an unwritten reason is told', async () => {
    const text = lonely('A');
    const [diagnostic] = await opened('main.hatopo', text);
    if (!diagnostic) throw new Error('nothing was found');
    const silence = (await actions('main.hatopo', diagnostic)).find(({ title }) => title.startsWith('Silence'));
    expect(JSON.stringify(silence?.edit)).toContain(`hatopo-ignore ${fewHosts}: \${1:`);
    const silenced = await chosen('main.hatopo', text, silence);
    expect(silenced.version).toBe(1);
    const version = await client.change(uriOf('main.hatopo'), silenced.text);
    const [unwritten, ...more] = await client.until(uriOf('main.hatopo'), (shown) => shown.version === version);
    expect(more.filter(({ code }) => code === fewHosts)).toEqual([]);
    expect(unwritten).toMatchObject({ code: 'hatopo/suppression', severity: 2 });
  });

  test('a comment for nothing fades, and the quick fix removes it', async () => {
    const text = `// hatopo-ignore ${fewHosts}: in May\nnetwork n\n`;
    const [idle] = await opened('main.hatopo', text);
    expect(idle).toMatchObject({ code: 'hatopo/unused-suppression', tags: [1] });
    const [remove] = idle ? await actions('main.hatopo', idle) : [];
    expect((await chosen('main.hatopo', text, remove)).text).toBe('network n\n');
  });
});

describe('all fixes at once', () => {
  test('on save what is safe in the file, for the version that is open', async () => {
    const [diagnostic] = (await opened('main.hatopo', broken)).filter(({ code }) => code === present);
    if (!diagnostic) throw new Error('nothing was found');
    for (const kind of ['source.fixAll', 'source.fixAll.hatopo']) {
      const [action, ...more] = await actions('main.hatopo', diagnostic, [kind]);
      expect(more).toEqual([]);
      expect(action).toMatchObject({ kind: 'source.fixAll.hatopo' });
      expect(await chosen('main.hatopo', broken, action)).toEqual({
        text: avaya,
        version: 1,
        files: [uriOf('main.hatopo')],
      });
    }
    const version = await client.change(uriOf('main.hatopo'), avaya);
    await client.until(uriOf('main.hatopo'), (shown) => shown.version === version);
    expect(await actions('main.hatopo', diagnostic, ['source.fixAll'])).toEqual([]);
  });

  test('of one rule in a file', async () => {
    const text = avaya.replaceAll(nic, '');
    const [diagnostic] = (await opened('main.hatopo', text)).filter(({ code }) => code === present);
    if (!diagnostic) throw new Error('nothing was found');
    const all = (await actions('main.hatopo', diagnostic)).find(
      ({ title }) => title === `Fix all ${present} in this file`,
    );
    expect(all?.edit).toBeUndefined();
    const mended = await chosen('main.hatopo', text, all);
    const version = await client.change(uriOf('main.hatopo'), mended.text);
    const left = await client.until(uriOf('main.hatopo'), (shown) => shown.version === version);
    expect(codesOf(left)).not.toContain(present);
  });

  test('of a folder: files that nobody opened, texts that are not saved, and nothing else', async () => {
    write('hatopo.config.json', '{ "exclude": ["drafts"] }');
    write('a.hatopo', broken);
    write('drafts/b.hatopo', broken);
    write('open.hatopo', avaya);
    write('outside/shared.hatopo', broken);
    write('inside/main.hatopo', 'import "../outside/shared.hatopo"\n');
    await opened('open.hatopo', broken);
    const files = ['a.hatopo', 'drafts/b.hatopo', 'open.hatopo', 'inside/main.hatopo'].map(uriOf);
    expect(await client.request<Fixable>('hatopo/fixable', { files })).toMatchObject({
      codes: expect.arrayContaining([{ code: present, count: 2, title: expect.stringContaining(' ') }]),
    });
    for (const params of [{ files }, { files, code: present }]) {
      const answer = await client.request<FixAllAnswer>('hatopo/fixAll', params);
      expect(answer).toMatchObject({ fixed: 2, left: 0 });
      expect(answer.files.map(({ uri, version }) => [uri, version])).toEqual([
        [uriOf('a.hatopo'), undefined],
        [uriOf('open.hatopo'), 1],
      ]);
      for (const { edits } of answer.files)
        expect(TextDocument.applyEdits(TextDocument.create('', '', 0, broken), edits as TextEdit[])).toBe(avaya);
    }
    expect(await client.request<FixAllAnswer>('hatopo/fixAll', { files, code: fewHosts })).toEqual({
      files: [],
      fixed: 0,
      left: 0,
    });
  });

  test('of a file that is gone is nothing', async () => {
    const files = [uriOf('none.hatopo')];
    expect(await client.request('hatopo/fixAll', { files })).toEqual({ files: [], fixed: 0, left: 0 });
    expect(await client.request('hatopo/fixable', { files })).toEqual({ codes: [] });
  });
});
