import type { LangiumDocument } from 'langium';
import { describe, expect, test } from 'vitest';
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver-protocol';
import { rules } from '../../engine/rules/index.ts';
import { applied } from '../../language/edits/text-edit.ts';
import { loadText } from '../../language/load.ts';
import { languageDiagnostic, ruleDiagnostic } from '../../server/diagnostics/diagnostic.ts';
import { exampleText } from '../support/topology.ts';
import { type InMemory, inMemory, opened } from './support/services.ts';

const avaya = exampleText('avaya-duplication');

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

describe('fixes of rules', () => {
  const withFix = rules.filter((rule) => rule.examples.fixed !== undefined);

  test.each(withFix.map((rule) => [rule.id, rule] as const))(
    '%s: the first fix mends the finding',
    async (id, rule) => {
      const services = inMemory();
      const document = await opened(services, rule.examples.breaks);
      const diagnostic = shown(services, document).find(({ code }) => code === id);
      if (!diagnostic) throw new Error(`${id} finds nothing in its own example`);
      const [first] = await actionsFor(services, document, diagnostic);
      expect(first).toMatchObject({ kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] });
      expect(textAfter(document, first)).toBe(rule.examples.fixed);
    },
  );

  test('a rule can be silenced where it speaks, and asks for the reason', async () => {
    const services = inMemory();
    const document = await opened(services, avaya.replace('  nic eth2 -> duplication via vmnic2\n', ''));
    const [diagnostic] = shown(services, document);
    if (!diagnostic) throw new Error('nothing was found');
    const silence = (await actionsFor(services, document, diagnostic)).find(({ title }) => title.startsWith('Silence'));
    const text = textAfter(document, silence);
    expect(text).toContain('\n// hatopo-ignore avaya/dup-link-present: \nvm CMVM_01');
    const reasoned = await opened(inMemory(), text.replace('present: \n', 'present: a test bed\n'));
    expect((reasoned.diagnostics ?? []).length).toBe(0);
    const again = inMemory();
    expect(shown(again, await opened(again, text.replace('present: \n', 'present: a test bed\n')))).toEqual([]);
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
