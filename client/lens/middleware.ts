/** Which lenses of the server are shown. */
import { workspace } from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { wantedLenses } from './kinds.ts';

/** Leaves out what the settings of a file do not want. */
export const lensMiddleware: Pick<Middleware, 'provideCodeLenses'> = {
  provideCodeLenses: async (document, token, next) => {
    const lenses = await next(document, token);
    const settings = workspace.getConfiguration('hatopo.codeLens', document.uri);
    return lenses && wantedLenses(lenses, (setting) => settings.get<boolean>(setting, true));
  },
};
