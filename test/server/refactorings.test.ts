import type { LangiumDocument } from 'langium';
import { describe, expect, test } from 'vitest';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol';
import { simulate } from '../../engine/simulation/index.ts';
import { applied } from '../../language/edits/text-edit.ts';
import { loadText } from '../../language/load.ts';
import { type RefactoringWanted, resolvedRefactoring } from '../../server/providers/refactorings.ts';
import { type ScenariosWanted, scenariosForMembers } from '../../server/scenario/members.ts';
import { exampleText } from '../support/topology.ts';
import { type InMemory, inMemory, marked, opened, positionIn } from './support/services.ts';

async function offeredAt(
  input: string,
  only?: string[],
  files: Readonly<Record<string, string>> = {},
): Promise<{ services: InMemory; document: LangiumDocument; actions: readonly CodeAction[] }> {
  const services = inMemory();
  Object.assign(services.shared.server.Client, {
    ...{ versionedEdits: true, createsFiles: true, resolvesActions: true, resolvesCommands: true },
    commands: new Set(['hatopo.renameAt']),
  });
  const { text, offsets } = marked(input);
  const document = await opened(services, text, files);
  const [start = 0, end = start] = offsets;
  const actions = await services.hatopo.lsp.CodeActionProvider?.getCodeActions(document, {
    textDocument: { uri: document.uri.toString() },
    range: { start: positionIn(document, start), end: positionIn(document, end) },
    context: { diagnostics: [], ...(only && { only }) },
  });
  return { services, document, actions: (actions ?? []) as CodeAction[] };
}

type Offered = Awaited<ReturnType<typeof offeredAt>>;

/** The first one with what it does, as an editor asks for it when it is chosen. */
async function chosen({ services, document, actions: [action] }: Offered): Promise<CodeAction | undefined> {
  const wanted = action?.data as RefactoringWanted | undefined;
  expect(action?.edit).toBeUndefined();
  return action && wanted && (await resolvedRefactoring(action, wanted, document, services.hatopo));
}

const titlesOf = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

function textAfter(document: LangiumDocument, edit: CodeAction['edit']): string {
  const ofFile = (edit?.documentChanges ?? [])
    .filter((change): change is TextDocumentEdit => 'edits' in change)
    .find(({ textDocument }) => textDocument.uri === document.uri.toString());
  const changes = ((ofFile?.edits ?? []) as TextEdit[]).map(({ range, newText }) => ({
    start: document.textDocument.offsetAt(range.start),
    end: document.textDocument.offsetAt(range.end),
    newText,
  }));
  return applied(document.textDocument.getText(), changes);
}

const mark = (text: string, at: string) => text.replace(at, `<|>${at}`);

describe('refactorings', () => {
  test('each where it applies, by kind', async () => {
    const text = exampleText('avaya-duplication');
    const onVm = await offeredAt(mark(text, 'CMVM_01 on'), ['refactor']);
    expect(titlesOf(onVm.actions)).toEqual(['Extract a template from CMVM_01 and CMVM_02', 'Move CMVM_01 to Host3']);
    expect(titlesOf((await offeredAt(mark(text, 'CMVM_01 on'), ['refactor.move'])).actions)).toEqual([
      'Move CMVM_01 to Host3',
    ]);
    expect(titlesOf((await offeredAt(mark(text, 'Host1 : Esxi'), ['refactor'])).actions)).toEqual([
      'Inline template Esxi here',
      'Inline template Esxi into all 4 that take it',
    ]);
    expect(titlesOf((await offeredAt(mark(text, '1200'), ['refactor'])).actions)).toEqual([]);
    expect(titlesOf((await offeredAt(mark(text, 'CMVM_01 on'), ['source'])).actions)).toEqual([]);
  });

  test('the name of a new template is asked for where the editor can ask', async () => {
    const offered = await offeredAt(mark(exampleText('avaya-duplication'), 'CMVM_01 on'), ['refactor.extract']);
    const action = await chosen(offered);
    const [uri, position] = (action?.command?.arguments ?? []) as [string, { line: number; character: number }];
    expect(uri).toBe(offered.document.uri.toString());
    const line = textAfter(offered.document, action?.edit).split('\n')[position.line] ?? '';
    expect(line.slice(position.character)).toMatch(/^CMVMTemplate \{/);
  });

  test('a site goes to a file that is not there yet, the import beside it in one edit', async () => {
    const text = mark(exampleText('avaya-geo-redundancy'), 'Paris {');
    const offered = await offeredAt(text, ['refactor.move'], { 'paris.hatopo': 'network taken' });
    const { document } = offered;
    expect(titlesOf(offered.actions)).toEqual(['Move site Paris to paris-2.hatopo']);
    const { edit } = (await chosen(offered)) ?? {};
    const [create, fill, change] = edit?.documentChanges ?? [];
    expect(create).toMatchObject({ kind: 'create', uri: 'file:///paris-2.hatopo' });
    expect(fill).toMatchObject({ textDocument: { uri: 'file:///paris-2.hatopo', version: null } });
    expect(change).toMatchObject({ textDocument: { uri: document.uri.toString() } });
    expect(textAfter(document, edit)).toContain('import "./paris-2.hatopo"');
  });

  test('a VM that several topologies share moves where it breaks none of them', async () => {
    const shared = `network lan
host h1 { cpu: 8  memory: 64 GB  nic n -> lan }
host h2 { cpu: 8  memory: 64 GB  nic n -> lan }
host h3 { cpu: 8  memory: 64 GB  nic n -> lan }
vm a on h1 { vcpu: 1  memory: 1 GB  nic e -> lan via n }
vm b on h2 { vcpu: 1  memory: 1 GB  nic e -> lan via n }
vm c on h3 { vcpu: 1  memory: 1 GB  nic e -> lan via n }
`;
    const main = (other: string) => `import "./main.hatopo"\nservice S : switchover { primary: a  backup: ${other} }\n`;
    const services = inMemory();
    const document = await opened(services, shared);
    const titles = async () => {
      const position = positionIn(document, shared.indexOf('vm a') + 3);
      const params = { textDocument: { uri: document.uri.toString() }, range: { start: position, end: position } };
      const context = { diagnostics: [], only: ['refactor.move'] };
      const actions = await services.hatopo.lsp.CodeActionProvider?.getCodeActions(document, { ...params, context });
      return titlesOf((actions ?? []) as CodeAction[]);
    };
    expect(await titles()).toEqual(['Move a to h2', 'Move a to h3']);
    await opened(services, main('b'), {}, 'file:///one.hatopo');
    expect(await titles()).toEqual(['Move a to h3']);
    await opened(services, main('c'), {}, 'file:///two.hatopo');
    expect(await titles()).toEqual([]);
  });

  test('what is not offered any more changes nothing when it is chosen', async () => {
    const offered = await offeredAt('host a { cpu: 4 }\nhost <|>b { cpu: 4 }\n', ['refactor.extract']);
    expect((await chosen(offered))?.edit).toBeDefined();
    const { services, document } = offered;
    const later = await opened(services, 'host a { cpu: 4 }\nhost b { cpu: 8 }\n', {}, 'file:///later.hatopo');
    const [action] = offered.actions;
    const wanted = { ...(action?.data as RefactoringWanted), uri: later.uri.toString() };
    expect((await resolvedRefactoring(action as CodeAction, wanted, later, services.hatopo)).edit).toBeUndefined();
    expect((await resolvedRefactoring(action as CodeAction, wanted, document, services.hatopo)).edit).toBeDefined();
  });

  test('of a large file it takes no edits to say what could be done', async () => {
    const vms = Array.from({ length: 400 }, (_, at) => `vm v${at} on h { vcpu: 2  memory: ${at % 7} GB }\n`);
    const text = `host h { cpu: 64  memory: 512 GB }\n${vms.join('')}`;
    const offered = await offeredAt(mark(text, 'v7 on'), ['refactor.extract']);
    expect(titlesOf(offered.actions)).toEqual(['Extract a template from v0, v7 and 56 more']);
    const all = textAfter(offered.document, (await chosen(offered))?.edit);
    expect(all.match(/ : VmTemplate/g)).toHaveLength(58);
  });

  test.each([
    'host a {',
    'vm v on',
    'vm v on h {\nservice S : standalone { member: v',
    'site S { template T { cpu: 4\nhost h : T { memory',
    'import "./nowhere.hatopo"\nservice S : duplication { active: a }',
  ])('an unfinished text throws nothing: %s', async (text) => {
    for (let at = 0; at <= text.length; at += 3)
      expect(
        Array.isArray((await offeredAt(`${text.slice(0, at)}<|>${text.slice(at)}`, ['refactor', 'source'])).actions),
      ).toBe(true);
  });
});

describe('a scenario for every member', () => {
  test('fails each host that none fails yet, with what a run shows', { timeout: 60_000 }, async () => {
    const { services, document, actions } = await offeredAt(
      mark(exampleText('pureconnect-switchover'), 'CIC : switchover'),
      ['refactor.rewrite'],
    );
    // the loss of HostA is tried already
    expect(titlesOf(actions)).toEqual(['Add a scenario for the one host of CIC that none fails']);
    const edit = await scenariosForMembers(document, actions[0]?.data as ScenariosWanted, services.hatopo);
    const after = await loadText(textAfter(document, edit));
    expect(after.diagnostics).toEqual([]);
    const added = after.topology.scenarios.at(-1);
    expect(added?.title).toBe('HostB fails');
    if (!added) throw new Error('no scenario');
    const { expectations } = simulate(after.topology, added);
    expect(expectations.length).toBeGreaterThan(1);
    expect(expectations.every(({ holds }) => holds)).toBe(true);
  });

  test('of several hosts one each, in the order of members, a blank line between', { timeout: 60_000 }, async () => {
    const text = exampleText('avaya-duplication').replace(/scenario "Active[\s\S]*$/, '');
    const { services, document, actions } = await offeredAt(mark(text, 'CommunicationManager : dup'), [
      'refactor.rewrite',
    ]);
    expect(titlesOf(actions)).toEqual(['Add a scenario for every member of CommunicationManager']);
    const edit = await scenariosForMembers(document, actions[0]?.data as ScenariosWanted, services.hatopo);
    const after = await loadText(textAfter(document, edit));
    expect(after.diagnostics).toEqual([]);
    expect(after.topology.scenarios.map(({ title }) => title)).toEqual(['Host1 fails', 'Host4 fails']);
    expect(textAfter(document, edit)).toMatch(/\n}\n\nscenario "Host4 fails" \{\n {2}at 0 s fail Host4\n/);
    for (const scenario of after.topology.scenarios)
      expect(simulate(after.topology, scenario).expectations.every(({ holds }) => holds)).toBe(true);
  });
});

describe('organise imports', () => {
  const files = {
    'a.hatopo': 'site A { network lan }\n',
    'b.hatopo': 'template T { cpu: 8 }\n',
    'c.hatopo': 'import "./a.hatopo"\ntemplate U { cpu: 8 }\n',
  };
  const organized = async (text: string) => {
    const { document, actions } = await offeredAt(`<|>${text}`, ['source.organizeImports'], files);
    return actions.length === 0 ? undefined : textAfter(document, actions[0]?.edit);
  };

  test('in order, each once, with their comments; what brings nothing goes', async () => {
    expect(
      await organized(`topology "T"

// templates
import "./c.hatopo"
import "./a.hatopo"   // the first site
import "./b.hatopo"
// again
import "./a.hatopo"

host h : U { nic n -> lan }
`),
    ).toBe(`topology "T"

// again
import "./a.hatopo"   // the first site
// templates
import "./c.hatopo"

host h : U { nic n -> lan }
`);
  });

  test('a file that nothing names but that holds a part of the system stays', async () => {
    expect(await organized('import "./a.hatopo"\nhost h\n')).toBeUndefined();
    expect(await organized('import "./b.hatopo"\n\nhost h\n')).toBe('host h\n');
    // its site comes with c
    expect(await organized('import "./a.hatopo"\nimport "./c.hatopo"\n\nhost h : U\n')).toBe(
      'import "./c.hatopo"\n\nhost h : U\n',
    );
  });

  test('nothing where the text is damaged, a name is not known, or all is well', async () => {
    expect(await organized('import "./c.hatopo"\nimport "./b.hatopo"\nhost h : {')).toBeUndefined();
    expect(await organized('import "./b.hatopo"\n\nhost h : V\n')).toBeUndefined();
    expect(
      await organized('import "./a.hatopo"\nimport "./b.hatopo"\n\nhost h : T { nic n -> lan }\n'),
    ).toBeUndefined();
    expect(await organized('')).toBeUndefined();
  });
});

test('a text that was never saved is renamed and gets scenarios as any other', { timeout: 60_000 }, async () => {
  const { text, offsets } = marked(exampleText('avaya-duplication').replace('Esxi {', 'Esx<|>i {'));
  const services = inMemory();
  const document = await opened(services, text, {}, 'untitled:Untitled-1');
  const edit = await services.hatopo.lsp.RenameProvider?.rename(document, {
    textDocument: { uri: document.uri.toString() },
    position: positionIn(document, offsets[0] ?? 0),
    newName: 'Metal',
  });
  expect(edit?.changes?.['untitled:Untitled-1']?.length).toBe(5);
});
