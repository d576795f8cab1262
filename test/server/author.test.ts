import { URI } from 'langium';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { fingerprint } from '../../server/diagnostics/fingerprint.ts';
import { TestClient } from './support/client.ts';
import { type InMemory, inMemory, marked, opened, positionIn } from './support/services.ts';

const servers = `network lan
server one { memory: 16 GB  nic n0 -> lan }
server two { memory: 64 GB  nic n0 -> lan }
service Files : standalone { member: one }
`;
const rule = 'rule large error "{s.name} has but {s.memory}" { all s in servers: s.memory >= 32 GB }\n';
const objective = 'objective "Files survive" { any server fails: Files outage < 5 s }\n';

const ours = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ code }) => /^(author|analysis)\//.test(String(code)));

describe('in an editor', () => {
  const uri = 'file:///author/main.hatopo';
  let client: TestClient;
  beforeEach(async () => {
    client = await TestClient.start();
  });
  afterEach(async () => {
    await client.stop();
  });

  const shows = (count: number) => client.until(uri, ({ diagnostics }) => ours(diagnostics).length === count);

  test('what breaks a rule of the author is shown where it stands, and beside it the rule', async () => {
    await client.open(uri, servers + rule);
    const [shown] = ours(await shows(1));
    expect(shown).toMatchObject({
      severity: 1,
      code: 'author/large',
      message: 'one has but 16 GB',
      range: { start: { line: 1, character: 7 }, end: { line: 1, character: 10 } },
      relatedInformation: [{ message: 'The rule large asks for it.', location: { range: { start: { line: 4 } } } }],
    });
    expect(shown?.codeDescription).toBeUndefined();
    await client.change(uri, servers.replace('16 GB', '32 GB') + rule);
    await shows(0);
  });

  test('an objective is played after the edit, and shown when it is known', async () => {
    await client.open(uri, servers + objective);
    const [shown] = ours(await shows(1));
    expect(shown).toMatchObject({
      severity: 1,
      code: 'analysis/objective',
      message: 'Objective “Files survive” does not hold: losing one takes Files out, and it stays out (asked: < 5 s).',
      range: { start: { line: 4, character: 10 } },
      relatedInformation: [{ location: { range: { start: { line: 1, character: 7 } } } }],
    });
    await client.change(
      uri,
      `${servers.replace('standalone { member: one }', 'active-active { members: one, two }')}${objective}`,
    );
    await shows(0);
    await client.change(uri, `// changed back\n${servers}${objective}`);
    expect(ours(await shows(1))[0]?.range.start.line).toBe(5);
  });
});

describe('what is known of objectives', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const address = URI.parse('file:///main.hatopo');

  /** The text changes, and nothing is typed for so long. */
  async function changed({ shared, hatopo, files }: InMemory, text: string, quiet = 10_000): Promise<string[]> {
    files.set(address, text);
    await shared.workspace.DocumentBuilder.update([address], []);
    const document = await shared.workspace.LangiumDocuments.getOrCreateDocument(address);
    await shared.workspace.DocumentBuilder.build([document], { validation: true });
    hatopo.server.Objectives.plan([document]);
    await vi.advanceTimersByTimeAsync(quiet);
    return hatopo.server.RuleFindings.of(document)
      .filter(({ code }) => code === 'analysis/objective' || code.includes('suppression'))
      .map(({ start, message }) => `${text.slice(0, start).split('\n').length}: ${message}`);
  }

  async function started(text: string) {
    const services = inMemory();
    await opened(services, '');
    const heard = vi.fn();
    services.hatopo.server.Objectives.onReady(heard);
    return { services, heard, first: await changed(services, text) };
  }

  const broken =
    'Objective “Files survive” does not hold: losing one takes Files out, and it stays out (asked: < 5 s).';

  test('nothing is played before the text is quiet for a moment', async () => {
    const services = inMemory();
    await opened(services, '');
    expect(await changed(services, servers + objective, 150)).toEqual([]);
    expect(await changed(services, `${servers}${objective} `, 150)).toEqual([]);
    expect(await changed(services, `${servers}${objective}  `, 1000)).toEqual([`5: ${broken}`]);
  });

  test('is kept while nothing changes that a run depends on, and moves with the text', async () => {
    const { services, heard, first } = await started(servers + objective);
    expect(first).toEqual([`5: ${broken}`]);
    expect(heard).toHaveBeenCalledTimes(1);
    const moved = `// a comment\n/// Its documentation.\n${servers}scenario "x" { at 0 s fail one }\n${objective}`;
    // not even known anew: it stands at once
    expect(await changed(services, moved, 0)).toEqual([`8: ${broken}`]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('is worked out anew when something changes, and stands until then', async () => {
    const { services, heard } = await started(servers + objective);
    const mended = servers.replace('standalone { member: one }', 'active-active { members: one, two }') + objective;
    expect(await changed(services, mended, 0)).toEqual([`5: ${broken}`]);
    expect(await changed(services, mended)).toEqual([]);
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test('of one that says something else now is nothing, until it is played', async () => {
    const { services } = await started(servers + objective);
    const other = servers + objective.replace('< 5 s', '< 6 s');
    expect(await changed(services, other, 0)).toEqual([]);
    expect(await changed(services, other)).toEqual([`5: ${broken.replace('5 s', '6 s')}`]);
  });

  test('stands while the text is half written', async () => {
    const { services } = await started(servers + objective);
    expect(await changed(services, `${servers}server three { nic n0 -> \n${objective}`)).toEqual([`6: ${broken}`]);
    expect(await changed(services, `${servers}vm lost on Nowhere\n${objective}`)).toEqual([`6: ${broken}`]);
  });

  test('goes with the objective, and with the file', async () => {
    const { services } = await started(servers + objective);
    expect(await changed(services, servers)).toEqual([]);
    services.hatopo.server.Objectives.plan([]);
    expect(await changed(services, servers + objective, 0)).toEqual([]);
  });

  test('tells of a comment that silences nothing only when all is known', async () => {
    const services = inMemory();
    await opened(services, '');
    const text = `${servers}// hatopo-ignore analysis/objective: in May\nobjective "Fine" { any server fails: lan up }\n`;
    expect(await changed(services, text, 0)).toEqual([]);
    expect(await changed(services, text)).toEqual([
      '5: analysis/objective finds nothing here, so there is nothing to silence. Remove the comment.',
    ]);
    const silenced = `${servers}// hatopo-ignore analysis/objective: in May\n${objective}`;
    expect(await changed(services, silenced)).toEqual([]);
  });
});

test('documentation and what stands in no element are no part of the fingerprint, all else is', async () => {
  const of = async (text: string) => {
    const services = inMemory();
    return fingerprint(services.hatopo.server.RuleFindings.topologyOf(await opened(services, text)));
  };
  const known = await of(servers);
  expect(await of(`// x\n${servers.replace('server one', '/// Old.\nserver one')}${objective}${rule}`)).toBe(known);
  for (const [from, to] of [
    ['16 GB', '17 GB'],
    ['member: one', 'member: two'],
    ['n0 -> lan', 'n1 -> lan'],
    ['server two { memory: 64 GB  nic n0 -> lan }\n', ''],
  ] as const)
    expect(await of(servers.replace(from, to))).not.toBe(known);
});

describe('hover and fixes', () => {
  async function hoverAt(input: string): Promise<string> {
    const services = inMemory();
    const { text, offsets } = marked(input);
    const document = await opened(services, text);
    const hover = await services.hatopo.lsp.HoverProvider?.getHoverContent(document, {
      textDocument: { uri: document.uri.toString() },
      position: positionIn(document, offsets[0] ?? 0),
    });
    return (hover?.contents as { value: string } | undefined)?.value ?? '';
  }

  test('the hover of a violation tells the rule as its author documents it', async () => {
    const documented = `/// Servers are **large**.\n///\n/// Since March.\n${rule}`;
    const shown = await hoverAt(servers.replace('server one', 'server o<|>ne') + documented);
    expect(shown).toContain('**Servers are **large**.** (error, `author/large`)');
    expect(shown).toContain('Since March.');
    expect(shown).toContain('// hatopo-ignore author/large: reason');
    expect(shown).toContain('*Error: the rule’s own severity.*');
  });

  test('a violation can be silenced where it stands', async () => {
    const services = inMemory();
    const document = await opened(services, servers + rule);
    const [finding] = services.hatopo.server.RuleFindings.of(document).filter(({ code }) => code === 'author/large');
    const start = positionIn(document, finding?.start ?? 0);
    const actions = await services.hatopo.lsp.CodeActionProvider?.getCodeActions(document, {
      textDocument: { uri: document.uri.toString() },
      range: { start, end: start },
      context: { diagnostics: [] },
    });
    expect(actions?.map(({ title }) => title)).toContain('Silence author/large here: write the reason');
  });
});
