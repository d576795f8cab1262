/** Of which files the server has said what it finds: of others "no findings" would be a guess. */
import { EventEmitter, type Uri } from 'vscode';
import type { Middleware } from 'vscode-languageclient';

const told = new Set<string>();
const telling = new EventEmitter<Uri>();

export const onDidTell = telling.event;

export function isTold(uri: Uri): boolean {
  return told.has(String(uri));
}

export const findingsMiddleware: Pick<Middleware, 'handleDiagnostics'> = {
  handleDiagnostics: (uri, diagnostics, next) => {
    next(uri, diagnostics);
    told.add(String(uri));
    telling.fire(uri);
  },
};
