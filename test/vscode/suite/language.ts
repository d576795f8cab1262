import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from './runner.ts';

test('an example opens as hatopo', async () => {
  const [uri] = await vscode.workspace.findFiles('avaya-duplication.hatopo');
  assert.ok(uri, 'the folder with the examples is open');
  const document = await vscode.workspace.openTextDocument(uri);
  assert.equal(document.languageId, 'hatopo');
});
