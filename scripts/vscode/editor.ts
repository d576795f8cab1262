/** An editor on localhost: code-server with extensions and settings of its own. */

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, waitForAnswer } from '../lib/ports.ts';
import { type Background, run, start } from '../lib/processes.ts';
import { PlainError } from '../lib/steps.ts';
import { type CodeServer, provisionCodeServer } from './code-server.ts';

export interface EditorOptions {
  /** Where user data and extensions go: the caller makes and removes it. */
  readonly home: string;
  /** The folder that the editor opens. */
  readonly folder: string;
  /** Packaged extensions to install first. */
  readonly vsix?: readonly string[];
  /** User settings beside {@link quietSettings}. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The port to try first; any free one when left out. */
  readonly port?: number;
}

/** An editor that serves. */
export interface Editor {
  /** The address that shows the folder. */
  readonly url: string;
  /** What the server printed so far. */
  output(): string;
  /** Resolves when the server ends by itself or is stopped. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Settings without which the first thing a person sees is not their folder. */
export const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
};

/** Installs the extensions, starts the server and waits until it answers. */
export async function serveEditor(options: EditorOptions): Promise<Editor> {
  const codeServer = await provisionCodeServer();
  const user = path.join(options.home, 'user-data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(
    path.join(user, 'settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2),
  );
  const folders = [
    '--user-data-dir',
    path.join(options.home, 'user-data'),
    '--extensions-dir',
    path.join(options.home, 'extensions'),
    // without this a person's own configuration file would be read, or one written for them
    '--config',
    configFile(options.home),
  ];
  for (const vsix of options.vsix ?? []) await install(codeServer, vsix, folders);
  const port = await freePort(options.port);
  const server = start(
    process.execPath,
    [
      codeServer.entry,
      ...folders,
      ...['--auth', 'none'],
      ...['--bind-addr', `127.0.0.1:${port}`],
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
      options.folder,
    ],
    { env: ownEnvironment },
  );
  await ready(server, `http://127.0.0.1:${port}/healthz`);
  return {
    url: `http://127.0.0.1:${port}/?folder=${encodeURIComponent(options.folder)}`,
    output: server.output,
    ended: server.ended,
    stop: server.stop,
  };
}

/** Waits until a server answers at `url`; one that ends instead is an error with what it printed. */
export async function ready(server: Background, url: string): Promise<void> {
  try {
    await waitForAnswer(url, 60_000, () => {
      if (server.child.exitCode === null && server.child.pid !== undefined) return;
      throw new PlainError(`The editor's server ended:\n${server.output()}`);
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The terminal of an editor that we may have been started from must not be mistaken for our own. */
export const ownEnvironment = {
  VSCODE_IPC_HOOK_CLI: undefined,
  NODE_OPTIONS: undefined,
  CODE_SERVER_CONFIG: undefined,
  PASSWORD: undefined,
  HASHED_PASSWORD: undefined,
  PORT: undefined,
};

async function install(codeServer: CodeServer, vsix: string, folders: readonly string[]): Promise<void> {
  const args = [codeServer.entry, ...folders, '--install-extension', vsix, '--force'];
  const output = await run(process.execPath, args, { env: ownEnvironment, limit: 120_000 });
  if (/successfully installed/i.test(output)) return;
  throw new PlainError(`${path.basename(vsix)} was not installed:\n${output}`);
}

function configFile(home: string): string {
  const file = path.join(home, 'config.yaml');
  writeFileSync(file, 'auth: none\ncert: false\n');
  return file;
}
