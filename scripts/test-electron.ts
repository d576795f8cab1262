/**
 * `npm run test:electron`: the extension-host suite in a VS Code for the desktop, which
 * @vscode/test-electron downloads. VSCODE_PATH names one that is there already.
 */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { inRepo, root } from './lib/repo.ts';
import { main, PlainError, step } from './lib/steps.ts';
import { cacheFolder } from './vscode/cache.ts';

await main(async () => {
  const program = await findOrDownload();
  const home = mkdtempSync(path.join(os.tmpdir(), 'hatopo-electron-'));
  try {
    const folder = path.join(home, 'examples');
    cpSync(inRepo('examples'), folder, { recursive: true });
    const code = await step('Running the suite in VS Code', () =>
      runTests({
        vscodeExecutablePath: program,
        extensionDevelopmentPath: root,
        extensionTestsPath: inRepo('out', 'test', 'suite.cjs'),
        launchArgs: [
          folder,
          ...['--user-data-dir', path.join(home, 'user-data')],
          '--disable-extensions',
          '--disable-workspace-trust',
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ],
      }),
    );
    if (code !== 0) throw new PlainError(`The suite failed (exit code ${code}).`);
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});

async function findOrDownload(): Promise<string> {
  if (process.env.VSCODE_PATH) return process.env.VSCODE_PATH;
  try {
    return await step('Downloading VS Code (once on this machine)', () =>
      downloadAndUnzipVSCode({ version: 'stable', cachePath: path.join(cacheFolder(), 'electron') }),
    );
  } catch (error) {
    throw new PlainError(
      `VS Code could not be downloaded (${(error as Error).message}).\n` +
        'Name one that is on this machine with VSCODE_PATH, or run the same suite without a download: npm run test:vscode',
    );
  }
}
