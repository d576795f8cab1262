/** An editor for a test: a copy of a folder, a fresh profile, the extension from its VSIX. */

import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRepo, vsixFile } from '../../../scripts/lib/repo.ts';
import { serveEditor } from '../../../scripts/vscode/editor.ts';

export interface TestEditorOptions {
  /** The folder to open, from the repository's top or absolute; the test works on a copy. */
  readonly folder?: string;
  /** What is done to the copy first. */
  readonly prepare?: (folder: string) => void;
  /** The packaged extension; what `npm run package` made when left out. */
  readonly vsix?: string;
  readonly userSettings?: Readonly<Record<string, unknown>>;
}

/** An editor that a test started, and must stop. */
export interface TestEditor {
  readonly url: string;
  /** The copy that is open. */
  readonly folder: string;
  /** The text of a file in the copy as it is on disk. */
  read(file: string): string;
  /** Forgets texts that a window left without saving them: the next one shows what is on disk. */
  forgetUnsaved(): void;
  /** What the server and the extension host logged: for the message of a failed test. */
  logs(): string;
  stop(): Promise<void>;
}

/** Starts an editor; it is ready when this returns. */
export async function startEditor(options: TestEditorOptions = {}): Promise<TestEditor> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'hatopo-editor-'));
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  try {
    const original = path.resolve(inRepo(), options.folder ?? 'examples');
    const folder = path.join(home, path.basename(original));
    cpSync(original, folder, { recursive: true });
    options.prepare?.(folder);
    const editor = await serveEditor({
      home,
      folder,
      vsix: [options.vsix ?? vsixFile],
      // as on a desktop: in a browser texts would be saved a second after typing, between two steps of a test
      settings: { 'files.autoSave': 'off', ...options.userSettings },
    });
    return {
      url: editor.url,
      folder,
      read: (file) => readFileSync(path.join(folder, file), 'utf8'),
      forgetUnsaved: () => rmSync(path.join(home, 'user-data', 'User', 'Backups'), { recursive: true, force: true }),
      logs: () => [editor.output(), ...extensionHostLogs(home)].join('\n'),
      stop: async () => {
        await editor.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function extensionHostLogs(home: string): string[] {
  const logs = path.join(home, 'user-data', 'logs');
  if (!existsSync(logs)) return [];
  return globSync('**/{remoteexthost,*hatopo*}.log', { cwd: logs }).map(
    (file) => `--- ${file}\n${readFileSync(path.join(logs, file), 'utf8').slice(-20_000)}`,
  );
}
