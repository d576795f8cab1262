import { type LangiumDocument, URI } from 'langium';
import { describe, expect, test } from 'vitest';
import { type CodeAction, CodeActionKind, type Diagnostic, DiagnosticTag } from 'vscode-languageserver-protocol';
import { rules } from '../../engine/rules/index.ts';
import type { Rule } from '../../engine/rules/rule.ts';
import { applied } from '../../language/edits/text-edit.ts';
import { loadText } from '../../language/load.ts';
import { unwrittenReason } from '../../language/suppressions.ts';
import { languageDiagnostic, ruleDiagnostic } from '../../server/diagnostics/diagnostic.ts';
import { exampleText } from '../support/topology.ts';
import { type InMemory, inMemory, opened } from './support/services.ts';

const avaya = exampleText('avaya-duplication');

/**
 * A text that is open where rules which ask nearly every text for more are off, other than `rule`: their findings
 * hinder fixes that are sound.
 */
async function withoutAdvice(services: InMemory, text: string, rule?: Rule, uri = 'file:///main.hatopo') {
  const off = rules.filter((each) => each.advisory && each !== rule).map(({ id }) => [id, 'off']);
  services.files.set('file:///hatopo.config.json', JSON.stringify({ rules: Object.fromEntries(off) }));
  services.shared.server.Configurations.forget();
  await services.shared.server.Configurations.read(URI.parse(uri));
  services.shared.server.Client.resolvesActions = true;
  return opened(services, text, {}, uri);
}

/** All diagnostics of a document, as they are shown. */
function shown({ hatopo, shared }: InMemory, document: LangiumDocument): Diagnostic[] {
  return [
    ...(document.diagnostics ?? []).map(languageDiagnostic),
    ...hatopo.server.RuleFindings.inFile(document).map((finding) =>
      ruleDiagnostic(finding, shared.workspace.LangiumDocuments),
    ),
  ];
}

async function actionsFor(services: InMemory, document: LangiumDocument, diagnostic: Diagnostic, only?: string[]) {
  const actions = await services.hatopo.lsp.CodeActionProvider?.getCodeActions(document, {
    textDocument: { uri: document.uri.toString() },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic], ...(only && { only }) },
  });
  return (actions ?? []) as CodeAction[];
}

function textAfter(document: LangiumDocument, action: CodeAction | undefined): string {
  const edits = action?.edit?.changes?.[document.uri.toString()] ?? [];
  const changes = edits.map(({ range, newText }) => ({
    start: document.textDocument.offsetAt(range.start),
    end: document.textDocument.offsetAt(range.end),
    newText,
  }));
  return applied(document.textDocument.getText(), changes);
}

const present = 'avaya/dup-link-present';
const withFix = rules.filter((rule) => rule.examples.fixed !== undefined);

describe('fixes of rules', () => {
  test.each(withFix.map((rule) => [rule.id, rule] as const))(
    '%s: the first fix mends the finding',
    async (id, rule) => {
      const services = inMemory();
      const document = await withoutAdvice(services, rule.examples.breaks, rule);
      const diagnostic = shown(services, document).find(({ code }) => code === id);
      if (!diagnostic) throw new Error(`${id} finds nothing in its own example`);
      const first = (await actionsFor(services, document, diagnostic)).find(({ diagnostics = [] }) =>
        diagnostics.some(({ code }) => code === id),
      );
      expect(first).toMatchObject({ kind: CodeActionKind.QuickFix });
      expect(first?.diagnostics).toContainEqual(diagnostic);
      expect(textAfter(document, first)).toBe(rule.examples.fixed);
      // the editor may apply it by itself where it is the only one, and safe
      const fixes = services.hatopo.server.RuleFindings.inFile(document).find(
        ({ code, message }) => code === id && message === diagnostic.message,
      )?.fixes;
      expect(first?.isPreferred === true).toBe(fixes?.length === 1 && fixes[0]?.safe === true);
    },
  );

  test('a rule can be silenced where it speaks, and asks for the reason', async () => {
    const services = inMemory();
    const document = await opened(services, avaya.replace('  nic eth2 -> duplication via vmnic2\n', ''));
    const diagnostic = shown(services, document).find(({ code }) => code === present);
    if (!diagnostic) throw new Error('nothing was found');
    const silence = (await actionsFor(services, document, diagnostic)).find(({ title }) =>
      title.startsWith(`Silence ${present}`),
    );
    const text = textAfter(document, silence);
    expect(text).toContain(`\n// hatopo-ignore ${present}: ${unwrittenReason}\nvm CMVM_01`);
    const codesIn = async (of: string) => {
      const again = inMemory();
      return shown(again, await opened(again, of)).map(({ code }) => code);
    };
    expect(await codesIn(text)).toContain('hatopo/suppression');
    const reasoned = await codesIn(text.replace(unwrittenReason, 'a test bed'));
    expect(reasoned).not.toContain('hatopo/suppression');
    expect(reasoned).not.toContain(present);
  });

  test('an editor that can puts the cursor into the reason', async () => {
    const services = inMemory();
    services.shared.server.Client.snippetEdits = true;
    services.shared.server.Client.versionedEdits = true;
    const document = await opened(services, avaya.replace('  nic eth2 -> duplication via vmnic2\n', ''));
    const diagnostic = shown(services, document).find(({ code }) => code === present);
    if (!diagnostic) throw new Error('nothing was found');
    const silence = (await actionsFor(services, document, diagnostic)).find(
      ({ title }) => title === `Silence ${present} here: write the reason`,
    );
    expect(silence?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri: document.uri.toString(), version: null },
        edits: [
          {
            range: expect.anything(),
            snippet: { kind: 'snippet', value: `// hatopo-ignore ${present}: \${1:${unwrittenReason}}\n` },
          },
        ],
      },
    ]);
  });
});

describe('all fixes at once', () => {
  const shared = 'vsphere/ha-shared-storage';
  test('of one rule in a file, where it finds more than one thing', async () => {
    const services = inMemory();
    const broken = avaya.replaceAll('  nic eth2 -> duplication via vmnic2\n', '');
    const document = await opened(services, broken);
    const all = shown(services, document).filter(({ code }) => code === present);
    expect(all.length).toBeGreaterThan(1);
    const diagnostic = all[0] as Diagnostic;
    const action = (await actionsFor(services, document, diagnostic)).find(
      ({ title }) => title === `Fix all ${present} in this file`,
    );
    const text = textAfter(document, action);
    const again = inMemory();
    expect(shown(again, await opened(again, text)).filter(({ code }) => code === present)).toEqual([]);
    const one = inMemory();
    const single = await opened(one, avaya.replace('  nic eth2 -> duplication via vmnic2\n', ''));
    const [only] = shown(one, single).filter(({ code }) => code === present);
    expect(only && (await actionsFor(one, single, only)).map(({ title }) => title)).not.toContain(
      `Fix all ${present} in this file`,
    );
  });

  test('the idle comments of a file go together', async () => {
    const text = [1, 2, 3].map((n) => `// hatopo-ignore ${shared}: in May\nnetwork n${n}\n`).join('');
    const services = inMemory();
    const document = await opened(services, text);
    const [idle] = shown(services, document).filter(({ code }) => code === 'hatopo/unused-suppression');
    if (!idle) throw new Error('nothing was found');
    expect(idle.tags).toEqual([DiagnosticTag.Unnecessary]);
    const actions = await actionsFor(services, document, idle);
    expect(actions.map(({ title }) => title)).toEqual([
      'Remove the comment',
      'Fix all hatopo/unused-suppression in this file',
    ]);
    expect(textAfter(document, actions[1])).toBe('network n1\nnetwork n2\nnetwork n3\n');
  });

  test('on save only what is safe, and only where there is something', async () => {
    const services = inMemory();
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const saved = async (text: string) => {
      const document = await opened(services, text);
      const [action, ...more] = await actionsFor(services, document, { range, message: '' }, ['source.fixAll']);
      expect(more).toEqual([]);
      if (!action) return undefined;
      expect(action.kind).toBe('source.fixAll.hatopo');
      return textAfter(document, action);
    };
    expect(await saved(`// hatopo-ignore ${shared}: in May\nnetwork n\n`)).toBeUndefined();
    const again = inMemory();
    const document = await opened(again, avaya.replace('  nic eth2 -> duplication via vmnic2\n', ''));
    const [action] = await actionsFor(again, document, { range, message: '' }, ['source.fixAll']);
    expect(textAfter(document, action)).toBe(avaya);
  });
});

describe('fixes of the language', () => {
  test.each([
    ['a misspelt name', 'host esx1\nvm v on esxx1', 'vm v on esx1'],
    ['a missing unit', 'host h { memory: 64 }', 'memory: 64 GB'],
    ['a misspelt word', 'storage d { kind: sann }', 'kind: san'],
    ['a misspelt property', 'host h { memorie: 64 GB }', 'memory: 64 GB'],
    ['a misspelt keyword', 'hst h { cpu: 4 }', 'host h'],
  ])('%s', async (_, text, wanted) => {
    const services = inMemory();
    const document = await opened(services, text);
    const [diagnostic] = shown(services, document);
    if (!diagnostic) throw new Error('nothing was found');
    const actions = await actionsFor(services, document, diagnostic);
    expect(actions.map((action) => textAfter(document, action))).toEqual(
      expect.arrayContaining([expect.stringContaining(wanted)]),
    );
    for (const action of actions) {
      expect(action).toMatchObject({ kind: CodeActionKind.QuickFix, diagnostics: [{ code: diagnostic.code }] });
    }
  });

  test('a missing member is added where another is at hand, and the text is then free of errors', async () => {
    const text = avaya.replace('  standby: CMVM_02\n', '');
    const services = inMemory();
    const document = await opened(services, text);
    const missing = shown(services, document).find(({ code }) => code === 'hatopo/missing-property');
    if (!missing) throw new Error('the missing standby was not found');
    const actions = await actionsFor(services, document, missing);
    const mended = actions
      .map((action) => textAfter(document, action))
      .find((each) => each.includes('standby: CMVM_02'));
    expect((await loadText(mended ?? '')).diagnostics).toEqual([]);
  });

  test('an import of a file that is elsewhere now is offered where it may be', async () => {
    const services = inMemory();
    const others = {
      'sites/denver.hatopo': 'network lan\n',
      'old/deep/Denver.hatopo': 'rack r\n',
      'x.hatopo': 'rack x\n',
    };
    for (const [name, text] of Object.entries(others)) services.files.set(URI.parse(`file:///${name}`), text);
    const { LangiumDocuments } = services.shared.workspace;
    for (const name of Object.keys(others)) await LangiumDocuments.getOrCreateDocument(URI.parse(`file:///${name}`));
    for (const [path, offered] of [
      ['./denver.hatopo', ['Change to "./sites/denver.hatopo"', 'Change to "./old/deep/Denver.hatopo"']],
      ['sites\\\\denver', ['Change to "./sites/denver.hatopo"', 'Change to "./old/deep/Denver.hatopo"']],
      ['./nobody.hatopo', []],
      ['./sites/denver.hatopo', []],
      ['', []],
    ] as const) {
      const uri = `file:///of-${encodeURIComponent(path).replaceAll('%', '-')}.hatopo`;
      const document = await opened(services, `import "${path}"\nhost h\n`, {}, uri);
      const [diagnostic] = shown(services, document);
      const actions = diagnostic ? await actionsFor(services, document, diagnostic, [CodeActionKind.QuickFix]) : [];
      expect(actions.map(({ title }) => title).filter((title) => title.startsWith('Change'))).toEqual(offered);
      if (offered[0]) expect(textAfter(document, actions[0])).toContain('import "./sites/denver.hatopo"\n');
    }
  });

  test('of the only choice the editor may apply it by itself', async () => {
    const services = inMemory();
    const document = await opened(services, 'host esx1\nvm v on esxx1');
    const [diagnostic] = shown(services, document);
    const [action] = diagnostic ? await actionsFor(services, document, diagnostic) : [];
    expect(action?.isPreferred).toBe(true);
  });

  test('none where other kinds are asked for', async () => {
    const services = inMemory();
    const document = await opened(services, 'host esx1\nvm v on esxx1');
    const [diagnostic] = shown(services, document);
    expect(diagnostic && (await actionsFor(services, document, diagnostic, ['refactor']))).toEqual([]);
    expect(diagnostic && (await actionsFor(services, document, diagnostic, ['quickfix']))).toHaveLength(1);
  });
});
