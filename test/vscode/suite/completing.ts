import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { after, eventually, open, within } from './documents.ts';
import { test } from './runner.ts';

const example = 'avaya-duplication.hatopo';

const labelOf = ({ label }: vscode.CompletionItem): string => (typeof label === 'string' ? label : label.label);

/** What is offered, with the documentation of the first `resolved` items. */
function offered(document: vscode.TextDocument, at: vscode.Position, resolved = 0): Thenable<vscode.CompletionList> {
  return vscode.commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, at, undefined, resolved);
}

test('completion after `via` knows the adapters of every host, and says what an item is when it is looked at', async () => {
  const document = await open(example);
  const at = after(document, 'nic eth2 -> duplication via ');
  const list = await eventually(
    () => offered(document, at, 20),
    (answer) => answer.items.some((item) => labelOf(item) === 'vmnic2'),
  );
  const [adapter] = list.items.filter((item) => labelOf(item) === 'vmnic2');
  assert.ok(adapter);
  assert.ok(!list.items.some((item) => labelOf(item) === 'vmnic0'), 'vmnic0 leads elsewhere');
  const documentation = adapter.documentation;
  assert.ok(documentation instanceof vscode.MarkdownString, 'it is resolved');
  assert.match(documentation.value, /nic vmnic2 -> duplication/);
});

test('an empty file offers whole topologies', async () => {
  const document = await vscode.workspace.openTextDocument({ language: 'hatopo', content: '' });
  const list = await eventually(
    () => offered(document, new vscode.Position(0, 0)),
    (answer) => answer.items.length > 0,
  );
  const starters = list.items.filter((item) => labelOf(item).startsWith('topology: '));
  assert.ok(starters.length >= 5, list.items.map(labelOf).join());
  assert.ok(starters.every(({ insertText }) => insertText instanceof vscode.SnippetString));
});

test('hover says what a loss does, hints what is computed', async () => {
  const document = await open(example);
  const hovers = await eventually(
    () =>
      vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        within(document, 'host Host1'),
      ),
    (answer) => answer.length > 0,
  );
  const said = hovers.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value)).join();
  assert.match(said, /Losing it:\*\* CommunicationManager out 0.2 s, calls kept; protected again at 5:30/);
  const hints = await eventually(
    () =>
      vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      ),
    (answer) => answer.some(({ label }) => String(label).includes('takes over')),
  );
  const labels = hints.map(({ label }) => String(label));
  assert.ok(labels.includes('takes over in 0.2 s, protected again 5:30'), labels.join());
  assert.ok(labels.includes('restarts on Host3'), labels.join());
});
