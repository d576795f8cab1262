/** Opened texts, and places in them. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Shows a file of the folder with the examples. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const [uri] = await vscode.workspace.findFiles(name);
  assert.ok(uri, 'the folder with the examples is open');
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** Asks again until the answer is there: the server may still be starting. */
export async function eventually<T>(ask: () => T | Thenable<T>, good: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Behind the first place where a text stands. */
export function after(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `the example has ${text}`);
  return document.positionAt(offset + text.length);
}

/** On the last letter of that text. */
export function within(document: vscode.TextDocument, text: string): vscode.Position {
  return after(document, text).translate(0, -1);
}
