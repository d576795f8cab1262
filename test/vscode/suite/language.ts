import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { after, eventually, open, within } from './documents.ts';
import { test } from './runner.ts';

const example = 'avaya-duplication.hatopo';

function errorsIn(document: vscode.TextDocument): vscode.Diagnostic[] {
  const found = vscode.languages.getDiagnostics(document.uri);
  return found.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
}

async function edit(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(change));
}

test('an example opens as hatopo, with an outline and without an error', async () => {
  const document = await open(example);
  assert.equal(document.languageId, 'hatopo');
  const symbols = await eventually(
    () => vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri),
    (answer) => (answer?.length ?? 0) > 0,
  );
  const names = symbols.map((symbol) => symbol.name);
  for (const name of ['DataCenter', 'CMVM_01', 'CommunicationManager']) assert.ok(names.includes(name), names.join());
  assert.deepEqual(errorsIn(document), []);
});

test('a name that nothing has is a finding with a fix, which goes when it is mended', async () => {
  const document = await open(example);
  const end = after(document, 'standby: CMVM_02');
  const name = new vscode.Range(end.translate(0, -'CMVM_02'.length), end);
  await edit(document, name, 'CMVM_20');
  const isName = (found: vscode.Diagnostic) => /CMVM_20/.test(found.message);
  const findings = await eventually(
    () => vscode.languages.getDiagnostics(document.uri),
    (answer) => answer.some(isName),
  );
  const finding = findings.find(isName);
  assert.match(finding?.message ?? '', /Did you mean .*CMVM_0/);
  assert.equal(finding?.range.start.line, end.line);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    finding?.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const mend = actions.find((action) => /CMVM_02/.test(action.title));
  assert.ok(mend?.edit, `a fix among ${actions.map((action) => action.title).join()}`);
  await vscode.workspace.applyEdit(mend.edit);
  await eventually(
    () => errorsIn(document),
    (answer) => answer.length === 0,
  );
});

test('hover, definition, references and completion answer', async () => {
  const document = await open(example);
  const standby = within(document, 'standby: CMVM_02');
  const hovers = await eventually(
    () => vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, standby),
    (answer) => (answer?.length ?? 0) > 0,
  );
  const said = hovers.flatMap((hover) =>
    hover.contents.map((content) => (typeof content === 'string' ? content : content.value)),
  );
  assert.match(said.join('\n'), /CMVM_02/);
  const [definition] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    document.uri,
    standby,
  );
  assert.ok(definition);
  const target = 'targetRange' in definition ? definition.targetRange : definition.range;
  assert.match(document.lineAt(target.start.line).text, /^vm CMVM_02/);
  const references = await vscode.commands.executeCommand<vscode.Location[]>(
    'vscode.executeReferenceProvider',
    document.uri,
    standby,
  );
  assert.equal(references.length, document.getText().split('CMVM_02').length - 1);
  const offered = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    after(document, 'link: '),
  );
  const labels = offered.items.map((item) => (typeof item.label === 'string' ? item.label : item.label.label));
  assert.deepEqual([...new Set(labels)].sort(), ['duplication', 'lan']);
});

test('a rename changes every place, and its undo brings them back', async () => {
  const document = await open(example);
  const before = document.getText();
  const change = await eventually(
    () =>
      vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        within(document, 'host Host3'),
        'Spare',
      ),
    (answer) => answer !== undefined && answer.size > 0,
  );
  await vscode.workspace.applyEdit(change);
  assert.equal(document.getText(), before.replaceAll('Host3', 'Spare'));
  await vscode.commands.executeCommand('undo');
  assert.equal(document.getText(), before);
});

test('every command of the extension is there', async () => {
  const commands = await vscode.commands.getCommands(true);
  for (const name of [
    'simulateHostFailure',
    'simulateFailure',
    'runScenario',
    'showTopology',
    'fixAllSafe',
    'fixAllOfRule',
  ])
    assert.ok(commands.includes(`hatopo.${name}`), name);
});
