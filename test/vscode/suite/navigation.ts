import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, open, within } from './documents.ts';
import { test } from './runner.ts';

const example = 'avaya-duplication.hatopo';

/** What VS Code itself makes of the answers of the server. */
async function asked<T>(command: string, ...more: unknown[]): Promise<T[]> {
  return eventually(
    async () => (await vscode.commands.executeCommand<T[] | undefined>(command, ...more)) ?? [],
    (answer) => answer.length > 0,
  );
}

test('what a service needs is one step away each, and so is what needs a host', async () => {
  const document = await open(example);
  const at = within(document, 'service CommunicationManager');
  const [service] = await asked<vscode.CallHierarchyItem>('vscode.prepareCallHierarchy', document.uri, at);
  assert.equal(service?.name, 'CommunicationManager');
  const needs = await asked<vscode.CallHierarchyOutgoingCall>('vscode.provideOutgoingCalls', service);
  const member = needs.find(({ to }) => to.name === 'CMVM_01');
  assert.ok(member, needs.map(({ to }) => to.name).join());
  assert.equal(document.getText(member.fromRanges[0]), 'CMVM_01');
  const [host] = await asked<vscode.CallHierarchyItem>(
    'vscode.prepareCallHierarchy',
    document.uri,
    within(document, 'host Host1'),
  );
  const incoming = await asked<vscode.CallHierarchyIncomingCall>('vscode.provideIncomingCalls', host);
  assert.ok(
    incoming.some(({ from }) => from.name === 'CMVM_01'),
    incoming.map(({ from }) => from.name).join(),
  );
});

test('a host leads to its template, a via to where its adapters are named', async () => {
  const document = await open(example);
  const [type] = await asked<vscode.LocationLink & vscode.Location>(
    'vscode.executeTypeDefinitionProvider',
    document.uri,
    within(document, 'host Host1'),
  );
  assert.equal(document.getText(type?.targetSelectionRange ?? type?.range), 'Esxi');
  const references = await asked<vscode.Location>(
    'vscode.executeReferenceProvider',
    document.uri,
    within(document, 'nic vmnic2'),
  );
  const lines = references.map(({ range }) => document.lineAt(range.start.line).text.trim());
  assert.ok(lines.includes('nic eth2 -> duplication via vmnic2'), lines.join('\n'));
});

test('names of all files are found by a part of them', async () => {
  await open(example);
  const found = await asked<vscode.SymbolInformation>('vscode.executeWorkspaceSymbolProvider', 'cmvm_0');
  const names = found.map(({ name }) => name);
  assert.ok(names.includes('CMVM_01') && names.includes('CMVM_02'), names.join());
});

test('names are coloured, bodies fold, selections grow', async () => {
  const document = await open(example);
  const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
    'vscode.provideDocumentSemanticTokensLegend',
    document.uri,
  );
  assert.ok(legend.tokenTypes.includes('vm'), legend.tokenTypes.join());
  const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
    'vscode.provideDocumentSemanticTokens',
    document.uri,
  );
  assert.ok(tokens.data.length > 100);
  const folds = await asked<vscode.FoldingRange>('vscode.executeFoldingRangeProvider', document.uri);
  const site = within(document, 'site DataCenter {').line;
  assert.ok(folds.some(({ start }) => start === site));
  const [selection] = await asked<vscode.SelectionRange>('vscode.executeSelectionRangeProvider', document.uri, [
    within(document, 'memory: 128'),
  ]);
  const grown: string[] = [];
  for (let at = selection; at; at = at.parent) grown.push(document.getText(at.range));
  // VS Code puts words before what the language says
  assert.deepEqual(
    grown.filter((text) => text === '128 GB' || text === 'memory: 128 GB'),
    ['128 GB', 'memory: 128 GB'],
  );
  assert.equal(grown.at(-1), document.getText());
});

test('a word is a whole name, with its hyphens', async () => {
  const document = await open(example);
  const at = within(document, 'product: avaya.communication-');
  const word = await eventually(
    () => document.getWordRangeAtPosition(at),
    (range) => range !== undefined,
  );
  assert.equal(document.getText(word), 'communication-manager');
});
